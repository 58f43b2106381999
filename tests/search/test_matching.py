"""What matches: words, phrases, prefixes, conditions, in six languages."""

import pytest

from repository.access import ANONYMOUS


@pytest.fixture
def returns(shelf):
    """Three documents that differ only in how return and readmission stand together."""
    names = {
        "whole": shelf.put("cooperation on return and readmission in the region"),
        "without and": shelf.put("cooperation on return readmission in the region"),
        "with to": shelf.put("cooperation on return to readmission in the region"),
        "broken": shelf.put("cooperation on return and", "readmission in the region"),
    }
    shelf.catch_up()
    shelf.names = names
    return shelf


def test_a_phrase_is_all_of_its_words_also_over_a_page_break(returns):
    assert returns.ids('"return and readmission"') == {returns.names["whole"], returns.names["broken"]}
    assert returns.ids('"return readmission"') == {returns.names["without and"]}
    assert returns.ids("return readmission") == set(returns.names.values())


def test_a_phrase_does_not_reach_from_one_file_to_the_next(shelf):
    document = shelf.put("the end is return and")
    shelf.put("readmission begins here", version_of=document, language="fr")
    shelf.catch_up()
    assert not shelf.ids('"return and readmission"')
    assert shelf.ids("return readmission") == {document}


@pytest.mark.parametrize(
    ("language", "text", "queries"),
    [
        (
            "fr",
            "le retour et la réadmission selon l’accord d'Accra",
            ["readmission", "RÉADMISSION", "accord", "l'accord"],
        ),
        ("fr", "les réfugiés de la Côte d’Ivoire", ["Côte d'Ivoire", '"cote d ivoire"', "réfugié"]),
        (
            "es",
            "retorno y readmisión; migraciones laborales",
            ["migración", "migracion laboral", '"retorno y readmision"'],
        ),
        ("pt", "a mobilidade e as migrações dos cidadãos", ["migração", "cidadao", "migracoes"]),
        (
            "ar",
            "ناقش الوزراء العَوْدَة وإعادة القبول والهجرة",
            ["هجرة", "عودة", '"العودة واعادة القبول"', "قبول", "الهجره"],
        ),
        ("ru", "соглашения о реадмиссии и возвращении", ["реадмиссия", "возвращение", '"реадмиссия и возвращение"']),
        ("en", "The States' inter-State dialogue, 5+5", ["state", "inter-state", '"inter State"', "5+5", "State's"]),
    ],
)
def test_inflections_accents_and_prefixes_do_not_matter(shelf, language, text, queries):
    document = shelf.put(text, language=language)
    shelf.put("something else altogether")
    shelf.catch_up()
    for query in queries:
        assert shelf.ids(query) == {document}, query


def test_each_page_is_read_in_its_own_language(shelf):
    document = shelf.put("The meeting agreed.", "соглашения о реадмиссии", page_languages=["en", "ru"])
    shelf.catch_up()
    assert shelf.ids("реадмиссия agree") == {document}


def test_a_page_without_a_known_language_is_read_in_the_documents(shelf):
    document = shelf.put("соглашения о реадмиссии", language="ru", page_languages=[None])
    shelf.catch_up()
    assert shelf.ids("реадмиссия") == {document}


def test_prefixes_go_by_the_word_as_written(shelf):
    university = shelf.put("the universities of the region")
    universal = shelf.put("a universal instrument", title="Readmission")
    shelf.catch_up()
    assert shelf.ids("universit*") == {university}
    assert shelf.ids("univers*") == {university, universal}
    assert shelf.ids("read*") == {universal}
    assert shelf.ids("title:read*") == {universal}
    assert not shelf.ids("title:univers*")


def test_a_prefix_that_means_too_much_is_cut_and_that_is_said(shelf):
    shelf.put(" ".join(f"ab{number}" for number in range(600)))
    shelf.catch_up()
    results = shelf.find("ab*")
    assert results.total == 1
    assert "first 500" in results.ignored[0]


def test_not_or_and_parentheses(shelf):
    visa, border, both = shelf.put("visa"), shelf.put("border"), shelf.put("visa border")
    shelf.catch_up()
    assert shelf.ids("visa -border") == {visa}
    assert shelf.ids("-border") == {visa}
    assert shelf.ids("visa OR border") == {visa, border, both}
    assert shelf.ids("(visa OR border) -(visa border)") == {visa, border}
    assert shelf.ids("-visa -border") == set()
    assert shelf.ids("") == {visa, border, both}


