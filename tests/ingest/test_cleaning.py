"""Text cleaned once for all."""

import pytest

from ingest.cleaning import clean
from ingest.language import language_of, main_language
from ingest.text_quality import quality


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("NUL\x00 and \x07bell", "NUL and bell"),
        ("the ﬁrst oﬃce", "the first office"),
        ("no\u00a0break\u202fspace", "no break space"),
        ("coop\u00aderation", "cooperation"),
        ("coop\u00ad\neration", "cooperation"),
        ("the migra-\ntion of people", "the migration of people"),
        ("a co-\noperative Arab-\nAfrican", "a co-operative Arab-\nAfrican"),
        ("2018-\n2020 a-\nb", "2018-\n2020 a-\nb"),
        ("trailing   \nspace\t\n", "trailing\nspace"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("e\u0301tat", "état"),
        ("\ufeffmark\u200bzero", "markzero"),
        ("ﻋﻤﻠﻴﺔ اﻟﺘﺸﺎور", "عملية التشاور"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("R E P O R T", "REPORT"),
        ("D E C L A R A Ç Ã O   D E   L I M A", "DECLARAÇÃO DE LIMA"),
        ("П Р О Т О К О Л\nзаседания", "ПРОТОКОЛ\nзаседания"),
        ("X X X X X X", "X X X X X X"),
    ],
)
def test_clean(raw, expected):
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Ministers agreed to cooperate on return and readmission.", "en"),
        ("Les ministres conviennent de coopérer en matière de retour.", "fr"),
        ("Los ministros acuerdan cooperar en materia de retorno y reintegración.", "es"),
        ("Os ministros acordam cooperar em matéria de regresso e reintegração.", "pt"),
        ("اتفق الوزراء على التعاون في مجال العودة وإعادة القبول", "ar"),
        ("Министры договорились сотрудничать по вопросам возвращения и реадмиссии.", "ru"),
        ("Die Ministerinnen und Minister vereinbaren, bei der Rückkehr zusammenzuarbeiten.", None),
        ("Annex II", None),
        ("", None),
    ],
)
def test_the_language_is_one_of_six_or_unknown(text, language):
    assert language_of(text) == language


def test_the_language_of_a_file_is_that_of_most_of_its_characters():
    assert main_language(["a" * 10, "b" * 100, "c" * 20], ["en", "fr", "en"]) == "fr"
    assert main_language(["a" * 10, "b" * 100], ["en", None]) is None
    assert main_language([""], [None]) is None


def test_quality_tells_good_garbled_and_missing_text():
    assert quality("The Ministers met.") == "good"
    assert quality("\ue001\ue002\ue003 abc \ufffd\ufffd") == "poor"
    assert quality("(cid:1)(cid:2)(cid:3)") == "poor"
    assert quality(" 3 ") == "none"
