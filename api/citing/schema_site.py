"""The repository in the words of schema.org: a site that can be searched, a catalogue, and its data to take away."""

from api.citing.reference import Site
from api.citing.schema_org import Node, catalogue
from search.results import SearchResults

_ABOUT = (
    "Outcome documents of inter-State consultation mechanisms on migration (ISCMs): kept, read page by page, "
    "attributed to their process, tagged to the Global Compact for Migration with the passages as evidence."
)
# How all of it can be had: name, path, media type.
_WAYS = (
    ("JSON lines", "/api/export.jsonl", "application/jsonl"),
    ("CSV", "/api/export.csv", "text/csv"),
    ("RIS", "/api/export.ris", "application/x-research-info-systems"),
    ("OAI-PMH", "/oai?verb=ListRecords&metadataPrefix=oai_iscm", "text/xml"),
)


def site_graph(site: Site, everything: SearchResults) -> Node:
    """What the first page tells search engines."""
    home = f"{site.url}/"
    dataset = {"@id": f"{home}#documents"}
    return {
        "@graph": [
            {
                "@type": "WebSite",
                "@id": home,
                "url": home,
                "name": site.name,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {"@type": "EntryPoint", "urlTemplate": f"{home}search?q={{search_term_string}}"},
                    "query-input": "required name=search_term_string",
                },
            },
            catalogue(site) | {"description": _ABOUT, "dataset": dataset},
            {
                "@type": "Dataset",
                **dataset,
                "name": f"{site.name}: documents",
                "description": _ABOUT,
                "url": home,
                "isAccessibleForFree": True,
                "inLanguage": [value.value for value in everything.facet("language").values if value.count],
                "distribution": [
                    {"@type": "DataDownload", "name": name, "contentUrl": site.url + path, "encodingFormat": kind}
                    for name, path, kind in _WAYS
                ],
                "includedInDataCatalog": {"@id": catalogue(site)["@id"]},
            },
        ]
    }
