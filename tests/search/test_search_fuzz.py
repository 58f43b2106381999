"""Random queries on random libraries: sets, counts, order and facets agree with reading everything.

`make fuzz` runs many more with other chances; what it finds is kept in `.hypothesis` and tried first ever after.
"""

import os
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.access import ANONYMOUS, Actor
from repository.authority_files import load_authority
from repository.repository import Repository
from repository.settings import Settings
from search.analysis import forms
from search.catching_up import catch_up
from search.grammar import And, Field, Near, Not, Or, Phrase, Prefix, Word, parse, printed
from search.index import Index
from search.query import FACETS, SORTS, SearchQuery
from search.relaxing import relaxed
from search.resolving import resolved
from search.searching import Search
from search.thesaurus import Thesaurus
from tests.search.conftest import READER, Shelf
from tests.search.oracle import Document, Oracle

QUERIES = int(os.environ.get("ISCM_FUZZ", "2000"))
LIBRARIES = 5 if QUERIES <= 2000 else 25
SHOWN = 20
AUTHORITY = load_authority()
THESAURUS = Thesaurus(AUTHORITY)

WORDS = {
    "en": "return and readmission of migrants migrant to the border borders visa labour policy l'accord inter-State",
    "fr": "retour et réadmission des migrants régions de l'accord visa travail politique cœur",
    "ru": "возвращение и реадмиссия мигрантов мигранты граница границ виза труд",
    "ar": "العودة وإعادة القبول المهاجرين هجرة الهجرة الحدود تأشيرة",
}
ALL = sorted({word for words in WORDS.values() for word in words.split()})
# What documents are given; the other codes follow from these.
GIVEN = {
    "iscm": ["rabat", "rcm", "add"],
    "mention": ["rabat", "gfmd"],
    "element": list("alsu"),
    "state": ["MAR", "PHL", "FRA"],
    "year": [str(year) for year in range(2001, 2005)],
    "type": ["declaration", "recommendations"],
    "meeting_level": ["ministerial", "senior_officials"],
    "language": list(WORDS),
}
FOLLOWING = {
    "level": ["IRF", "RCP"],
    "region": ["africa", "asia", "americas"],
    "theme": ["3", "4", "5"],
    "objective": ["10", "17", "21"],
}
VALUES = GIVEN | FOLLOWING


def codes_following(given: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """Everything that a document can be filtered by, from what it was given."""
    iscms = [AUTHORITY.iscm(slug) for slug in given["iscm"]]
    return {facet: frozenset(values) for facet, values in given.items()} | {
        "level": frozenset(iscm.level for iscm in iscms),
        "region": frozenset(region for iscm in iscms for region in iscm.regions),
        "theme": frozenset(str(AUTHORITY.element(letter).theme) for letter in given["element"]),
        "objective": frozenset(
            str(number) for letter in given["element"] for number in AUTHORITY.objectives_of(letter)
        ),
    }


class Library:
    """Documents in several segments, some restricted, replaced, withdrawn or merged; and what they hold."""

    def __init__(self, shelf: Shelf, chance: Random, commits: int) -> None:
        self.shelf = shelf
        self.held: dict[str, Document] = {}
        for _ in range(commits):
            for _ in range(chance.randint(3, 12)):
                self._put(chance)
            for id in chance.sample(sorted(self.held), min(3, len(self.held))):
                self._change(id, chance)
            shelf.catch_up()
        if chance.random() < 0.3:
            with shelf.index.writing() as writer:
                writer.optimise()
        self.oracles = {everything: Oracle(self.held, everything) for everything in (True, False)}

    def _put(self, chance: Random) -> None:
        spoken = chance.choice(list(WORDS))
        languages = [chance.choice([spoken, spoken, *WORDS]) for _ in range(chance.randint(1, 3))]
        pages = [(of, _page(WORDS[of].split(), chance)) for of in languages]
        title = " ".join(chance.choices(WORDS[spoken].split(), k=chance.randint(1, 4)))
        several = {name: chance.sample(VALUES[name], chance.randint(0, 2)) for name in list(GIVEN)[:4]}
        one = {name: chance.sample(VALUES[name], chance.randint(0, 1)) for name in ("year", "type", "meeting_level")}
        date = "".join(f"{year}-0{chance.randint(1, 9)}" for year in one["year"])
        visible = chance.random() < 0.7
        id = self.shelf.put(
            *(text for _, text in pages),
            title=title,
            language=spoken,
            visibility="public" if visible else "restricted",
            date=date or None,
            type=next(iter(one["type"]), None),
            meeting_level=next(iter(one["meeting_level"]), None),
            page_languages=languages,
            **{f"{name}s": values for name, values in several.items()},
        )
        codes = codes_following({**several, **one, "language": [spoken]})
        self.held[id] = Document(pages, title, spoken, visible, codes, date)

    def _change(self, id: str, chance: Random) -> None:
        """Withdraw a document, or give it another title and visibility."""
        if chance.random() < 0.3:
            self.shelf.change(id, lambda uow, one: uow.documents.withdraw(one, "a mistake"))
            del self.held[id]
            return
        known = self.held[id]
        title, visible = f"{known.title} visa", chance.random() < 0.7

        def change(uow, one):
            one.title, one.visibility = title, "public" if visible else "restricted"
            uow.documents.touch(one)

        self.shelf.change(id, change)
        self.held[id] = replace(known, title=title, visible=visible, words={})


def _page(words: list[str], chance: Random) -> str:
    """Some words, now and then below a heading."""
    heading = " ".join(chance.choices(words, k=chance.randint(1, 3))).capitalize() + "\n\n"
    return heading * (chance.random() < 0.4) + " ".join(chance.choices(words, k=chance.randint(0, 25)))


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    opened = []
    for number in range(LIBRARIES):
        chance = Random(number if QUERIES <= 2000 else None)  # noqa: S311 - nothing here is secret.
        repository = Repository(Settings(data_dir=tmp_path_factory.mktemp("library")))
        index = Index(repository.settings.index_dir)
        library = Library(Shelf(repository, index, Search(repository, index)), chance, number % 5 + 1)
        if number % 2:
            # As a service that starts would find it.
            fresh = Index(repository.settings.index_dir)
            catch_up(repository, fresh)
            library.shelf = Shelf(repository, fresh, Search(repository, fresh))
        opened.append(library)
    yield opened
    for library in opened:
        library.shelf.repository.close()


WORD = st.sampled_from(ALL)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
LEAF = st.one_of(
    WORD.map(Word),
    PHRASE.map(Phrase),
    st.builds(Near, PHRASE, st.integers(0, 8)),
    st.sampled_from(["mig", "bor", "re", "po", "ré", "гра", "ال", "zz"]).map(Prefix),
)
ITEM = st.sampled_from([(facet, value) for facet, values in VALUES.items() for value in values])
CONDITION = st.one_of(
    ITEM.filter(lambda item: item[0] != "meeting_level").map(lambda item: Field(item[0], Word(item[1]))),
    st.just(Field("year", Word("2002..2003"))),
    LEAF.map(lambda leaf: Field("title", leaf)),
)
TREE = st.one_of(
    st.recursive(
        st.one_of(LEAF, LEAF, LEAF, CONDITION),
        lambda parts: st.one_of(
            st.lists(parts, min_size=2, max_size=4).map(lambda nodes: And(tuple(nodes))),
            st.lists(parts, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes))),
            parts.map(Not),
        ),
        max_leaves=6,
    ),
    # A long question.
    st.lists(WORD.map(Word), min_size=4, max_size=9).map(lambda words: And(tuple(words))),
)
QUERY = st.builds(
    SearchQuery,
    filters=st.frozensets(ITEM, max_size=3),
    year_from=st.sampled_from([None, None, None, 2002]),
    year_to=st.sampled_from([None, None, None, 2003]),
    sort=st.sampled_from(["relevance", *SORTS]),
    size=st.just(SHOWN),
    expand=st.booleans(),
)


