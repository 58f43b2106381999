"""The smaller parts of a description: ordinals, dates in words, publication, States that took part, other issuers."""

import pytest

from ingest.dates import dates_in
from ingest.ordinals import ordinal_of

BODY = "\n\nThe Ministers of the participating States agreed to cooperate on what follows.\n\n1. They will meet again."


def issuing(reading):
    return {tag.code for tag in reading.tags if tag.scheme == "iscm" and tag.assigned}


def states(reading, rule):
    return {
        tag.code for tag in reading.tags if tag.scheme == "state" and any(item.rule == rule for item in tag.evidence)
    }


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("VIII Congreso de la Red", 8), ("8th Meeting of Senior Officials", 8), ("Eighth Ministerial Conference", 8),
        ("Sixième Conférence ministérielle", 6), ("4ème réunion", 4), ("Octava Reunión", 8), ("II Conferência", 2),
        ("Третье заседание", 3), ("الاجتماع الثالث لعملية التشاور", 3), ("High Level Meeting", None),
    ],
)  # fmt: skip
def test_an_ordinal_is_read_in_words_figures_and_roman(name, number):
    assert ordinal_of(name) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on the sixteenth day of October in the year\ntwo thousand and fourteen", "2014-10-16"),
        ("a los dieciséis días del mes de octubre del año dos mil catorce", "2014-10-16"),
        ("le vingt-trois novembre deux mille onze", "2011-11-23"),
        ("aos dezoito dias do mês de junho de dois mil e vinte e um", "2021-06-18"),
        ("Resolução n.º 41/2014, de 10 de abril", "2014-04-10"),
    ],
)
def test_dates_in_words_and_of_acts_are_read(text, day):
    assert [date.first for date in dates_in(text)] == [day]


def test_the_day_of_publication_is_not_that_of_the_meeting(reading_of):
    reading = reading_of(
        "Bali Process\n\nCo-Chairs' Statement\n\nBali, 23 March 2016" + BODY + "\n\nPublished: 4 April 2016"
    )
    assert (reading.dates.start, reading.published.value) == ("2016-03-23", "2016-04-04")
    assert reading.published.evidence[0].text.endswith("4 April 2016")


def test_states_that_took_part_are_told_from_those_named(reading_of):
    reading = reading_of(
        "Bali Process\n\nCo-Chairs' Statement\n\nBali, Indonesia, 23 March 2016\n\n"
        "The meeting was attended by delegations of Australia, Thailand, Malaysia and Sri Lanka. "
        "Officials spoke of routes through Myanmar and Bangladesh."
    )
    assert states(reading, "participant") == {"AUS", "THA", "MYS", "LKA"}
    assert states(reading, "host") == {"IDN"}


def test_a_list_of_participants_names_its_states_and_has_no_subjects(reading_of):
    reading = reading_of(
        "Conferencia Regional sobre Migración\n\nLISTA DE PARTICIPANTES\n\nBELICE\nDirectora de Inmigración\n\n"
        "COSTA RICA\nJefa de la Unidad contra la Trata de Personas\n\nHONDURAS\nDirector de Migración\n\n"
        "MÉXICO\nTitular de la Unidad de Política Migratoria"
    )
    assert states(reading, "participant") == {"BLZ", "CRI", "HND", "MEX"}
    assert not [tag for tag in reading.tags if tag.scheme == "element" and tag.assigned]


@pytest.mark.parametrize(
    "text",
    [
        "Council of the European Union\nBrussels, 26 June 2018\n\nCouncil conclusions on work in the Rabat Process"
        + BODY,
        "United Nations General Assembly\n\nGlobal Forum on Migration and Development" + BODY,
        "NATIONAL MIGRATION POLICY\n\nLusaka, February 2019\n\n"
        "1. The country will go on taking part in MIDSA, MIDCOM and the Pan-African Forum on Migration.",
    ],
)
def test_a_text_of_another_body_is_none_of_ours(reading_of, text):
    assert issuing(reading_of(text)) == set()


def test_lost_ligatures_do_not_hide_names_and_cues(reading_of):
    reading = reading_of("South American Conference on Migraon\n\nAcon Plan 2012-2016\n\nLima, 3 May 2012" + BODY)
    assert (issuing(reading), reading.type.value) == ({"sacm"}, "action_plan")
