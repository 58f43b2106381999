"""sitemap.xml: every public document, every process and the main pages, with their last change."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.addresses import base_url
from api.harvest import markup
from api.house import CurrentHouse
from api.links import document_url, process_url
from repository.errors import Unknown
from repository.repository import Repository

router = APIRouter()

# The protocol's limit for one file; beyond it the sitemap is an index of parts.
MOST_ADDRESSES = 50_000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

Address = tuple[str, datetime | None]


@router.get("/sitemap.xml")
def sitemap(request: Request, house: CurrentHouse, part: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """All addresses, or the index of the parts when they are too many for one file."""
    site = base_url(request)
    parts = parts_of(list(_addresses(house.repository)))
    if part is not None and part > len(parts):
        raise Unknown(f"The sitemap has no part {part}; it has {len(parts)}.")
    if part is None and len(parts) > 1:
        whole: list[Address] = [(f"/sitemap.xml?part={number}", None) for number in range(1, len(parts) + 1)]
        return _written(site, "sitemapindex", "sitemap", whole)
    return _written(site, "urlset", "url", parts[(part or 1) - 1])


def parts_of(addresses: list[Address], most: int = MOST_ADDRESSES) -> list[list[Address]]:
    """The addresses in portions that fit into one file each."""
    return [addresses[start : start + most] for start in range(0, len(addresses), most)]


def _addresses(repository: Repository) -> Iterator[Address]:
    with repository.read() as uow:
        documents, processes = uow.harvest.standing(), uow.harvest.latest_by_process()
    newest = max((changed_at for _, changed_at in documents), default=None)
    yield from (("/", newest), ("/iscms", newest), ("/about", None))
    yield from ((process_url(iscm.slug), processes.get(iscm.slug)) for iscm in repository.authority.iscms)
    yield from ((document_url(public_id), changed_at) for public_id, changed_at in documents)


def _written(site: str, root: str, item: str, addresses: list[Address]) -> Response:
    document = markup.root(_SITEMAP, root)
    for path, changed_at in addresses:
        element = markup.child(document, item)
        markup.child(element, "loc", site + path)
        if changed_at:
            markup.child(element, "lastmod", markup.seconds(changed_at))
    return markup.answer(document, "application/xml")
