"""The page of a document and of each of its pages."""

import io
from typing import Any

from repository.access import SYSTEM
from repository.reading import Evidence, Finding, Given, PageText, Reading, TagFinding
from repository.repository import Repository


def keep_pdf(repository: Repository, **more: Any) -> str:
    """A document read from a PDF of two pages, with evidence for a field and for tags."""
    pages = (PageText(1, "Rabat Declaration\nWe met.", language="en"), PageText(2, "On return <now>.", language="en"))
    reading = Reading(
        media_type="application/pdf",
        pages=pages,
        language=Finding("en"),
        title=Finding("Rabat Declaration", (Evidence(1, 0, 17, "Rabat Declaration", "first line"),)),
        tags=(
            TagFinding("iscm", "rabat", 5.0, True, (Evidence(1, 0, 5, "Rabat", "alias"),)),
            TagFinding("element", "s", 5.0, True, (Evidence(2, 3, 9, "On return <now>", "en:strong:return"),)),
            TagFinding("element", "h", 2.0, False, (Evidence(2, 3, 9, "On return <now>", "en:weak:return"),)),
            TagFinding("objective", "21", 5.0, True, (Evidence(2, 3, 9, "On return <now>", "from s"),)),
        ),
        warnings=("Page 2 was hard to read.",),
        **more,
    )
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"%PDF-1.4 " + repr(more).encode()), 1000)
        file = uow.documents.add(original, "rabat.pdf", Given(date="2006-07"), SYSTEM)
        uow.record(file, reading)
        uow.audit.note(SYSTEM, "read", file.document, after={"status": "ready"})
        uow.commit()
        return file.document.public_id


def test_a_document_says_what_it_is_and_how_to_cite_it(repository: Repository, read: Any, words: Any) -> None:
    document = keep_pdf(repository)
    page = read(f"/documents/{document}")
    assert words(page.find(".//h1")) == "Rabat Declaration"
    assert words(page.find_class("citation")[0]) == (
        "Euro-African Dialogue on Migration and Development (Rabat Process). Rabat Declaration. July 2006. "
        f"http://testserver/documents/{document}"
    )
    facts = {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//dl[@class='facts-list']/div")}
    assert facts["Date"] == "July 2006"
    assert facts["Place"] == "Not known"
    assert facts["Language"] == "English"


def test_a_file_can_be_downloaded_and_checked(repository: Repository, read: Any, words: Any) -> None:
    document = keep_pdf(repository)
    page = read(f"/documents/{document}")
    (link,) = page.xpath("//a[@class='download']/@href")
    assert link.startswith(f"/api/documents/{document}/original?file=")
    assert len(words(page.find_class("digest")[0])) == 64
    assert "Page 2 was hard to read." in words(page.find_class("warnings")[0])


def test_every_tag_shows_the_passages_it_rests_on(repository: Repository, read: Any, words: Any) -> None:
    document = keep_pdf(repository)
    page = read(f"/documents/{document}")
    tags = {words(tag.find_class("label-of-tag")[0]): tag for tag in page.xpath("//ul[@class='tag-list']/li")}
    source = tags["Return and readmission"].xpath(".//ul[@class='sources']/li")[0]
    assert words(source) == "p. 2 On return <now>"
    lit = read(source.find("a").get("href"))
    assert [words(mark) for mark in lit.iter("mark")] == ["return"]


def test_confirmed_and_suggested_tags_differ_to_the_eye_and_in_words(
    repository: Repository, read: Any, words: Any
) -> None:
    document = keep_pdf(repository)
    with repository.write() as uow:
        found = uow.documents.get(document, SYSTEM)
        uow.documents.decide(found, "element", "s", "confirmed", SYSTEM)
        uow.documents.decide(found, "element", "k", "rejected", SYSTEM)
        uow.commit()
    page = read(f"/documents/{document}")
    classes = {words(label): label.get("class").split()[-1] for label in page.find_class("label-of-tag")}
    assert classes["Return and readmission"] == "confirmed"
    assert classes["Rabat Process"] == "suggested"
    assert "doubtful" in classes.values()
    assert repository.authority.label("element", "k") not in classes
    assert repository.authority.label("objective", "21") in classes
    assert "by a person" in words(page.find_class("legend")[0])


def test_a_field_shows_where_its_value_was_read(repository: Repository, read: Any, words: Any) -> None:
    page = read(f"/documents/{keep_pdf(repository)}")
    origins = {words(row.find("dt")): words(row.find("dd")) for row in page.xpath("//dl[@class='origins']/div")}
    assert origins["Title"] == "read from the text p. 1 Rabat Declaration"
    assert origins["Date"] == "given when it was sent"


def test_only_curators_see_the_history(repository: Repository, read: Any, sign_in: Any) -> None:
    document = keep_pdf(repository)
    assert not read(f"/documents/{document}").find_class("history")
    sign_in("curator")
    assert read(f"/documents/{document}").find_class("history")


def test_a_sample_is_marked_wherever_it_shows(repository: Repository, read: Any, index: Any, words: Any) -> None:
    document = keep_pdf(repository, is_sample=True)
    index()
    paths = ("/", "/search?q=declaration", "/iscms/rabat", f"/documents/{document}", f"/documents/{document}/pages/1")
    for path in paths:
        assert "Sample" in [words(mark) for mark in read(path).find_class("sample")], path


def test_a_document_that_could_not_be_read_says_why_and_what_to_do(
    repository: Repository, read: Any, words: Any
) -> None:
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"locked"), 1000)
        file = uow.documents.add(original, "locked.pdf", Given(), SYSTEM)
        uow.documents.fail(file, "The PDF is protected by a password. Remove the password and upload it again.")
        uow.commit()
        document = file.document.public_id
    page = read(f"/documents/{document}")
    assert "This document could not be read" in words(page.find(".//h1"))
    assert "Remove the password and upload it again." in words(page.get_element_by_id("main"))
    assert page.xpath("//a[@class='download']")
    assert not page.xpath("//meta[@http-equiv='refresh']")


