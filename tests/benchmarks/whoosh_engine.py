"""Whoosh as it comes: its own writer, parser, facets and highlighter; only the stop list is left out, for phrases.

It marks nothing for prefixes: they are looked for in a field of unstemmed words whose text is not kept twice.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis.analyzers import StandardAnalyzer
from whoosh.analysis.filters import CharsetFilter
from whoosh.analysis.morph import StemFilter
from whoosh.highlight import ContextFragmenter
from whoosh.qparser.default import MultifieldParser
from whoosh.query.compound import And
from whoosh.query.qcore import Every
from whoosh.query.terms import Term
from whoosh.query.wrappers import Not
from whoosh.sorting import Count, FieldFacet
from whoosh.support.charset import accent_map

from corpus import FACETS, Document
from engine import HITS, PASSAGE_CHARACTERS, Answer, Counts, Watch
from queries import Query

_WRITER_MEGABYTES = 512
_TITLE_WEIGHT = 4.0
_PREFIXED = ("words",)
_STEMMED = ("title", "body")


class Whoosh:
    """Plain Whoosh; texts of all languages stemmed as if they were English."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Iterable[Document], watch: Watch) -> None:
        writer = index.create_in(str(self._folder), _schema()).writer(limitmb=_WRITER_MEGABYTES)
        for document in documents:
            with watch:
                writer.add_document(**_fields(document))
        with watch:
            writer.commit()

    def open(self, watch: Watch) -> None:
        with watch:
            opened = index.open_dir(str(self._folder))
            self._searcher = opened.searcher()
        self._parsers = {names: MultifieldParser(names, opened.schema) for names in (_PREFIXED, _STEMMED)}

    def answer(self, query: Query, passages: bool = True) -> Answer:
        words = self._words(query)
        facets = {facet: FieldFacet(facet, allow_overlap=True, maptype=Count) for facet in FACETS}
        results = self._searcher.search(_masked(words, query), limit=HITS, groupedby=facets)
        results.fragmenter = ContextFragmenter(maxchars=PASSAGE_CHARACTERS)
        counts: Counts = {facet: _counted(results.groups(facet)) for facet in FACETS}  # type: ignore[no-untyped-call]
        for facet in query.selected:
            wider = _masked(words, query.without_filter(facet))
            found = self._searcher.search(wider, limit=1, groupedby={facet: facets[facet]})
            counts[facet] = _counted(found.groups(facet))  # type: ignore[no-untyped-call]
        # With groups Whoosh keeps all hits, whatever the limit.
        shown = results[:HITS]
        return Answer(
            total=len(results),
            ids=tuple(hit["id"] for hit in shown),
            facets=counts,
            passages=tuple(hit.highlights("body", top=1) for hit in shown) if passages else (),
        )

    def _words(self, query: Query) -> Any:
        text = query.text(" AND ", " OR ", " NOT ")
        return self._parsers[_PREFIXED if "*" in text else _STEMMED].parse(text) if text else Every()  # type: ignore[no-untyped-call]


def _masked(words: Any, query: Query) -> Any:
    labels = [Term(facet, value) for facet, value in query.filters]
    return And([words, *labels, Not(Term("visibility", "restricted"))])


def _counted(groups: dict[Any, int]) -> dict[str, int]:
    return {str(value): count for value, count in groups.items() if value}


def _schema() -> fields.Schema:
    plain = StandardAnalyzer(stoplist=None, minsize=1) | CharsetFilter(accent_map)
    labels = {facet: fields.KEYWORD(sortable=True) for facet in (*FACETS, "visibility")}
    return fields.Schema(
        id=fields.STORED,
        title=fields.TEXT(analyzer=plain | StemFilter(), field_boost=_TITLE_WEIGHT),  # type: ignore[no-untyped-call]
        body=fields.TEXT(analyzer=plain | StemFilter(), stored=True),  # type: ignore[no-untyped-call]
        words=fields.TEXT(analyzer=plain, phrase=False),
        **labels,
    )


def _fields(document: Document) -> dict[str, str]:
    labels = {facet: " ".join(values) for facet, values in document.labels.items()}
    return {
        "id": document.id,
        "title": document.title,
        "body": document.text,
        "words": f"{document.title} {document.text}",
        "visibility": "restricted" if document.restricted else "public",
        **labels,
    }
