"""Random queries on random libraries: sets, counts, order and facets agree with reading everything.

`make fuzz` runs many more with other chances; what it finds is kept in `.hypothesis` and tried first ever after.
"""

import os
from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.access import ANONYMOUS, Actor
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from search.grammar import And, Field, Near, Not, Or, Phrase, Prefix, Word, parse, printed
from search.index import Index
from search.query import SearchQuery
from search.searching import Search
from tests.search.conftest import READER, Shelf
from tests.search.oracle import Document, Oracle

QUERIES = int(os.environ.get("ISCM_FUZZ", "2000"))
LIBRARIES = 5 if QUERIES <= 2000 else 25
SHOWN = 20

WORDS = {
    "en": "return and readmission of migrants migrant to the border borders visa labour policy l'accord inter-State",
    "fr": "retour et réadmission des migrants régions de l'accord visa travail politique cœur",
    "ru": "возвращение и реадмиссия мигрантов мигранты граница границ виза труд",
    "ar": "العودة وإعادة القبول المهاجرين هجرة الهجرة الحدود تأشيرة",
}
ALL = sorted({word for words in WORDS.values() for word in words.split()})
YEARS = [str(year) for year in range(2001, 2005)]
ISCMS = ["rabat", "rcm", "add"]


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
        pages = [(of, " ".join(chance.choices(WORDS[of].split(), k=chance.randint(0, 25)))) for of in languages]
        title = " ".join(chance.choices(WORDS[spoken].split(), k=chance.randint(1, 4)))
        codes = {"year": chance.choice(YEARS), "iscm": chance.choice(ISCMS)}
        visible = chance.random() < 0.7
        id = self.shelf.put(
            *(text for _, text in pages),
            title=title,
            language=spoken,
            visibility="public" if visible else "restricted",
            date=codes["year"],
            iscms=[codes["iscm"]],
            page_languages=languages,
        )
        self.held[id] = Document(pages, title, spoken, visible, codes)

    def _change(self, id: str, chance: Random) -> None:
        if chance.random() < 0.3:
            self.shelf.change(id, lambda uow, one: uow.documents.withdraw(one, "a mistake"))
            del self.held[id]
        else:
            self.shelf.change(id, lambda uow, one: uow.documents.touch(one))


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
CONDITION = st.one_of(
    st.sampled_from(YEARS).map(lambda year: Field("year", Word(year))),
    st.sampled_from(ISCMS).map(lambda slug: Field("iscm", Word(slug))),
    LEAF.map(lambda leaf: Field("title", leaf)),
)
TREE = st.recursive(
    st.one_of(LEAF, LEAF, LEAF, CONDITION),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=4).map(lambda nodes: And(tuple(nodes))),
        st.lists(parts, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes))),
        parts.map(Not),
    ),
    max_leaves=6,
)
FILTERS = st.frozensets(
    st.one_of(
        st.tuples(st.just("year"), st.sampled_from(YEARS)),
        st.tuples(st.just("iscm"), st.sampled_from(ISCMS)),
    ),
    max_size=3,
)


@settings(
    max_examples=QUERIES,
    deadline=None,
    derandomize=QUERIES <= 2000,
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, LIBRARIES - 1), TREE, FILTERS, st.booleans())
def test_what_is_found_counted_and_first_agrees_with_reading_everything(libraries, number, tree, filters, everything):
    library = libraries[number]
    tree = parse(printed(tree)).tree
    actor: Actor = READER if everything else ANONYMOUS
    query = SearchQuery(printed(tree), filters, size=SHOWN, expand=False)
    results = library.shelf.search.results(query, actor)
    oracle = library.oracles[everything]
    matching = oracle.scores(tree)
    expected = {id: score for id, score in matching.items() if _passes(library.held[id], filters)}

    assert results.total == len(expected)
    shown = {hit.id: hit.score for hit in results.hits}
    assert shown.keys() <= expected.keys()
    assert list(shown.values()) == pytest.approx(sorted(expected.values(), reverse=True)[:SHOWN], abs=2e-6)
    assert shown == pytest.approx({id: expected[id] for id in shown}, abs=2e-6)
    for facet in ("year", "iscm"):
        others = frozenset(item for item in filters if item[0] != facet)
        counted = Counter(library.held[id].codes[facet] for id in matching if _passes(library.held[id], others))
        assert {value.value: value.count for value in results.facet(facet).values if value.count} == dict(counted)
    if not filters:
        assert library.shelf.search.results(SearchQuery(query.text, size=1), actor).total >= results.total


def _passes(document: Document, filters: frozenset[tuple[str, str]]) -> bool:
    wanted: dict[str, set[str]] = {}
    for key, value in filters:
        wanted.setdefault(key, set()).add(value)
    return all(document.codes[key] in values for key, values in wanted.items())
