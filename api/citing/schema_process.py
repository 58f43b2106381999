"""A process in the words of schema.org: an organisation, with the meetings of it that are certain."""

from collections.abc import Iterable, Sequence

from api.citing.reference import Site
from api.citing.schema_org import Node, known
from api.links import document_url, process_url
from repository.authority import Authority
from repository.authority_records import Iscm
from repository.models import Document, Meeting

_CERTAIN = "verified"


def process(
    iscm: Iscm, meetings: Iterable[tuple[Meeting, Sequence[Document]]], authority: Authority, site: Site
) -> Node:
    """A machine takes what it reads as certain: a meeting that is partly verified or not at all is left out."""
    address = site.url + process_url(iscm.slug)
    names = dict.fromkeys(alias.name for alias in iscm.aliases if not alias.inflected and alias.name != iscm.name)
    return known(
        {
            "@type": "Organization",
            "@id": address,
            "url": address,
            "name": iscm.name,
            "alternateName": list(names),
            "foundingDate": str(iscm.established or ""),
            "areaServed": [{"@type": "Place", "name": authority.label("region", region)} for region in iscm.regions],
            "sameAs": iscm.website,
            "event": [
                _event(meeting, documents, authority, site)
                for meeting, documents in meetings
                if meeting.verification == _CERTAIN and meeting.date_from
            ],
        }
    )


def _event(meeting: Meeting, documents: Sequence[Document], authority: Authority, site: Site) -> Node:
    country = authority.label("state", meeting.country) if meeting.country else ""
    address = known({"@type": "PostalAddress", "addressLocality": meeting.city, "addressCountry": country})
    where = ", ".join(part for part in (meeting.city, country) if part)
    return known(
        {
            "@type": "Event",
            "name": meeting.name,
            "startDate": meeting.date_from,
            "endDate": meeting.date_to,
            "location": {"@type": "Place", "name": where, "address": address} if where else None,
            "recordedIn": [{"@id": site.url + document_url(document.public_id)} for document in documents],
        }
    )
