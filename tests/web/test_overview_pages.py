"""Overviews: the heat map, a phrase over time, processes compared, and what was agreed."""

import csv
import io
from typing import Any

from api.links import passage_url
from repository.access import SYSTEM
from repository.reading import Evidence, Finding, Given, OperativeParagraph, PageText, Reading, TagFinding
from repository.repository import Repository


def row(page: Any, name: str) -> dict[str, str]:
    """The filled cells of a process on the heat map by their code."""
    codes = [" ".join(head.text_content().split()) for head in page.xpath("//table//thead/tr/th")]
    (found,) = page.xpath("//table//tbody/tr[th/a[normalize-space()=$name]]", name=name)
    cells = dict(zip(codes, [" ".join(cell.text_content().split()) for cell in found], strict=True))
    return {code: text for code, text in cells.items() if text and len(code) == 1}


def test_the_map_counts_documents_and_every_cell_is_the_search_for_them(library: Any, read: Any, words: Any) -> None:
    page = read("/overview")
    assert row(page, "Rabat Process") == {"e": "1", "s": "1"}
    assert row(page, "RCM") == {"s": "1"}
    (cell,) = page.xpath("//table//td/a[@href='/search?iscm=rabat&element=s']")
    assert words(read(cell.get("href")).find(".//h1")).startswith("1 document from 1 process")
    assert cell.getparent().get("class") == "t6", "one of one is all"
    assert "CPLP" in page.text_content(), "processes without documents are named"


def test_the_map_is_narrowed_by_years_and_words_and_its_cells_keep_them(library: Any, read: Any) -> None:
    page = read("/overview?year_from=2010&q=meet")
    assert page.xpath("//table//tbody/tr/th/a/@href") == ["/iscms/rabat"]
    assert page.xpath("//td/a/@href")[1] == "/search?q=meet&iscm=rabat&element=e&year_from=2010"
    assert page.xpath("//a[contains(@href, 'matrix.csv')]/@href") == [
        "/api/matrix.csv?q=meet&year_from=2010&scheme=element"
    ]


def test_the_map_and_its_table_say_the_same_in_every_scheme(library: Any, read: Any, client: Any) -> None:
    for scheme in ("element", "theme", "objective"):
        page = read(f"/overview?scheme={scheme}")
        drawn = sum(int(cell.text_content()) for cell in page.xpath("//td[@class and not(contains(@class, 'all'))]"))
        (address,) = page.xpath("//a[contains(@href, 'matrix.csv')]/@href")
        table = csv.DictReader(io.StringIO(client.get(address).text))
        told = sum(int(count) for line in table for name, count in line.items() if ": " in name)
        assert drawn == told > 0


def test_a_restricted_document_is_on_no_map(library: Any, keep: Any, index: Any, client: Any) -> None:
    paths = ("/overview", "/overview/trend?q=zebra", "/overview/compare?iscm=rcm&element=s", "/meetings")
    before = [client.get(path).text for path in paths]
    keep("A zebra.", title="Secret", iscms=("rcm", "cplp"), elements=("s", "a"), date="1999", visibility="restricted")
    index()
    assert [client.get(path).text for path in paths] == before


def test_a_phrase_is_followed_over_years_and_processes(library: Any, read: Any, words: Any) -> None:
    page = read("/overview/trend?q=%22return+and+readmission%22")
    assert words(page.xpath("//section/h2")[0]) == '"return and readmission" in 2 of 4 dated documents'
    bars = page.xpath("//figure//a/@aria-label")
    assert bars[0] == "2003: 1 of 1 documents"
    assert "2016: 0 of 1 documents" in bars
    assert [words(head) for head in page.xpath("//ol[@class='multiples']//h3")] == [
        "RCM 1 of 1",
        "Rabat Process 1 of 1",
    ]
    rows = [[words(cell) for cell in line] for line in page.xpath("//table/tbody/tr")]
    assert rows[0] == ["2003", "1", "1", "100 %"]
    assert len(rows) == 4


def test_processes_are_compared_passage_beside_passage(
    repository: Repository, read: Any, words: Any, index: Any
) -> None:
    text = "We met. We agree that return and readmission are shared tasks. Safe return and readmission follow. The end."
    at = text.index("return"), text.rindex("return")
    evidence = tuple(Evidence(1, start, start + 22, "cut in the mid", "rule") for start in at)
    ids = {}
    for slug in ("rabat", "rcm"):
        tags = (TagFinding("iscm", slug, 5.0, True, evidence), TagFinding("element", "s", 5.0, True, evidence))
        reading = Reading("text/plain", (PageText(1, text),), Finding("en"), title=Finding(f"Of {slug}"), tags=tags)
        with repository.write() as uow:
            original = repository.originals.keep(io.BytesIO(slug.encode()), 9)
            file = uow.documents.add(original, "x.txt", Given(date="2018"), SYSTEM)
            uow.record(file, reading)
            uow.commit()
            ids[slug] = (file.document.public_id, file.public_id)
    index()
    page = read("/overview/compare?iscm=rabat&iscm=rcm&element=s")
    assert [words(side) for side in page.xpath("//section/header/h2")] == ["Rabat Process", "RCM"]
    quotes = [words(quote) for quote in page.xpath("//section[1]//blockquote")]
    assert quotes == [
        "p. 1 We agree that return and readmission are shared tasks.",
        "p. 1 Safe return and readmission follow.",
    ]
    (document, file) = ids["rabat"]
    start = text.index("We agree")
    (link,) = page.xpath("//section[1]//blockquote[1]/a/@href")[:1]
    assert link == passage_url(document, 1, file, start, start + 54)
    assert [words(mark) for mark in read(link).iter("mark")] == [text[start : start + 54]]


def test_what_was_agreed_is_listed_with_its_page_and_narrowed(repository: Repository, read: Any, words: Any) -> None:
    found = (
        OperativeParagraph(1, 0, 12, "recommendation", "We recommend", "recommend", elements=("s",)),
        OperativeParagraph(1, 13, 20, "request", "We request", "request"),
    )
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(b"agreed"), 9)
        file = uow.documents.add(original, "x.txt", Given(title="Conclusions", date="2018"), SYSTEM)
        pages = (PageText(1, "We recommend We request"),)
        uow.record(file, Reading("text/plain", pages, Finding("en"), operative_paragraphs=found))
        uow.commit()
    page = read("/commitments")
    assert words(page.xpath("//p[@class='sentence']/b")[0]) == "2 paragraphs"
    assert words(page.xpath("//div[@class='agreed']//h2")[0]) == "Conclusions"
    narrowed = read("/commitments?kind=request&iscm=&element=&year=2018")
    (item,) = narrowed.xpath("//div[@class='agreed']//li")
    assert "We request" in words(item)
    assert narrowed.xpath("//a[contains(@href, 'commitments.csv')]/@href") == [
        "/api/commitments.csv?kind=request&year=2018"
    ]
    assert "No paragraph fits all of these." in read("/commitments?year=1999").text_content()
