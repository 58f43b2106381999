"""tantivy: one field per language, analysed as ours are; labels as fast fields; one searcher."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur

from corpus import FACETS, Document
from engine import HITS, PASSAGE_CHARACTERS, Answer, Counts, Watch
from queries import Query

_STEMMERS = {"en": "english", "fr": "french", "es": "spanish"}
_WRITER_BYTES, _WRITER_THREADS = 200_000_000, 2
_TITLE_WEIGHT = 4.0
# More than any facet has values, so that every count is exact.
_MOST_VALUES = 500


class Tantivy:
    """tantivy through its Python package; every word is looked for in every language, as ours does."""

    name = "tantivy"
    languages: tuple[str, ...] = tuple(_STEMMERS)

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._analyzers = {language: _analyzer(_STEMMERS[language]) for language in self.languages}
        self._plain = _analyzer()

    def build(self, documents: Iterable[Document], watch: Watch) -> None:
        index = self._register(tantivy.Index(self._schema(), str(self._folder)))
        writer = index.writer(_WRITER_BYTES, _WRITER_THREADS)
        for document in documents:
            with watch:
                writer.add_document(self._document(document))
        with watch:
            writer.commit()
            writer.wait_merging_threads()

    def open(self, watch: Watch) -> None:
        with watch:
            self._index = self._register(tantivy.Index.open(str(self._folder)))
            self._searcher = self._index.searcher()

    def answer(self, query: Query, passages: bool = True) -> Answer:
        words = self._words(query)
        asked = self._masked(words, query)
        wanted: dict[str, Any] = {facet: _counting(facet) for facet in FACETS if facet not in query.selected}
        found = self._searcher.aggregate(asked, {**wanted, "total": {"value_count": {"field": "number"}}})
        for facet in query.selected:
            wider = self._masked(words, query.without_filter(facet))
            found |= self._searcher.aggregate(wider, {facet: _counting(facet)})
        hits = self._searcher.search(asked, HITS, count=False).hits
        shown = [self._searcher.doc(address) for _, address in hits]
        return Answer(
            total=int(found["total"]["value"]),
            ids=tuple(f"{document['number'][0]:010d}" for document in shown),
            facets=_counts(found),
            passages=tuple(self._passages(self._marking(query), shown)) if passages else (),
        )

    def _schema(self) -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, fast=True)
        for language in self.languages:
            for field in ("title", "body"):
                builder.add_text_field(f"{field}_{language}", stored=True, tokenizer_name=language)
        builder.add_text_field("words", tokenizer_name="plain", index_option="basic")
        for facet in (*FACETS, "visibility"):
            builder.add_text_field(facet, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
        return builder.build()

    def _register(self, index: tantivy.Index) -> tantivy.Index:
        for language, analyzer in self._analyzers.items():
            index.register_tokenizer(language, analyzer)
        index.register_tokenizer("plain", self._plain)
        return index

    def _document(self, document: Document) -> tantivy.Document:
        language = document.language if document.language in self.languages else self.languages[0]
        fields: dict[str, Any] = {facet: list(values) for facet, values in document.labels.items()}
        fields |= {f"title_{language}": document.title, f"body_{language}": document.text}
        fields |= {"words": [document.title, document.text], "number": int(document.id)}
        return tantivy.Document(**fields, visibility="restricted" if document.restricted else "public")

    def _words(self, query: Query) -> tantivy.Query:
        clauses = [(Occur.Must, self._leaf(part)) for part in query.every]
        if query.either:
            either = [(Occur.Should, self._leaf(part)) for part in query.either]
            clauses.append((Occur.Must, tantivy.Query.boolean_query(either)))
        clauses = clauses or [(Occur.Must, tantivy.Query.all_query())]
        clauses += [(Occur.MustNot, self._leaf(part)) for part in query.without]
        return clauses[0][1] if len(clauses) == 1 else tantivy.Query.boolean_query(clauses)

    def _masked(self, words: tantivy.Query, query: Query) -> tantivy.Query:
        """The words, without what is restricted: fewer documents to look up than those that are public."""
        clauses = [(Occur.Must, words)]
        for facet, value in query.filters:
            clauses.append((Occur.Must, tantivy.Query.const_score_query(self._term(facet, value), 0.0)))
        return tantivy.Query.boolean_query([*clauses, (Occur.MustNot, self._term("visibility", "restricted"))])

    def _leaf(self, part: str) -> tantivy.Query:
        if part.endswith("*"):
            return tantivy.Query.regex_query(self._index.schema, "words", f"{part[:-1]}.*")
        fields = [leaf for language in self.languages for leaf in self._in_language(part, language)]
        return tantivy.Query.boolean_query([(Occur.Should, leaf) for leaf in fields])

    def _in_language(self, part: str, language: str) -> Iterator[tantivy.Query]:
        terms: list[Any] = list(self._analyzers[language].analyze(part))
        for field, weight in (("title", _TITLE_WEIGHT), ("body", 1.0)):
            name = f"{field}_{language}"
            if len(terms) > 1:
                leaf = tantivy.Query.phrase_query(self._index.schema, name, terms)
            else:
                leaf = tantivy.Query.term_query(self._index.schema, name, terms[0], "freq")
            yield tantivy.Query.boost_query(leaf, weight) if weight != 1.0 else leaf

    def _term(self, facet: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, facet, value, "basic")

    def _marking(self, query: Query) -> tantivy.Query:
        """The words to mark: the snippet generator knows no prefixes, and only the stemmed fields keep their text."""
        parts = [*query.every, *query.either]
        begun = [part[:-1] for part in parts if part.endswith("*")]
        found = [
            word for start in begun for word, _ in self._searcher.terms_with_prefix("words", start, limit=_MOST_VALUES)
        ]
        leaves = [self._leaf(part) for part in (*parts, *found) if not part.endswith("*")]
        return tantivy.Query.boolean_query([(Occur.Should, leaf) for leaf in leaves])

    def _passages(self, words: tantivy.Query, shown: list[tantivy.Document]) -> Iterator[str]:
        makers: dict[str, tantivy.SnippetGenerator] = {}
        for document in shown:
            field = next(name for name in (f"body_{of}" for of in self.languages) if document.get_first(name))
            if field not in makers:
                makers[field] = tantivy.SnippetGenerator.create(self._searcher, words, self._index.schema, field)
                makers[field].set_max_num_chars(PASSAGE_CHARACTERS)
            # A query without words marks nothing: the beginning is shown.
            beginning = str(document.get_first(field))[:PASSAGE_CHARACTERS]
            yield makers[field].snippet_from_doc(document).to_html() or escape(beginning)


class TantivyInEnglish(Tantivy):
    """tantivy with a third of the fields: texts of all languages stemmed as if they were English."""

    name = "tantivy-english"
    languages = ("en",)


def _analyzer(stemmer: str | None = None) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return (builder.filter(tantivy.Filter.stemmer(stemmer)) if stemmer else builder).build()


def _counting(facet: str) -> dict[str, Any]:
    return {"terms": {"field": facet, "size": _MOST_VALUES, "segment_size": _MOST_VALUES}}


def _counts(found: dict[str, Any]) -> Counts:
    return {facet: {bucket["key"]: bucket["doc_count"] for bucket in found[facet]["buckets"]} for facet in FACETS}
