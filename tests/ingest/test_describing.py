"""Title, type, date, place and meeting: told from the page, or unknown."""

import pytest

BODY = (
    "\n\nThe Ministers of the participating States agreed to cooperate on what follows.\n\n"
    "1. They will exchange information."
)


def test_the_title_is_not_the_letterhead(reading_of):
    reading = reading_of(
        "Rabat Process\n\nFifth Ministerial Conference\n\nMarrakesh Political Declaration\n\nMarrakesh, 2 May 2018"
        + BODY
    )
    assert reading.title.value == "Marrakesh Political Declaration"
    assert reading.meeting_name.value == "Fifth Ministerial Conference"
    assert reading.meeting_level.value == "ministerial"
    assert reading.type.value == "declaration"
    assert (reading.dates.start, reading.place.city, reading.place.country) == ("2018-05-02", "Marrakesh", "MAR")


def test_a_title_over_two_lines_is_whole(reading_of):
    reading = reading_of(
        "Declaration of the Vice-Ministers on the Strengthening of\nthe Regional Conference on Migration" + BODY
    )
    assert reading.title.value.endswith("of the Regional Conference on Migration")


def test_evidence_of_a_title_points_at_it(reading_of):
    reading = reading_of("Colombo Process\n\nDhaka Declaration" + BODY)
    shown = reading.title.evidence[0]
    assert reading.pages[0].text[shown.start : shown.end] == "Dhaka Declaration"


@pytest.mark.parametrize(
    "text",
    [
        "Dhaka Declaration\n\nRecalling the Declaration adopted at Bali in September 2005, the Ministers agree." + BODY,
        "Déclaration\n\nRappelant la Déclaration adoptée à Tunis le 6 décembre 2003, les ministres coopèrent.",
        "Declaración\n\nRecordando la reunión celebrada en Quito el 22 de septiembre de 2009, los ministros cooperan.",
        "Декларация\n\nСсылаясь на встречу, состоявшуюся в Праге 28 апреля 2009 года, министры решили.",
        "Action Plan 2023-2027\n\nThe Ministers will meet again in Rome in 2027 to review the 2030 Agenda." + BODY,
        "Declaration\n\nThe next meeting will be held in Rome on 3 May 2019." + BODY,
    ],
)
def test_a_date_that_is_recalled_planned_or_a_programme_is_not_the_documents(reading_of, text):
    assert reading_of(text).dates is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Declaration\n\nThe Ministers met in Rome on 27 and 28 May 2014." + BODY, "2014-05-27", "2014-05-28"),
        ("Declaration" + BODY + "\n\nDone at Rome on 28 November 2014.", "2014-11-28", "2014-11-28"),
        ("Declaración" + BODY + "\n\nHecho en la ciudad de\n\nLima, 3 de mayo de 2017", "2017-05-03", "2017-05-03"),
        ("Conclusions\n\nLima, 1999" + BODY, "1999", "1999"),
    ],
)  # fmt: skip
def test_a_date_is_found_where_it_is_said(reading_of, text, start, end):
    reading = reading_of(text)
    assert (reading.dates.start, reading.dates.end) == (start, end)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Communiqué de presse", "press_release"),
        ("Co-Chairs’ Statement", "cochairs_statement"),
        ("Joint Statement", "joint_statement"),
        ("Report and Recommendations", "meeting_report"),
        ("Chair’s Summary", "chairs_summary"),
        ("Повестка дня", "agenda"),
        ("Plan d'action", "action_plan"),
        ("خطة العمل", "action_plan"),
        ("Rapport final", "meeting_report"),
    ],
)
def test_the_type_is_told_by_the_title(reading_of, title, kind):
    assert reading_of(title + BODY).type.value == kind


def test_the_agenda_2030_is_no_agenda(reading_of):
    assert reading_of("Implementing the 2030 Agenda in the region" + BODY).type is None


def test_a_file_name_tells_the_type_where_the_title_does_not(reading_of):
    assert reading_of("Meeting in Rome" + BODY, "2014_concept-note.txt").type.value == "concept_note"


def test_a_draft_says_so(reading_of):
    assert reading_of("Draft\n\nDhaka Declaration" + BODY).adoption.value == "draft"
    assert reading_of("Proyecto de declaración" + BODY).adoption.value == "draft"
    assert reading_of("Dhaka Declaration" + BODY).adoption is None


def test_a_sample_is_marked(reading_of):
    assert reading_of("Dhaka Declaration\n\nIllustrative sample, not an official text" + BODY).is_sample
    assert not reading_of("Dhaka Declaration" + BODY).is_sample


def test_an_empty_text_says_nothing(reading_of):
    reading = reading_of("\n \n")
    assert (reading.title, reading.dates, reading.language, reading.tags) == (None, None, None, ())
    assert [page.quality for page in reading.pages] == ["none"]


def test_a_cover_page_is_passed_over(make_pdf, authority):
    from ingest.limits import Limits
    from ingest.pipeline import read

    path = make_pdf(
        ["# Lusaka Conclusions", "Migration Dialogue"],
        ["The delegates of the Member States met in Lusaka, Zambia, on 17 and 18 July 2017.", "They agreed on data."],
    )
    reading = read(path, "a.pdf", authority, Limits())
    assert reading.title.value == "Lusaka Conclusions"
    assert (reading.dates.start, reading.dates.end) == ("2017-07-17", "2017-07-18")
    assert (reading.place.city, reading.dates.evidence[0].page) == ("Lusaka", 2)


def test_a_dateline_dates_a_press_release(reading_of):
    text = "Comunicado de prensa\n\nLima, 5 de mayo de 2017.- La conferencia concluyó hoy sus labores con un acuerdo."
    reading = reading_of(text)
    assert (reading.dates.start, reading.place.city, reading.type.value) == ("2017-05-05", "Lima", "press_release")


def test_a_line_that_says_where_a_text_was_adopted_dates_it(reading_of):
    reading = reading_of("Joint Declaration\n\nAdopted at Bratislava on 20 September 2016" + BODY)
    assert (reading.dates.start, reading.place.country) == ("2016-09-20", "SVK")


def test_a_state_and_a_city_of_one_name_are_told_apart(reading_of):
    assert reading_of("Declaración\n\nCancún, México, 29 de mayo de 2003" + BODY).place.city == "Cancún"
