"""Did you mean: from the words of the documents, and of those only that the reader may see."""

from repository.access import ANONYMOUS


def test_a_misspelt_word_is_replaced_by_the_nearest_that_is_known(shelf):
    shelf.put("return and readmission of persons")
    shelf.put("readmission agreements")
    shelf.catch_up()
    meant = shelf.find("readmision retrun").did_you_mean
    assert (meant.text, meant.total) == ("readmission return", 1)
    assert shelf.find(meant.text).total == 1
    assert shelf.find('"readmision agreements"').did_you_mean.text == '"readmission agreements"'


def test_a_query_that_finds_something_is_not_corrected(shelf):
    shelf.put("readmission")
    shelf.catch_up()
    assert shelf.find("readmission").did_you_mean is None
    assert shelf.find("readmissions").did_you_mean is None


def test_accents_and_other_scripts_are_corrected_too(shelf):
    shelf.put("Déclaration sur la réadmission", language="fr")
    shelf.put("Декларация о реадмиссии", language="ru")
    shelf.catch_up()
    assert shelf.find("declartion").did_you_mean.text == "declaration"
    assert shelf.find("декларацыя").did_you_mean.text == "декларация"


def test_a_restricted_document_teaches_no_words(shelf, reader):
    shelf.put("visa policy")
    shelf.put("the extradition of persons", visibility="restricted")
    shelf.catch_up()
    assert shelf.find("extraditon", ANONYMOUS).did_you_mean is None
    assert shelf.find("extraditon", reader).did_you_mean.text == "extradition"


def test_numbers_short_words_and_nonsense_are_left_alone(shelf):
    shelf.put("visa policy of 2016")
    shelf.catch_up()
    for text in ("2017", "vsa", "qqqqqqqqqqqq", "-visa -policy", "", "x" * 900, "title:vissa"):
        assert shelf.find(text).did_you_mean is None


def test_what_is_meant_keeps_the_filters(shelf):
    shelf.put("declaration", date="2016")
    shelf.catch_up()
    assert shelf.find("declaraton", filters=frozenset({("year", "2016")})).did_you_mean.total == 1
    assert shelf.find("declaraton", filters=frozenset({("year", "2017")})).did_you_mean is None
