"""The profile of elements: 24 small bars in the order a to x, the same wherever it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from repository.authority import Authority

HEIGHT = 40.0
_LEAST = 3.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One element: its letter and label, what was counted, and the height of its bar in units of the drawing."""

    letter: str
    label: str
    count: int
    height: float


def profile(
    counts: Mapping[str, int], most: int, authority: Authority, label_of: Callable[[str, str], str]
) -> tuple[Mark, ...]:
    """A bar for every element; `most` is what a full bar stands for."""
    return tuple(
        Mark(
            letter=element.letter,
            label=label_of("element", element.letter),
            count=counts.get(element.letter, 0),
            height=_height(counts.get(element.letter, 0), most),
        )
        for element in authority.elements
    )


def _height(count: int, most: int) -> float:
    return round(max(_LEAST, HEIGHT * min(count, most) / most), 1) if count and most else 0.0
