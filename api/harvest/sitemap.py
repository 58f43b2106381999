"""sitemap.xml: every public document, every process and the main pages, with their last change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.addresses import base_url
from api.harvest import markup
from api.house import CurrentHouse
from api.links import document_url, process_url, version_url
from repository.access import ANONYMOUS
from repository.errors import Unknown
from repository.repository import Repository

router = APIRouter()

# The protocol's limit for one file; beyond it the sitemap is an index of parts.
MOST_ADDRESSES = 50_000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Address:
    """A page, when it last changed, and the same in other languages: code and path, itself among them."""

    path: str
    changed_at: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()


@router.get("/sitemap.xml")
def sitemap(request: Request, house: CurrentHouse, part: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """All addresses, or the index of the parts when they are too many for one file."""
    site = base_url(request)
    parts = parts_of(list(_addresses(house.repository)))
    if part is not None and part > len(parts):
        raise Unknown("The sitemap has no part %(part)s; it has %(parts)s.", part=part, parts=len(parts))
    if part is None and len(parts) > 1:
        whole = [Address(f"/sitemap.xml?part={number}") for number in range(1, len(parts) + 1)]
        return _written(site, "sitemapindex", "sitemap", whole)
    return _written(site, "urlset", "url", parts[(part or 1) - 1])


def parts_of(addresses: list[Address], most: int = MOST_ADDRESSES) -> list[list[Address]]:
    """The addresses in portions that fit into one file each."""
    return [addresses[start : start + most] for start in range(0, len(addresses), most)]


def _addresses(repository: Repository) -> Iterator[Address]:
    with repository.read() as uow:
        documents, processes = uow.harvest.standing(), uow.harvest.latest_by_process()
        versions, years = uow.harvest.versions(), uow.years.with_documents(ANONYMOUS)
    newest = max((changed_at for _, changed_at in documents), default=None)
    yield from (Address("/", newest), Address("/iscms", newest), Address("/about"), Address("/programs"))
    yield from (Address(process_url(iscm.slug), processes.get(iscm.slug)) for iscm in repository.authority.iscms)
    yield from (Address(f"/highlights/{year}", newest) for year in years)
    for public_id, changed_at in documents:
        yield from _document(public_id, changed_at, versions.get(public_id, []))


def _document(public_id: str, changed_at: datetime, versions: list[tuple[str, str]]) -> Iterator[Address]:
    """The document, and each of its language versions; every one of them names all, as crawlers want it."""
    address = document_url(public_id)
    pages = [(language, version_url(public_id, file)) for language, file in versions]
    alternates = (("x-default", address), *pages) if pages else ()
    for path in (address, *(path for _, path in pages)):
        yield Address(path, changed_at, alternates)


def _written(site: str, root: str, item: str, addresses: list[Address]) -> Response:
    document = markup.root(_SITEMAP, root, {None: _SITEMAP, "xhtml": _XHTML})
    for address in addresses:
        element = markup.child(document, item)
        markup.child(element, "loc", site + address.path)
        if address.changed_at:
            markup.child(element, "lastmod", markup.seconds(address.changed_at))
        for language, path in address.alternates:
            given = {"rel": "alternate", "hreflang": language, "href": site + path}
            markup.child(element, f"{{{_XHTML}}}link", attributes=given)
    return markup.answer(document, "application/xml")
