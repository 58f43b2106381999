"""The benchmark is a script whose modules import each other by name; so do its tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
