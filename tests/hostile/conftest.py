"""The hostile files are written by a script; its tests import it by name."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
