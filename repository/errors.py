"""Kinds of trouble; every message says what is wrong and what to do, for the person who reads it."""

from repository.said import Said, Value, mark, said

_MOVED = mark("The document “%(public_id)s” is part of the document “%(to)s” now. Ask for that one.")


class Trouble(Exception):
    """Something a person can be told in one sentence.

    `raise Unknown("There is no process “%(slug)s”.", slug=slug)`: a literal and its values, as for `said`.
    """

    def __init__(self, sentence: str, /, **values: Value) -> None:
        self.sentence = sentence if isinstance(sentence, Said) else said(sentence, **values)
        super().__init__(self.sentence)


class Rejected(Trouble):
    """What was sent cannot be accepted as it is."""


class TooLarge(Rejected):
    """What was sent is larger than the limit."""


class Unsupported(Rejected):
    """The file is of a kind that is not read here."""


class Unknown(Trouble):
    """Nothing by that name that this reader may see."""


class Withdrawn(Trouble):
    """It was here and has been withdrawn; the message says when and why."""


class Moved(Withdrawn):
    """It is part of another document now, the one whose public id is `to`."""

    def __init__(self, public_id: str, to: str) -> None:
        super().__init__(said(_MOVED, public_id=public_id, to=to))
        self.public_id, self.to = public_id, to


class Unauthenticated(Trouble):
    """Signing in is needed first."""


class Forbidden(Trouble):
    """This account may not do that."""


class Forged(Forbidden):
    """It did not come from a page of this site."""


class Conflict(Trouble):
    """It does not fit what is already there."""


class Outdated(Trouble):
    """It has changed since whoever asks has seen it."""


class Unreadable(Trouble):
    """The file was kept, but its text could not be read."""


class Busy(Trouble):
    """Somebody else is at it; try again."""
