"""The crosswalk kept: themes and objectives follow a document's elements, unless a person decided on them."""

from repository.authority import Authority
from repository.models import Document, Tag

FOLLOWING = ("theme", "objective")


def follow_crosswalk(document: Document, authority: Authority) -> None:
    """Bring machine-made themes and objectives in line with the elements that count now."""
    wanted = {key for letter in document.codes("element") for key in derived(letter, authority)}
    for tag in document.tags:
        if tag.scheme in FOLLOWING and not tag.decided_by:
            tag.assigned = (tag.scheme, tag.code) in wanted
            tag.state = "suggested" if tag.assigned else "obsolete"
    known = {(tag.scheme, tag.code) for tag in document.tags}
    document.tags.extend(
        Tag(scheme=scheme, code=code, score=0.0, assigned=True, state="suggested")
        for scheme, code in sorted(wanted - known)
    )


def derived(letter: str, authority: Authority) -> set[tuple[str, str]]:
    """The theme and objectives that an element stands for, as scheme and code."""
    objectives = {("objective", str(number)) for number in authority.objectives_of(letter)}
    return {("theme", str(authority.element(letter).theme)), *objectives}
