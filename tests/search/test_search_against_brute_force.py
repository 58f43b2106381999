"""Random queries on random documents: the index agrees with reading everything."""

import pytest

from repository.access import ANONYMOUS
from search.analysis import fold, forms, stem
from search.grammar import And, Everything, Field, Not, Or, Phrase, Prefix, Word, parse, printed
from search.query import SearchQuery

WORDS = [
    *("return", "and", "readmission", "of", "migrants", "migrant", "to", "the", "border", "borders", "visa"),
    *("labour", "policy", "policies", "région", "l'accord"),
]
QUERIES = 400


@pytest.fixture
def library(shelf, chance):
    """Documents over several segments, some restricted, some replaced, some withdrawn; what is left of them."""
    texts = {}
    for batch in range(4):
        for _ in range(12):
            pages = [" ".join(chance.choices(WORDS, k=chance.randint(0, 25))) for _ in range(chance.randint(1, 3))]
            year, hidden = str(chance.randint(2001, 2004)), chance.random() < 0.3
            id = shelf.put(*pages, date=year, visibility="restricted" if hidden else "public")
            texts[id] = (forms(" ".join(pages)), year, hidden)
        for id in chance.sample(sorted(texts), 3):
            shelf.change(id, lambda uow, one: uow.documents.touch(one))
        if batch:
            gone = chance.choice(sorted(texts))
            shelf.change(gone, lambda uow, one: uow.documents.withdraw(one, "a mistake"))
            del texts[gone]
        shelf.catch_up()
    return texts


def _sentence(chance, depth=0):
    kind = chance.random()
    if kind < 0.35 or depth > 3:
        return Word(chance.choice(WORDS))
    if kind < 0.5:
        return Phrase(" ".join(chance.choices(WORDS, k=chance.randint(1, 3))))
    if kind < 0.6:
        return Prefix(chance.choice(["mig", "bor", "re", "po", "zz"]))
    if kind < 0.65:
        return Field("year", Word(str(chance.randint(2000, 2004))))
    if kind < 0.75:
        return Not(_sentence(chance, depth + 1))
    joined = And if kind < 0.9 else Or
    return joined(tuple(_sentence(chance, depth + 1) for _ in range(chance.randint(2, 3))))


def _matches(node, words, year):
    match node:
        case Everything():
            return True
        case And(nodes):
            return all(_matches(part, words, year) for part in nodes)
        case Or(nodes):
            return any(_matches(part, words, year) for part in nodes)
        case Not(inner):
            return not _matches(inner, words, year)
        case Field(_, value):
            return year == value.text
        case Prefix(text):
            return any(word.startswith(fold(text)) for word in words)
        case Word(text) | Phrase(text):
            wanted = [stem(form, "en") for form in forms(text)]
            stems = [stem(word, "en") for word in words]
            return any(stems[at : at + len(wanted)] == wanted for at in range(len(stems)))


def test_hits_totals_and_years_agree_with_reading_everything(shelf, library, chance, reader):
    for _ in range(QUERIES):
        tree = parse(printed(_sentence(chance))).tree
        hidden_too = chance.random() < 0.5
        filters = frozenset({("year", "2002"), ("year", "2003")}) if chance.random() < 0.3 else frozenset()
        matching = {
            id: year
            for id, (words, year, hidden) in library.items()
            if (hidden_too or not hidden) and _matches(tree, words, year)
        }
        expected = {id for id, year in matching.items() if not filters or ("year", year) in filters}
        actor = reader if hidden_too else ANONYMOUS
        results = shelf.search.results(SearchQuery(printed(tree), filters, size=100, expand=False), actor)
        assert {hit.id for hit in results.hits} == expected, printed(tree)
        assert results.total == len(expected)
        counted = {value.value: value.count for value in results.facet("year").values if value.count}
        assert sum(counted.values()) == len(matching)
        scores = [hit.score for hit in results.hits]
        assert scores == sorted(scores, reverse=True)
