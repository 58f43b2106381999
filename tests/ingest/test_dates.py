"""Dates in six languages."""

import pytest

from ingest.dates import dates_in


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("23-24 January 2017", "2017-01-23", "2017-01-24"),
        ("on 23 and 24 January, 2017", "2017-01-23", "2017-01-24"),
        ("November 15-17, 2010", "2010-11-15", "2010-11-17"),
        ("the 2nd of April, 2013", "2013-04-02", "2013-04-02"),
        ("30 June - 1 July 2022", "2022-06-30", "2022-07-01"),
        ("April 30 - May 1, 2014", "2014-04-30", "2014-05-01"),
        ("12 December 2019 – 3 January 2020", "2019-12-12", "2020-01-03"),
        ("25, 26 and 27 June 2024", "2024-06-25", "2024-06-27"),
        ("Tuesday 19 to Wednesday 20 February 2019", "2019-02-19", "2019-02-20"),
        ("in July 2007", "2007-07", "2007-07"),
        ("los días 4 y 5 de mayo de 2006", "2006-05-04", "2006-05-05"),
        ("del 22 al 24 de noviembre del año 2018", "2018-11-22", "2018-11-24"),
        ("du 23 au 25 août 2016", "2016-08-23", "2016-08-25"),
        ("les 1er et 2 mai 2018", "2018-05-01", "2018-05-02"),
        ("juillet 2006", "2006-07", "2006-07"),
        ("3 a 6 de outubro de 2023", "2023-10-03", "2023-10-06"),
        ("3–4 сентября 2018 года", "2018-09-03", "2018-09-04"),
        ("с 3 по 4 сентября 2018 г.", "2018-09-03", "2018-09-04"),
        ("в феврале 1993 года", "1993-02", "1993-02"),
        ("من 25 إلى 26 يوليو 2017", "2017-07-25", "2017-07-26"),
        ("٢٥-٢٦ يوليو/تموز ٢٠١٧", "2017-07-25", "2017-07-26"),
        ("26-25 يوليو/تموز 2017", "2017-07-25", "2017-07-26"),
        ("15-16 ماي 2018", "2018-05-15", "2018-05-16"),
        ("14 و15 جوان 2019", "2019-06-14", "2019-06-15"),
        ("6 تشرين الأول 2015", "2015-10-06", "2015-10-06"),
        ("2015-04-23", "2015-04-23", "2015-04-23"),
        ("23.04.2015", "2015-04-23", "2015-04-23"),
        ("03/04/2015", "2015", "2015"),
        ("Lima, 1999", "1999", "1999"),
    ],
)
def test_one_date_is_read_with_its_precision(text, first, last):
    assert [(date.first, date.last) for date in dates_in(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["Action Plan 2018-2020", "the 2030 Agenda", "Agenda 2030", "A/RES/2016/7", "page 1999a", "12345"]
)
def test_what_is_no_date_is_not_read(text):
    assert dates_in(text) == []


def test_a_day_that_does_not_exist_is_not_invented():
    assert [date.precision for date in dates_in("31 February 2016")] == ["month"]


def test_offsets_point_at_the_words():
    text = "Réunis à Rabat les 10 et 11 juillet 2006, ils ..."
    (date,) = dates_in(text)
    assert text[date.start : date.end] == "10 et 11 juillet 2006"
