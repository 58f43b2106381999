"""SQLite's FTS5: Porter stemming, ranks by bm25, snippets, labels counted with SQL over the documents found."""

# ruff: noqa: S608 - what is put into the SQL here are names of tables and columns from this file.

import sqlite3
from collections.abc import Iterable
from html import escape
from pathlib import Path

from corpus import FACETS, Document
from engine import HITS, PASSAGE_CHARACTERS, PASSAGE_WORDS, Answer, Counts, Watch
from queries import Query

# Facets of which a document has exactly one value are columns of `labels`, the others have a table each.
_SEVERAL = ("iscm", "element", "state")
# Texts are kept once; `stems` and `words` are indexes on them, the second for prefixes.
_TABLES = """
CREATE TABLE labels (id INTEGER PRIMARY KEY, restricted INTEGER, year TEXT, type TEXT, language TEXT);
CREATE TABLE iscm (id INTEGER, iscm TEXT, PRIMARY KEY (id, iscm)) WITHOUT ROWID;
CREATE TABLE element (id INTEGER, element TEXT, PRIMARY KEY (id, element)) WITHOUT ROWID;
CREATE TABLE state (id INTEGER, state TEXT, PRIMARY KEY (id, state)) WITHOUT ROWID;
CREATE INDEX iscm_value ON iscm (iscm, id);
CREATE INDEX type_value ON labels (type);
CREATE TABLE texts (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE VIRTUAL TABLE stems USING fts5(
    title, body, content='texts', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content='texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3 4'
);
INSERT INTO stems(stems, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
INSERT INTO words(words, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
"""
_FINISH = """
INSERT INTO stems(stems) VALUES ('rebuild');
INSERT INTO words(words) VALUES ('rebuild');
INSERT INTO stems(stems) VALUES ('optimize');
INSERT INTO words(words) VALUES ('optimize');
ANALYZE;
"""


class Fts5:
    """One connection, one process; the words are matched once, everything else is SQL on what they found."""

    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.db"

    def build(self, documents: Iterable[Document], watch: Watch) -> None:
        connection = sqlite3.connect(self._path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(_TABLES)
        for document in documents:
            with watch:
                _insert(connection, document)
        with watch:
            connection.commit()
            connection.executescript(_FINISH)
            connection.close()

    def open(self, watch: Watch) -> None:
        with watch:
            self._connection = sqlite3.connect(self._path)
            self._connection.execute("PRAGMA temp_store=MEMORY")
            self._connection.execute("PRAGMA mmap_size=2000000000")
            self._connection.execute("CREATE TEMP TABLE found (id INTEGER PRIMARY KEY, score REAL)")

    def answer(self, query: Query, passages: bool = True) -> Answer:
        self._find(query)
        where, values = _filters(query)
        ask = self._connection.execute
        (total,) = ask(f"SELECT count(*) FROM found JOIN labels USING (id) WHERE {where}", values).fetchone()
        ranked = f"SELECT id FROM found JOIN labels USING (id) WHERE {where} ORDER BY score LIMIT {HITS}"
        ids = [number for (number,) in ask(ranked, values)]
        return Answer(
            total=total,
            ids=tuple(f"{number:010d}" for number in ids),
            facets=self._counts(query),
            passages=self._passages(query, ids) if passages else (),
        )

    def _find(self, query: Query) -> None:
        """Keep what the words match and the reader may see, with scores."""
        table, text = _matching(query)
        matching = "SELECT id, 0 FROM labels WHERE NOT restricted"
        if text:
            matching = (
                f"SELECT id, {table}.rank FROM {table} CROSS JOIN labels ON id = {table}.rowid"
                f" WHERE {table} MATCH ? AND NOT restricted"
            )
        self._connection.execute("DELETE FROM found")
        self._connection.execute(f"INSERT INTO found {matching}", [text] if text else [])

    def _counts(self, query: Query) -> Counts:
        counts: Counts = {}
        for facet in FACETS:
            where, values = _filters(query.without_filter(facet))
            own = f"CROSS JOIN {facet} USING (id)" if facet in _SEVERAL else ""
            # Without a filter there is no need to look at the labels of what has its values in a table of its own.
            labels = "" if own and not values else "CROSS JOIN labels USING (id)"
            rows = self._connection.execute(
                f"SELECT {facet}, count(*) FROM found {labels} {own} WHERE {where} GROUP BY 1", values
            )
            counts[facet] = dict(rows.fetchall())
        return counts

    def _passages(self, query: Query, ids: list[int]) -> tuple[str, ...]:
        table, text = _matching(query)
        marks = ", ".join("?" * len(ids))
        if not text:
            rows = self._connection.execute(
                f"SELECT substr(body, 1, ?) FROM texts WHERE id IN ({marks})", (PASSAGE_CHARACTERS, *ids)
            )
            return tuple(escape(beginning) for (beginning,) in rows)
        snippet = f"snippet({table}, 1, '<mark>', '</mark>', '…', {PASSAGE_WORDS})"
        rows = self._connection.execute(
            f"SELECT {snippet} FROM {table} WHERE {table} MATCH ? AND rowid IN ({marks})", (text, *ids)
        )
        return tuple(passage for (passage,) in rows)


def _matching(query: Query) -> tuple[str, str]:
    """The index to ask and what to ask it, nothing for no words."""
    text = query.text(" AND ", " OR ", " NOT ")
    return "words" if "*" in text else "stems", text


def _filters(query: Query) -> tuple[str, list[str]]:
    """The filters as a condition and its values."""
    conditions = [
        f"id IN (SELECT id FROM {facet} WHERE {facet} = ?)" if facet in _SEVERAL else f"{facet} = ?"
        for facet in query.selected
    ]
    return " AND ".join(conditions) or "1", [value for _, value in query.filters]


def _insert(connection: sqlite3.Connection, document: Document) -> None:
    number, labels = int(document.id), document.labels
    row = (number, document.restricted, *(labels[facet][0] for facet in ("year", "type", "language")))
    connection.execute("INSERT INTO labels VALUES (?, ?, ?, ?, ?)", row)
    connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (number, document.title, document.text))
    for facet in _SEVERAL:
        connection.executemany(f"INSERT INTO {facet} VALUES (?, ?)", [(number, value) for value in labels[facet]])
