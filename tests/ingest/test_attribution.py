"""Processes told apart: who issued a text and who is only named in it."""

import pytest

BODY = "\n\nRome, 3 May 2014\n\nThe participating States agreed to cooperate on migration and labour.\n\n"


@pytest.mark.parametrize(
    ("front", "slugs"),
    [
        ("Euro-African Dialogue on Migration and Development (Rabat Process)\n\nRome Declaration", ["rabat"]),
        ("Khartoum Process\n\nRome Declaration", ["khartoum"]),
        ("Processus de Rabat\n\nDéclaration de Rome", ["rabat"]),
        ("Пражский процесс\n\nСовместная декларация", ["prague"]),
        ("Итоги встречи Алматинского процесса\n\nДоклад", ["almaty"]),
        ("عملية التشاور العربية الإقليمية حول الهجرة واللجوء\n\nالبيان الختامي", ["arcp"]),
        ("Conferencia Suramericana sobre Migraciones (CSM)\n\nDeclaración", ["sacm"]),
        ("VIII Conferencia Regional sobre Migración (CRM)\n\nDeclaración", ["rcm"]),
        (
            "Ministerial Consultation on Overseas Employment and Contractual Labour for Countries of Origin and "
            "Destination in Asia\n\nDeclaration",
            ["add"],
        ),
        (
            "Regional Consultative Process on Overseas Employment and Contractual Labour for Countries of Origin in "
            "Asia\n\nDeclaration",
            ["colombo"],
        ),
        ("Rabat Process and Khartoum Process\n\nJoint Conclusions", ["khartoum", "rabat"]),
        ("Contribution of the Prague Process to the Global Forum on Migration and Development", ["prague"]),
        ("MIDSA Ministerial Conference\n\nRecommendations", ["midsa"]),
        ("Statement by the Chair of the Bali Process at the Global Forum on Migration and Development", ["bali"]),
        (
            "Declaration\n\nWe, the Ministers of the States of the Rabat Process, met in Dakar and agreed to act.",
            ["rabat"],
        ),
        (
            "Déclaration\n\nNous, ministres des pays du Processus de Rabat, réunis à Dakar, nous engageons à agir.",
            ["rabat"],
        ),
    ],
)
def test_the_title_block_tells_who_issued(reading_of, tags_of, front, slugs):
    assert tags_of(reading_of(front + BODY), "iscm") == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Rome Declaration" + BODY,
        "Colombo Declaration" + BODY + "The work of the Colombo Process was noted.",
        "Bali Statement" + BODY,
        "Colombo Declaration\n\nThe Heads of State in South Asia welcomed work of the Colombo Process on migration.",
        "How to add value to labour migration\n\nADD AND SUBTRACT LABOUR COSTS IN ALL TABLES" + BODY,
        "A regional conference on migration\n\nSummary" + BODY,
        "Arab Regional Conference on Migration\n\nReport" + BODY,
        "Declaration" + BODY + "We commend the Rabat Process, the Khartoum Process and the Bali Process.",
    ],
)
def test_none_of_ours_is_a_legal_answer(reading_of, tags_of, text):
    assert tags_of(reading_of(text), "iscm") == []


def test_processes_that_are_named_are_mentions(reading_of, tags_of):
    text = (
        "Rabat Process\n\nDeclaration" + BODY + "Recalling the Khartoum Process and the Budapest Process, they agree."
    )
    reading = reading_of(text)
    assert tags_of(reading, "iscm") == ["rabat"]
    assert tags_of(reading, "mention") == ["budapest", "khartoum"]
    (khartoum,) = [tag for tag in reading.tags if (tag.scheme, tag.code) == ("mention", "khartoum")]
    shown = khartoum.evidence[0]
    assert reading.pages[shown.page - 1].text[shown.start : shown.end] == "Khartoum Process"


def test_the_one_that_opens_the_text_and_is_named_most_issued_it(reading_of, tags_of):
    text = (
        "Joint Declaration\n\nPrague, 28 April 2009\n\nWe, the Ministers of the States of the Prague Process, agree on "
        "the following aims.\n\n1. The Prague Process goes on.\n\n2. The Prague Process meets again."
    )
    assert tags_of(reading_of(text), "iscm") == ["prague"]


def test_running_headers_tell_who_issued(make_pdf, authority, tags_of):
    from ingest.limits import Limits
    from ingest.pipeline import read

    head = "Prague Process - Fourth Senior Officials' Meeting"
    pages = [[head, f"{number}. The delegates discussed visas and returns at length."] for number in range(2, 6)]
    path = make_pdf(["Conclusions", "Lisbon, 27 April 2023", "The delegates met."], *pages)
    assert tags_of(read(path, "a.pdf", authority, Limits()), "iscm") == ["prague"]


def test_a_file_name_alone_only_suggests(reading_of, tags_of):
    reading = reading_of("Summary Report" + BODY, "rabat-2014-report.txt")
    assert tags_of(reading, "iscm") == []
    assert tags_of(reading, "iscm", assigned=False) == ["rabat"]


def test_an_acronym_needs_its_capitals_and_its_context(reading_of, tags_of):
    assert tags_of(reading_of("RIAM\n\nDeclaración\n\nLas autoridades migratorias acuerdan cooperar."), "iscm") == [
        "riam"
    ]
    assert tags_of(reading_of("Riam\n\nDeclaración\n\nLas autoridades migratorias acuerdan cooperar."), "iscm") == []
    assert tags_of(reading_of("RCM\n\nReport\n\nThe model simulates rainfall over the coming century."), "iscm") == []
