"""The directory of processes and their fact sheets."""

from typing import Any

from repository.access import SYSTEM
from repository.repository import Repository


def test_the_directory_lists_every_process_under_its_level_with_counts(
    library: Any, repository: Repository, read: Any, words: Any
) -> None:
    page = read("/iscms")
    links = page.xpath("//tbody/tr/th/a/@href")
    assert sorted(links) == sorted(f"/iscms/{iscm.slug}" for iscm in repository.authority.iscms)
    rows = {words(row.find("th/a")): words(row.findall("td")[-1]) for row in page.xpath("//tbody/tr")}
    assert rows["Rabat Process"].startswith("1")
    assert rows["GFMD"] == "0"
    definitions = page.find_class("definition")
    assert len(definitions) == 3
    assert all(words(definition) for definition in definitions)


def test_the_directory_narrows_by_level_region_and_status(repository: Repository, read: Any) -> None:
    page = read("/iscms?level=IRF&region=africa&status=active")
    slugs = {link.removeprefix("/iscms/") for link in page.xpath("//tbody/tr/th/a/@href")}
    assert slugs == {
        iscm.slug
        for iscm in repository.authority.iscms
        if iscm.level == "IRF" and "africa" in iscm.regions and iscm.status == "active"
    }
    on = page.xpath("//a[@aria-current='true']/@href")
    assert "/iscms?region=africa&status=active" in on


def test_a_fact_sheet_gives_facts_with_their_sources(
    library: Any, repository: Repository, read: Any, words: Any
) -> None:
    iscm = repository.authority.iscm("rcm")
    page = read("/iscms/rcm")
    text = words(page.get_element_by_id("main"))
    assert words(page.find(".//h1")) == iscm.name
    for fact in (iscm.secretariat, str(iscm.established), f"{len(iscm.states)} States", iscm.verification):
        assert fact in text
    links = page.xpath("//ul[@class='source-links']//a")
    assert [link.get("href") for link in links] == [source for source in iscm.sources if source.startswith("http")]
    assert "Cancún communiqué" in text


def test_meetings_with_a_document_are_filled_and_others_open(library: Any, read: Any, words: Any) -> None:
    page = read("/iscms/rcm")
    meetings = page.xpath("//ol[@class='meetings']/li")
    held = [meeting for meeting in meetings if meeting.get("class") == "held"]
    assert len(meetings) > len(held)
    drawn = page.xpath("//*[local-name()='svg' and @class='timeline']//*[local-name()='circle']")
    assert len(drawn) == len(meetings)
    assert sum(dot.get("class") == "filled" for dot in drawn) == len(held)


def test_the_profile_has_a_bar_for_each_of_the_24_elements(library: Any, read: Any) -> None:
    marks = read("/iscms/rabat").xpath("//figure[@class='profile']//a")
    assert [mark.get("aria-label")[0] for mark in marks] == list("abcdefghijklmnopqrstuvwx")
    assert next(mark.get("aria-label") for mark in marks if mark.get("aria-label").startswith("s,")).endswith(": 1")
    assert all("iscm=rabat" in mark.get("href") for mark in marks)


def test_a_process_that_keeps_its_papers_to_itself_says_so(read: Any, words: Any) -> None:
    main = words(read("/iscms/igc").get_element_by_id("main"))
    assert "This process keeps its papers confidential." in main
    assert "confiden" in main


def test_the_documents_of_a_process_can_be_searched(library: Any, read: Any) -> None:
    page = read("/iscms/rabat")
    fields = page.xpath("//form[@role='search']//input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in fields] == [("iscm", "rabat")]


def test_a_process_page_says_who_names_it_and_whom_it_names(
    keep: Any, repository: Any, index: Any, read: Any, words: Any
) -> None:
    naming = [keep("On Rabat.", title="One", iscms=("khartoum",)), keep("More.", title="Two", iscms=("khartoum",))]
    hidden = keep("Secret.", title="Three", iscms=("gfmd",), visibility="restricted")
    with repository.write() as uow:
        for public_id in (*naming, hidden):
            uow.documents.decide(uow.documents.get(public_id, SYSTEM), "mention", "rabat", "confirmed", SYSTEM)
        uow.commit()
    index()
    (named,) = read("/iscms/rabat").xpath("//ul[@class='beside']")
    assert words(named) == "Khartoum Process 2 documents"
    (names,) = read("/iscms/khartoum").xpath("//ul[@class='beside']")
    assert words(names) == "Rabat Process 2 documents"


def test_a_process_page_names_the_gaps_in_its_meetings(read: Any, words: Any) -> None:
    said = [words(gap) for gap in read("/iscms/colombo").find_class("gap")]
    assert all("missing from this record" in sentence for sentence in said)
