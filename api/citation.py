"""A plain citation of a document or of one of its pages, ready to copy: the process is the corporate author."""

from api.dates import dates_in_words
from api.listing import listed
from repository.authority import Authority
from repository.models import Document
from search.entries import title_of


def citation(document: Document, authority: Authority, address: str, page: int | None = None) -> str:
    """Process, title, place, date, page and address, as far as each is known; each part ends with a full stop."""
    authors = [_author(slug, authority) for slug in document.codes("iscm")]
    when = dates_in_words(document.date_from, document.date_to)
    sample = "Illustrative sample, not an official text" if document.is_sample else ""
    parts = [
        "; ".join(authors),
        title_of(document),
        ", ".join(part for part in (place(document, authority), when) if part),
        sample,
        f"p. {page}" if page else "",
    ]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part) + f" {address}"


def place(document: Document, authority: Authority, language: str = "en") -> str:
    """City and State, as far as they are known: "Bali, Indonesia"."""
    country = authority.label("state", document.country, language) if document.country else ""
    return listed(dict.fromkeys((document.city or "", country)), language)


def _author(slug: str, authority: Authority) -> str:
    """The official name, with the short one that everybody uses: "… on Migration and Development (Rabat Process)"."""
    iscm = authority.iscm(slug)
    return iscm.name if iscm.short_name in iscm.name else f"{iscm.name} ({iscm.short_name})"