def test_conditions_on_fields_take_codes_names_and_ranges(shelf):
    rabat = shelf.put("x", iscms=["rabat"], date="2016-11", type="declaration", states=["MAR"], title="On labour")
    other = shelf.put("x", iscms=["rcm"], date="2018", language="es", elements=["s"])
    shelf.catch_up()
    for query in (
        "iscm:rabat",
        'iscm:"Rabat Process"',
        "year:2016",
        "year:2015..2017",
        "type:declaration",
        "state:mar",
        "language:english",
        "title:labour",
        "region:africa",
        "-iscm:rcm",
    ):
        assert shelf.ids(query) == {rabat}, query
    assert shelf.ids("element:S") == {other}
    assert shelf.ids("language:es OR year:2016") == {rabat, other}


def test_a_condition_that_cannot_be_is_left_out_and_said(shelf):
    document = shelf.put("visa")
    shelf.catch_up()
    results = shelf.find("visa year:abc iscm:nowhere")
    assert [hit.id for hit in results.hits] == [document]
    assert results.understood == "visa"
    assert len(results.ignored) == 2


def test_the_title_counts_more_than_the_text(shelf):
    shelf.put("readmission is mentioned in passing, among many other words", title="Something else")
    titled = shelf.put("nothing of it here, but many other words", title="On readmission")
    shelf.catch_up()
    assert shelf.find("readmission").hits[0].id == titled


def test_paging_gives_every_hit_once(shelf):
    everything = [shelf.put("visa " * (number % 5 + 1), date=str(2000 + number % 7)) for number in range(23)]
    shelf.catch_up()
    for sort in ("relevance", "date", "oldest", "title", "process"):
        pages = [[hit.id for hit in shelf.find("visa", page=page, size=5, sort=sort).hits] for page in range(1, 7)]
        assert [len(page) for page in pages] == [5, 5, 5, 5, 3, 0]
        assert sorted(id for page in pages for id in page) == sorted(everything)


def test_sorting_puts_the_unknown_last(shelf):
    a = shelf.put("x", title="Ábaco", date="2016-11", iscms=["rcm"])
    b = shelf.put("x", title="banana", date="2016", iscms=["rabat"])
    c = shelf.put("x", title="Cairo")
    shelf.catch_up()
    orders = {sort: [hit.id for hit in shelf.find(sort=sort).hits] for sort in ("date", "oldest", "title", "process")}
    assert orders == {"date": [a, b, c], "oldest": [b, a, c], "title": [a, b, c], "process": [b, a, c]}


@pytest.mark.parametrize(
    "text", ["(((", '"', "a" * 10_000, "\x00", "*", "-", "OR", "🙂", "\ud800", "title:", "'; DROP"]
)
def test_no_query_raises(shelf, text):
    shelf.put("visa")
    shelf.catch_up()
    shelf.find(text)
    shelf.search.suggest(text, ANONYMOUS)


def test_a_process_that_issued_a_document_is_told_apart_from_one_that_it_names(shelf):
    issued = shelf.put("The Rabat Process met.", iscms=["rabat"], mentions=["gfmd"])
    named = shelf.put("The forum took note of the Rabat Process.", iscms=["gfmd"], mentions=["rabat"])
    shelf.catch_up()
    assert shelf.ids("iscm:rabat") == {issued}
    assert shelf.ids("mention:rabat") == shelf.ids('mention:"Rabat Process"') == {named}
    assert shelf.ids(filters=frozenset({("mention", "gfmd")})) == {issued}
    facet = shelf.find(filters=frozenset({("mention", "gfmd")})).facet("mention")
    assert {value.value: (value.count, value.selected) for value in facet.values} == {
        "gfmd": (1, True),
        "rabat": (1, False),
    }


def test_the_level_of_a_meeting_is_a_condition_by_its_code_and_by_its_name(shelf):
    ministers = shelf.put("Ministers met.", meeting_level="ministerial")
    shelf.put("Officials met.", meeting_level="senior_officials")
    shelf.catch_up()
    assert shelf.ids("met meeting_level:ministerial") == shelf.ids('meeting_level:"Ministériel"') == {ministers}
    assert shelf.ids("-meeting_level:senior_officials") == {ministers}
    assert "senior_officials" in shelf.find("meeting_level:royal").ignored[0]


def test_a_search_can_be_warmed_up_before_there_is_an_index(shelf):
    shelf.search.warm()
    shelf.put("visa")
    shelf.catch_up()
    shelf.search.warm()
    assert shelf.find("visa").total == 1
