"""Signposting (signposting.org): typed links from a page to its metadata and contents, in headers and as a set."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.citing.media_types import MEDIA_TYPES
from api.citing.reference import Reference
from api.links import metadata_url

_LANDING_TYPES = ("https://schema.org/AboutPage", "https://schema.org/Report")
# The forms that describe a document.
_DESCRIPTIONS = ("ris", "bib", "csl", "jsonld", "dc")
_DUBLIN_CORE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
# Servers and caches refuse long headers; a document with more versions names the rest in the link set alone.
_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link; `type` is a media type."""

    rel: str
    href: str
    type: str = ""
    profile: str = ""


def landing_links(reference: Reference) -> list[Link]:
    """The links of the page of a document."""
    return [
        Link("cite-as", reference.url),
        *(Link("type", kind) for kind in _LANDING_TYPES),
        *(Link("author", author.url) for author in reference.authors),
        *_descriptions(reference),
        *(Link("item", copy.url, copy.media_type) for copy in reference.copies),
    ]


def header(reference: Reference) -> str:
    """The value of the Link header of the page of a document."""
    links = landing_links(reference)
    items = [link for link in links if link.rel == "item"]
    links = [link for link in links if link not in items[_MOST_ITEMS:]]
    return written([*links, Link("linkset", _address(reference, "linkset"), MEDIA_TYPES["linkset"][0])])


def content_header(landing_url: str) -> str:
    """The value of the Link header of an original: the page that it belongs to."""
    return written([Link("collection", landing_url, "text/html")])


def description_header(landing_url: str) -> str:
    """The value of the Link header of metadata: the page that they describe."""
    return written([Link("describes", landing_url, "text/html")])


def linkset(reference: Reference) -> str:
    """All links as RFC 9264 has them: those of the page, of each original, and of each description."""
    anchors = {reference.url: landing_links(reference)}
    anchors |= {copy.url: [Link("collection", reference.url, "text/html")] for copy in reference.copies}
    anchors |= {link.href: [Link("describes", reference.url, "text/html")] for link in _descriptions(reference)}
    sets = [{"anchor": anchor} | _by_relation(links) for anchor, links in anchors.items()]
    return json.dumps({"linkset": sets}, indent=1) + "\n"


def written(links: Iterable[Link]) -> str:
    """Links as the value of one header (RFC 8288)."""
    return ", ".join(_written(link) for link in links)


def _written(link: Link) -> str:
    attributes = {"rel": link.rel, "type": link.type, "profile": link.profile}
    return f"<{link.href}>" + "".join(f'; {name}="{value}"' for name, value in attributes.items() if value)


def _descriptions(reference: Reference) -> Iterator[Link]:
    for name in _DESCRIPTIONS:
        profile = _DUBLIN_CORE if name == "dc" else ""
        yield Link("describedby", _address(reference, name), MEDIA_TYPES[name][0], profile)


def _address(reference: Reference, form: str) -> str:
    return reference.site.url + metadata_url(reference.id, form, reference.file_id, reference.page)


def _by_relation(links: Iterable[Link]) -> dict[str, Any]:
    relations: dict[str, list[dict[str, str]]] = {}
    for link in links:
        target = {"href": link.href, "type": link.type, "profile": link.profile}
        relations.setdefault(link.rel, []).append({name: value for name, value in target.items() if value})
    return relations
