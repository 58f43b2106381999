"""First pages as sites keep them: without line breaks, with what was printed around them; and whose text they are."""

import pytest

from ingest.ordinals import ordinal_of


def issuing(reading) -> set[str]:
    return {tag.code for tag in reading.tags if tag.scheme == "iscm" and tag.assigned}


FLAT = (
    "XII CONFERENCIA SUDAMERICANA SOBRE MIGRACIONES Lima, Perú, 3 y 4 de mayo de 2012 DECLARACIÓN DE LIMA "
    "Los representantes de los Estados, reunidos en la XII Conferencia Sudamericana sobre Migraciones, realizada los "
    "días 3 y 4 de mayo de 2012, recordando la declaración de 2004, acuerdan: 1. Combatir la trata de personas."
)


def test_a_text_that_lost_its_line_breaks_has_a_title_a_day_and_a_process(reading_of):
    reading = reading_of(FLAT)
    assert issuing(reading) == {"sacm"}
    assert (reading.dates.start, reading.dates.end) == ("2012-05-03", "2012-05-04")
    assert (reading.title.value, reading.type.value) == ("DECLARACIÓN DE LIMA", "declaration")
    assert (reading.place.city, reading.place.country) == ("Lima", "PER")


def test_the_meeting_dates_a_text_and_not_the_day_it_was_posted(reading_of):
    reading = reading_of(
        "Home\nNews\nCommuniqué of the Annual Conference\nPosted on: 9 January 2019\n\n"
        "The Pacific Immigration Directors' Conference was convened in Apia, Samoa, on 20 ? 22 June 2018. "
        "Members spoke of borders and of migration."
    )
    assert issuing(reading) == {"pidc"}
    assert (reading.dates.start, reading.dates.end) == ("2018-06-20", "2018-06-22")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senior officials of the Rabat Process met in Madrid on 20 October 2022 to speak of migration.", {"rabat"}),
        ("On 31 October 2017 the Co-Chairs of the Bali Process hosted a meeting in Kuala Lumpur.", {"bali"}),
        ("The plenary meeting of the Rabat Process and the Khartoum Process was held in Accra on 3 May 2016.",
         {"rabat", "khartoum"}),
        ("The ministers of the Union met in Accra on 3 May 2016 to prepare the Khartoum Process.", set()),
        ("Since the Rabat Process met in Paris in 2008, the parliament of the country has voted four laws.", set()),
        ("To the governments of the Regional Conference on Migration\n\nOpen letter\n\nLima, 3 May 2016", set()),
        ("Global Forum for Media Development\n\nStatement of GFMD members on migration\n\nLima, 3 May 2016", set()),
    ],
)  # fmt: skip
def test_who_met_issued_the_text(reading_of, text, expected):
    assert issuing(reading_of(text)) == expected


def test_a_city_in_the_name_of_a_process_is_no_place(reading_of):
    reading = reading_of(
        "Bali Process\n\nSenior Officials' Meeting\n\n8 May 2019\n\nCo-Chairs' Statement\n\n1. Officials met."
    )
    assert reading.place is None


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("XVIIe Conférence ministérielle", 17),
        ("10.ª Reunión", 10),
        ("Twenty-first session", 21),
        ("الدورة السابعة والعشرون", 27),
        ("Réunion des chefs de l'immigration", None),
        ("RÉUNION DES CHEFS DE L'IMMIGRATION", None),
    ],
)
def test_the_number_of_a_meeting(name, number):
    assert ordinal_of(name) == number
