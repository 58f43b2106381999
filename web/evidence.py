"""The passages that a tag or a field rests on, as pages show them."""

from collections.abc import Iterable

from repository.models import File, TagEvidence


def distinct(evidence: Iterable[TagEvidence]) -> list[TagEvidence]:
    """One of those that quote the same words of the same page, in their order."""
    found: dict[tuple[int, int, str], TagEvidence] = {}
    for item in evidence:
        found.setdefault((item.file_id, item.page, item.text), item)
    return list(found.values())


def is_on_page(file: File, page: int, start: int, end: int) -> bool:
    """Whether a passage is text of a page, and no file name or other thing besides."""
    return 1 <= page <= (file.page_count or 0) and end > start
