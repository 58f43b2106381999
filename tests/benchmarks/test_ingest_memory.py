"""Three times the documents take no more memory of the process that ingests. `make memory` does it big."""

import subprocess
import sys
from pathlib import Path

MOST = 1.15


def test_memory_does_not_grow_with_the_documents() -> None:
    # In a process of its own: what other tests have loaded is not ours.
    script = Path(__file__).parent / "memory.py"
    printed = subprocess.run([sys.executable, script, "120"], check=True, capture_output=True, text=True, timeout=300)
    rows = [[float(cell) for cell in line.strip("| ").split("|")] for line in printed.stdout.splitlines()[2:]]
    third, whole = rows[1], rows[-1]
    assert (third[0] >= 40, whole[0]) == (True, 120)
    for kind in (1, 2):
        assert whole[kind] <= MOST * third[kind], printed.stdout
