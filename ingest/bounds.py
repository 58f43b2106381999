"""What one errand in a child process may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Time by the clock and of the processor, memory beyond what the child begins with, and the size of the answer."""

    seconds: float
    memory_megabytes: int
    answer_bytes: int = 200_000_000
    processor_seconds: float | None = None
