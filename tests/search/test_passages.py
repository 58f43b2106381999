"""Passages: the right page, the phrase marked whole, nothing unescaped, nothing cut inside a word."""

FILLER = "The participants took note of the report of the secretariat and thanked the host country. " * 12


def test_the_phrase_is_marked_whole_over_line_breaks_on_its_page(shelf):
    document = shelf.put(FILLER, FILLER + "They agreed on return\nand  readmission of persons. " + FILLER)
    shelf.catch_up()
    best = shelf.find('"return and readmission"').hits[0].passages[0]
    assert best.page == 2
    assert "They agreed on <mark>return and readmission</mark> of persons." in best.html
    assert best.url == f"/documents/{document}/files/{best.file_id}/pages/2?q=%22return+and+readmission%22"
    assert "<" not in best.text
    assert 20 <= len(best.text.split()) <= 50


def test_html_in_the_text_is_shown_not_run(shelf):
    shelf.put("before <script>alert('x')</script> & visa <b>after</b>")
    shelf.catch_up()
    html = shelf.find("visa script").hits[0].passages[0].html
    assert "&lt;<mark>script</mark>&gt;" in html
    assert "&amp; <mark>visa</mark>" in html
    assert "<script" not in html
    assert "<b" not in html


def test_at_most_three_passages_the_best_first(shelf):
    shelf.put(FILLER + "visa " + FILLER, FILLER + "visa and border " + FILLER, *(FILLER + "border" for _ in range(4)))
    shelf.catch_up()
    passages = shelf.find("visa border").hits[0].passages
    assert len(passages) == 3
    assert passages[0].page == 2


def test_without_words_the_first_lines_are_shown(shelf):
    shelf.put("", "Chair's summary\n\nRabat, 2016. " + FILLER, title="Visa")
    shelf.catch_up()
    for query in ("", "year:1900..2100 OR -zebra", "title:visa"):
        passage = shelf.find(query).hits[0].passages[0]
        assert passage.page == 2
        assert passage.text.startswith("Chair's summary Rabat, 2016.")
        assert "<mark>" not in passage.html


def test_a_document_without_any_text_is_found_without_passages(shelf):
    shelf.put("", title="A scan of a visa")
    shelf.catch_up()
    assert shelf.find("visa").hits[0].passages == ()


def test_words_cut_by_nothing_start_and_end_whole(shelf):
    words = " ".join(f"word{number}" for number in range(500))
    shelf.put(words)
    shelf.catch_up()
    text = shelf.find("word250").hits[0].passages[0].text
    assert text.startswith("… word")
    assert text.endswith(" …")
    assert all(word in words.split() for word in text.split()[1:-1])


def test_the_address_of_a_passage_names_its_file(shelf):
    document = shelf.put("The text in English.", title="Communiqué")
    shelf.put("Le texte en français sur la réadmission.", language="fr", version_of=document)
    shelf.catch_up()
    passage = shelf.find("readmission").hits[0].passages[0]
    assert passage.language == "fr"
    assert f"/files/{passage.file_id}/pages/" in passage.url
    assert "<mark>réadmission</mark>" in passage.html


def test_a_phrase_over_a_page_break_marks_its_words(shelf):
    shelf.put("They spoke about return and", "readmission of persons.")
    shelf.catch_up()
    assert "<mark>return and</mark>" in shelf.find('"return and readmission"').hits[0].passages[0].html


def test_arabic_is_marked_as_written_and_runs_from_right_to_left(shelf):
    shelf.put("ناقش الوزراء العَوْدَة وإعادة القبول", language="ar")
    shelf.catch_up()
    passage = shelf.find('"عودة واعادة القبول"').hits[0].passages[0]
    assert "<mark>العَوْدَة وإعادة القبول</mark>" in passage.html
    assert passage.direction == "rtl"


def test_a_whole_page_is_marked_for_reading(shelf):
    marked = shelf.search.mark(
        "Visas & <return and\nreadmission>, no returns", '"return and readmission" visa* -no', "en"
    )
    assert marked == "<mark>Visas</mark> &amp; &lt;<mark>return and\nreadmission</mark>&gt;, no returns"
    assert shelf.search.mark("<b>", "(((", None) == "&lt;b&gt;"
