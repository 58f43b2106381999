"""The killer is a script; its short version imports it by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