def test_a_document_that_waits_looks_again_by_itself(repository: Repository, read: Any, words: Any) -> None:
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"waiting"), 1000)
        document = uow.documents.add(original, "new.pdf", Given(), SYSTEM).document.public_id
        uow.commit()
    page = read(f"/documents/{document}")
    assert "waiting to be read" in words(page.find(".//h1"))
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["3"]


def test_a_withdrawn_document_leaves_a_tombstone(library: Any, read: Any, words: Any) -> None:
    page = read(f"/documents/{library['withdrawn']}", 410)
    assert "It was a draft." in words(page.get_element_by_id("main"))
    assert "Gone." not in page.text_content()
    assert not page.xpath("//a[@class='download']")


def test_a_page_stands_between_its_neighbours_with_the_hits_marked(library: Any, read: Any, words: Any) -> None:
    page = read(f"/documents/{library['rabat']}/pages/2?q=%22return+and+readmission%22")
    assert [words(mark) for mark in page.iter("mark")] == ["return and readmission"]
    assert "with <care>" in page.find_class("page-text")[0].text_content()
    (before, _) = page.xpath("//a[@rel='prev']/@href")
    assert "/pages/1?" in before
    assert "q=%22return+and+readmission%22" in before
    assert not page.xpath("//a[@rel='next']")
    assert " p. 2. " in words(page.find_class("citation")[0])


def test_a_page_names_its_printed_number_where_that_differs(repository: Repository, read: Any, words: Any) -> None:
    labels = ("i", "2", "<b>3</b>", None)
    pages = tuple(PageText(number, "We met.", label=label) for number, label in enumerate(labels, 1))
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"printed"), 1000)
        file = uow.documents.add(original, "printed.txt", Given(), SYSTEM)
        uow.record(file, Reading("text/plain", pages, title=Finding("Report")))
        uow.commit()
        document = file.document.public_id
    shown = [words(read(f"/documents/{document}/pages/{number}").find(".//h1")) for number in range(1, 5)]
    assert shown == ["Report p. 1 (printed i)", "Report p. 2", "Report p. 3 (printed <b>3</b>)", "Report p. 4"]


def test_the_image_of_a_page_stands_beside_its_text_only_where_there_is_one(
    repository: Repository, library: Any, read: Any
) -> None:
    drawn = keep_pdf(repository)
    page = read(f"/documents/{drawn}/pages/2")
    (source,) = page.xpath("//figure[@class='sheet']/img/@src")
    assert source.startswith(f"/api/documents/{drawn}/pages/2.png?file=")
    small = page.xpath("//ol[@class='strip']//img")
    assert [image.get("loading") for image in small] == ["lazy", "lazy"]
    assert all(image.get("width") and image.get("height") for image in page.xpath("//img")), "nothing moves"
    assert not read(f"/documents/{library['rabat']}/pages/2").xpath("//img")


def test_the_way_back_leads_to_the_very_results(library: Any, read: Any) -> None:
    path = f"/documents/{library['rabat']}/pages/2?q=return"
    assert read(path).xpath("//nav[@class='ways']/a/@href")[0] == "/search?q=return"
    results = "http://testserver/search?q=return&iscm=rabat&page=2"
    assert read(path, Referer=results).xpath("//nav[@class='ways']/a/@href")[0] == "/search?q=return&iscm=rabat&page=2"
    elsewhere = "http://elsewhere.example/search?q=x"
    assert read(path, Referer=elsewhere).xpath("//nav[@class='ways']/a/@href")[0] == "/search?q=return"


def test_another_language_version_can_be_chosen(repository: Repository, read: Any, words: Any) -> None:
    document = keep_pdf(repository)
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"autre"), 1000)
        file = uow.documents.add(original, "rabat.fr.txt", Given(version_of=document), SYSTEM)
        uow.record(file, Reading("text/plain", (PageText(1, "Nous nous sommes réunis."),), Finding("fr")))
        uow.commit()
        french = file.public_id
    links = read(f"/documents/{document}").xpath("//ul[@class='files']//a/@href")
    assert f"/documents/{document}/files/{french}" in links
    leaf = read(f"/documents/{document}/files/{french}").find_class("leaf")[0]
    assert "Nous nous sommes réunis." in words(leaf)


def test_a_document_without_title_or_process_looks_intended(repository: Repository, read: Any, words: Any) -> None:
    with repository.write() as uow:
        file = uow.documents.add(repository.originals.keep(io.BytesIO(b"scan"), 9), "scan.pdf", Given(), SYSTEM)
        uow.record(file, Reading("application/pdf", (PageText(1, "", quality="none"),), warnings=("No text layer.",)))
        uow.commit()
        document = file.document.public_id
    page = read(f"/documents/{document}")
    assert words(page.find(".//h1")) == "scan.pdf"
    assert words(page.find_class("issuer")[0]) == "Process not known"
    assert "There is no text on this page." in words(read(f"/documents/{document}/pages/1").find_class("page-text")[0])
