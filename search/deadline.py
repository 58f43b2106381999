"""The time that one search may take: looked at between the parts of a query, which are short."""

import time
from dataclasses import dataclass

from repository.errors import Busy


class OutOfTime(Busy):
    """The search was given up; the index is all right."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, by a clock that never goes back."""

    moment: float
    seconds: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """So many seconds from now."""
        return cls(time.monotonic() + seconds, seconds)

    @property
    def is_over(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() >= self.moment

    def check(self) -> None:
        """Raise OutOfTime if no time is left."""
        if self.is_over:
            raise OutOfTime(
                "This search takes more than %(seconds)s seconds. Use fewer or rarer words, longer beginnings "
                "of words before a star, or only your own words (expand=false).",
                seconds=f"{self.seconds:g}",
            )


NEVER = Deadline(float("inf"), float("inf"))
