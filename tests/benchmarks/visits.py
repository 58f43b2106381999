"""What readers and curators ask the pages for: addresses of each kind of page, made up, always the same ones."""

import random
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from queries import QUERIES
from search.query import SearchQuery

# Of each kind; a client begins anew after the last one.
ADDRESSES = 240
_SEED = 11
_LANGUAGES = ("", "", "", "/fr", "/es", "/ar")
_WORDS = {
    "": (
        "migration",
        "reintegration",
        "remittances diaspora",
        '"return and readmission"',
        '"labour mobility" border',
        '"climate change"',
        "smuggling -visa",
        "reint* cooperation",
        '"trafficking in persons" OR "assisted voluntary return"',
        "how do countries protect the rights of migrants at borders",
        "",
    ),
    "/fr": ('"traite des personnes"', "migration coopération", '"retour et réadmission"', "réintégration", ""),
    "/es": ('"trata de personas"', "migración cooperación", "readmisión", "frontera* retorno", "diáspora", ""),
    "/ar": ("migration", '"return and readmission"', ""),
}
_FILTERS = (
    {},
    {},
    {"iscm": "rabat"},
    {"language": "en", "element": "s"},
    {"year": ["2015", "2016"]},
    {"year_from": "2005", "year_to": "2015", "type": "declaration"},
    {"sort": "date"},
    {"page": "2"},
    {"page": "3", "sort": "title"},
    {"element": ["s", "k"], "iscm": ["rcm", "rabat"]},
)
_TYPED = ("mig", "return an", "rab", "read", "réi", "traite", "s", "co")
_ASKED = ("migration", '"return and readmission"', "cooperation border")


def visits(documents: Sequence[tuple[str, str, int]]) -> Mapping[str, tuple[str, ...]]:
    """The addresses of each kind; `documents` are ids of documents and of their files, and how many pages each has."""
    chance = random.Random(_SEED)  # noqa: S311 - the same ones each time.
    kinds = {
        "search page": lambda: _search(chance),
        "document page": lambda: _document(chance.choice(documents)),
        "document page, with a query": lambda: _document(chance.choice(documents), chance.choice(_ASKED)),
        "page of a document": lambda: _page(chance, chance.choice(documents), ""),
        "page of a document as text": lambda: _page(chance, chance.choice(documents), "text"),
        "overview": lambda: _overview(chance),
        "suggestions": lambda: f"/api/suggest?{urlencode({'q': chance.choice(_TYPED)})}",
        "search as JSON": lambda: _json(chance),
    }
    return {kind: tuple(make() for _ in range(ADDRESSES)) for kind, make in kinds.items()}


# Only for those who have signed in.
CURATION = ("/curation", "/curation?list=unreviewed", "/curation?list=suggestions&page=3", "/curation?list=restricted")


def _search(chance: random.Random) -> str:
    language = chance.choice(_LANGUAGES)
    words, filters = chance.choice(_WORDS[language]), chance.choice(_FILTERS)
    asked = ({"q": words} if words else {}) | dict(filters)
    return f"{language}/search?{urlencode(asked or {'sort': 'date'}, doseq=True)}"


def _json(chance: random.Random) -> str:
    query = chance.choice(QUERIES)
    return "/api/search?" + SearchQuery(query.text(), frozenset(query.filters)).to_query_string()


def _document(document: tuple[str, str, int], query: str = "") -> str:
    return f"/documents/{document[0]}" + (f"?{urlencode({'q': query})}" if query else "")


def _page(chance: random.Random, document: tuple[str, str, int], view: str) -> str:
    public_id, file_id, pages = document
    asked = {"q": chance.choice(_ASKED)} | ({"view": view} if view else {})
    return f"/documents/{public_id}/files/{file_id}/pages/{chance.randint(1, pages)}?{urlencode(asked)}"


def _overview(chance: random.Random) -> str:
    asked = chance.choice(({}, {"scheme": "theme"}, {"scheme": "objective"}, {"year_from": "2005", "year_to": "2015"}))
    return "/overview" + (f"?{urlencode(asked)}" if asked else "")
