"""What the head of a page tells programs: Highwire for Google Scholar, Dublin Core, Open Graph."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.citing.reference import Reference
from api.harvest.dublin_core import statements
from repository.authority import Authority
from repository.models import Document

_OPEN_GRAPH_LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "pt": "pt_PT", "ar": "ar_AR", "ru": "ru_RU"}


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta element; Open Graph names it by `property`, the others by `name`."""

    attribute: str
    name: str
    content: str


def metas(reference: Reference, document: Document, authority: Authority, summary: str) -> list[Meta]:
    """Everything that is known, in the words of each vocabulary."""
    named = [*_highwire(reference), *_dublin_core(reference, document, authority), ("description", summary)]
    return [Meta("name", name, content) for name, content in named if content] + [
        Meta("property", name, content) for name, content in _open_graph(reference, summary) if content
    ]


def _highwire(reference: Reference) -> Iterator[tuple[str, str]]:
    """As Google Scholar asks for it; dates with slashes, and the PDF below the address of the page."""
    yield "citation_title", reference.title
    yield from (("citation_author", author.uncut) for author in reference.authors)
    yield "citation_publication_date", reference.date_from.replace("-", "/")
    yield from (("citation_technical_report_institution", author.name) for author in reference.authors)
    yield "citation_technical_report_number", reference.id
    yield "citation_language", reference.languages[0] if reference.languages else ""
    yield "citation_firstpage", str(reference.page) if reference.page else ""
    yield from (("citation_keywords", keyword) for keyword in reference.keywords)
    yield "citation_abstract_html_url", reference.landing_url
    yield "citation_pdf_url", reference.pdf


def _dublin_core(reference: Reference, document: Document, authority: Authority) -> Iterator[tuple[str, str]]:
    yield from ((f"DC.{name}", value) for name, value in statements(document, authority, reference.url))


def _open_graph(reference: Reference, summary: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", reference.title
    yield "og:url", reference.url
    yield "og:site_name", reference.site.name
    yield "og:description", summary
    yield "og:locale", _OPEN_GRAPH_LOCALES.get(reference.languages[0], "") if reference.languages else ""
    yield "article:published_time", reference.date_from if len(reference.date_from) == len("2016-11-03") else ""
    yield from (("article:author", author.url) for author in reference.authors)
    yield from (("article:tag", keyword) for keyword in reference.keywords)
