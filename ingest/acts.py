"""What a paragraph does, and what the line above a list says for its items."""

from dataclasses import dataclass

from ingest.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Act:
    """What a paragraph does: its kind, the verb that says so, and who acts."""

    kind: str
    verb: str
    actor: str | None


@dataclass(slots=True)
class Leading:
    """What the paragraphs of a list do, by the line above it or by the type of the document."""

    act: Act | None
    by_default: Act | None
    is_open: bool = False  # A list was opened and none of its items was seen to have a number.

    def open(self, act: Act | None) -> None:
        """A list begins."""
        self.act, self.is_open = act or self.by_default, True

    def over(self, paragraph: Paragraph) -> Act | None:
        """What stands over a paragraph; one without a number ends a list of numbered ones."""
        if paragraph.is_item:
            self.is_open = False
            return self.act
        if self.is_open:
            return self.act
        self.act = self.by_default
        return None


def under(leading: Act | None, own: Act | None) -> Act | None:
    """An item does what the line above its list says, unless it requests something of someone itself."""
    if leading is None:
        return own
    if own and own.kind == "request" and leading.kind != "request":
        return Act(own.kind, own.verb, own.actor or leading.actor)
    return leading
