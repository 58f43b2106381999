"""Programs of the machine that some formats need: found at run time, run under a clock, never required."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def found(name: str) -> str | None:
    """Where a program is; None where it is not installed."""
    return shutil.which(name)


def output(command: Sequence[str | Path], seconds: float, most_bytes: int) -> bytes | None:
    """What a program prints, or None when it fails or takes too long; it inherits the limits of its caller."""
    try:
        # The list of arguments is ours, and no shell reads it.
        done = subprocess.run(  # noqa: S603
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout[:most_bytes] if done.returncode == 0 else None
