"""What comes first: titles, rare words, words that stand together; never the date unless asked for."""


def _order(shelf, text, **fields):
    shelf.catch_up()
    return [hit.id for hit in shelf.find(text, expand=False, **fields).hits]


FILLER = "the participants thanked the host country and took note of its report " * 3


def test_a_word_in_the_title_counts_more_than_in_the_text(shelf):
    in_text = shelf.put(f"visa {FILLER}", title="A report")
    in_title = shelf.put(f"passport {FILLER}", title="A visa")
    assert _order(shelf, "visa") == [in_title, in_text]


def test_words_next_to_each_other_come_before_words_far_apart(shelf):
    apart = shelf.put(f"labour {FILLER} policy")
    together = shelf.put(f"labour policy {FILLER}")
    turned = shelf.put(f"policy labour {FILLER}")
    near = shelf.put(f"policy on labour {FILLER}")
    assert _order(shelf, "labour policy") == [together, turned, near, apart]


def test_the_rarer_word_decides(shelf):
    for _ in range(5):
        shelf.put(f"visa {FILLER}")
    often = shelf.put(f"visa visa visa {FILLER}")
    rare = shelf.put(f"statelessness {FILLER}")
    assert _order(shelf, "visa OR statelessness")[:2] == [rare, often]


def test_the_date_decides_between_equals_only_unless_asked_for(shelf):
    old = shelf.put("visa visa", date="1999")
    new = shelf.put("visa and other words", date="2020")
    assert _order(shelf, "visa") == [old, new]
    assert _order(shelf, "visa", sort="date") == [new, old]


def test_regularization_is_not_regular_and_american_spelling_is_found(shelf):
    regular = shelf.put("regular meetings")
    status = shelf.put("the regularization of labour migrants")
    british = shelf.put("the regularisation of labor migrants")
    shelf.catch_up()
    assert shelf.ids("regularization", expand=False) == {status, british}
    assert shelf.ids("regular", expand=False) == {regular}
    assert shelf.ids("labour", expand=False) == shelf.ids("labor", expand=False) == {status, british}