@settings(
    max_examples=QUERIES,
    deadline=None,
    derandomize=QUERIES <= 2000,
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, LIBRARIES - 1), TREE, QUERY, st.booleans())
def test_what_is_found_counted_and_first_agrees_with_reading_everything(libraries, number, tree, query, everything):
    library = libraries[number]
    actor: Actor = READER if everything else ANONYMOUS
    query = replace(query, text=printed(tree))
    results = library.shelf.search.results(query, actor)
    matching = _matching(library.oracles[everything], query)
    expected = {id: score for id, score in matching.items() if _passes(library.held[id], query)}

    assert results.total == len(expected)
    shown = {hit.id: hit.score for hit in results.hits}
    assert shown.keys() <= expected.keys()
    assert shown == pytest.approx({id: expected[id] for id in shown}, abs=2e-6)
    if query.sort == "relevance":
        assert list(shown.values()) == pytest.approx(sorted(expected.values(), reverse=True)[:SHOWN], abs=2e-6)
    else:
        assert list(shown) == sorted(expected, key=lambda id: _place(library.held[id], id, query.sort))[:SHOWN]
    for facet in FACETS:
        among = [id for id in matching if _passes(library.held[id], query, but=facet)]
        counted = Counter(code for id in among for code in library.held[id].codes[facet])
        assert {value.value: value.count for value in results.facet(facet).values if value.count} == dict(counted)


def _matching(oracle: Oracle, query: SearchQuery) -> dict[str, float]:
    """What the words find, or most of them where that is too little."""
    tree, _ = resolved(parse(query.text).tree, AUTHORITY)
    if not query.expand:
        return oracle.scores(tree)
    wide = THESAURUS.expanded(tree).tree
    found = oracle.scores(wide)
    wider = relaxed(tree, len(found), THESAURUS)
    return found if wider is None else oracle.scores(wider)


def _passes(document: Document, query: SearchQuery, but: str = "") -> bool:
    wanted: dict[str, set[str]] = {}
    for facet, value in query.filters:
        wanted.setdefault(facet, set()).add(value)
    if query.year_from or query.year_to:
        years = range(query.year_from or 0, (query.year_to or 9999) + 1)
        allowed = {year for year in document.codes["year"] if int(year) in years}
        if but != "year" and not allowed:
            return False
    return all(document.codes[facet] & values for facet, values in wanted.items() if facet != but)


def _place(document: Document, id: str, sort: str) -> tuple[object, ...]:
    """By what a document is put in order; of those without a date or a process the last."""
    label = AUTHORITY.label("iscm", min(document.codes["iscm"])) if document.codes["iscm"] else ""
    newest = tuple(-ord(letter) for letter in document.date.ljust(10, "\0"))
    title = " ".join(forms(document.title))
    return {
        "date": (newest, title, id),
        "oldest": (document.date or "9", title, id),
        "title": (title, newest, id),
        "process": (" ".join(forms(label)) or "\U0010ffff", newest, id),
    }[sort]
