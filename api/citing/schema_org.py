"""A reference in the words of schema.org, as JSON-LD, which search engines read."""

import json
from collections.abc import Mapping
from typing import Any

from api.citing.reference import Copy, Reference, Site

Node = dict[str, Any]


def json_ld(reference: Reference) -> str:
    """The document as a `Report`."""
    return json.dumps(whole(report(reference)), ensure_ascii=False, indent=1) + "\n"


def whole(node: Node) -> Node:
    """A node that stands alone, with its vocabulary named."""
    return {"@context": "https://schema.org"} | node


def known(values: Mapping[str, Any]) -> Node:
    """What is known; what is empty is left out."""
    return {name: value for name, value in values.items() if value}


def catalogue(site: Site) -> Node:
    """The repository as what all its documents are part of."""
    return {"@type": "DataCatalog", "@id": f"{site.url}/#catalogue", "name": site.name, "url": f"{site.url}/"}


def report(reference: Reference) -> Node:
    """What is known of it; processes are organisations."""
    days = dict.fromkeys(day for day in (reference.date_from, reference.date_to) if day)
    return known(
        {
            "@type": "Report",
            "@id": reference.url,
            "url": reference.url,
            "identifier": reference.id,
            "name": reference.title,
            "headline": reference.title,
            "author": [
                {"@type": "Organization", "@id": author.url, "name": author.name, "alternateName": author.short_name}
                for author in reference.authors
            ],
            "datePublished": reference.date_from,
            "temporalCoverage": "/".join(days),
            "dateModified": reference.updated,
            "genre": reference.kind,
            "inLanguage": list(reference.languages),
            "about": [{"@type": "DefinedTerm", "name": subject} for subject in reference.subjects],
            "keywords": list(reference.keywords),
            "locationCreated": {"@type": "Place", "name": reference.place} if reference.place else None,
            "recordedAt": {"@type": "Event", "name": reference.meeting} if reference.meeting else None,
            "pagination": str(reference.page) if reference.page else "",
            "isAccessibleForFree": True,
            "disambiguatingDescription": reference.note,
            "encoding": [_media(copy) for copy in reference.copies],
            "isPartOf": catalogue(reference.site),
        }
    )


def _media(copy: Copy) -> Node:
    return known(
        {
            "@type": "MediaObject",
            "@id": copy.page_url,
            "contentUrl": copy.url,
            "encodingFormat": copy.media_type,
            "contentSize": str(copy.size),
            "sha256": copy.digest,
            "inLanguage": copy.language,
        }
    )
