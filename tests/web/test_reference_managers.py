"""What Zotero and EndNote make of our records, by the public rules of Zotero's translators (github.com/zotero).

RIS.js: a name is cut at its first comma; without one, or with nothing behind it, it is an institution in a single
field. BibTeX.js: a name in braces is one field. COinS (openurl.js): `rft.aucorp` is an institution. unAPI.js: of the
formats offered, the first of its own list is taken. Embedded Metadata.js comes last, and cuts names by words.
The RIS of Reference Manager says: "Lastname, Firstname, Suffix"; a name without a comma is all last name.
"""

import re
from typing import Any
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from fastapi.testclient import TestClient
from lxml import etree

from api.citing.reference import Author
from repository.repository import Repository

SACM = "South American Conference on Migration"
BALI = "Bali Process on People Smuggling, Trafficking in Persons and Related Transnational Crime"
# The order in which unAPI.js prefers formats.
PREFERRED = ("rdf_zotero", "rdf_bibliontology", "mods", "marc", "unimarc", "ris", "refer", "bibtex", "rdf_dc")
# What RIS.js reads as a date: year, month, day, anything else.
RIS_DATE = re.compile(r"(\d+)(?:/(\d{0,2})(?:/(\d{0,2})(?:(?:/|\s)([^/]*))?)?)?")
CSL_TYPES = {"report", "webpage", "book", "article", "treaty"}


@pytest.fixture
def documents(keep: Any) -> dict[str, str]:
    return {
        "sacm": keep("x", title="Declaración", iscms=("sacm",), date="2016-11-03", type="declaration", language="es"),
        "bali": keep("y", title="Statement", iscms=("bali",), date="2016-03", elements=("i",)),
        "both": keep("z", title="Joint", iscms=("sacm", "bali"), date="2016"),
    }


def zotero_names(entry: dict[str, Any]) -> list[tuple[str, str]]:
    """Last and first name of each author, as RIS.js cuts them."""
    parts = [re.split(r"\s*,\s*", name, maxsplit=1) for name in entry["authors"]]
    return [(part[0], part[1] if len(part) > 1 else "") for part in parts]


def test_ris_keeps_every_process_whole_in_a_single_field(client: TestClient, documents: dict[str, str]) -> None:
    def names(document: str) -> list[tuple[str, str]]:
        return zotero_names(rispy.loads(client.get(f"/documents/{documents[document]}.ris").text)[0])

    assert names("sacm") == [(SACM, "")]
    assert names("bali") == [("Bali Process", "")]
    assert sorted(names("both")) == [("Bali Process", ""), (SACM, "")]


def test_the_official_name_stands_in_ris_as_it_is_written_commas_and_all(
    client: TestClient, documents: dict[str, str]
) -> None:
    text = client.get(f"/documents/{documents['bali']}.ris").text
    [entry] = rispy.loads(text)
    assert entry["publisher"] == BALI
    assert not re.search("[\u201a\ufe50\uff0c]", text), "no sign that only looks like a comma"


def test_every_process_has_a_name_that_is_not_cut(repository: Repository) -> None:
    for iscm in repository.authority.iscms:
        author = Author(iscm.name, iscm.short_name, "")
        assert author.uncut in (iscm.name, iscm.short_name)
        assert "," not in author.uncut
    assert Author("A, B and C", "A, B", "").uncut == "A B and C"


def test_a_record_in_ris_has_the_tags_of_a_report_once_and_in_the_form_of_the_format(
    client: TestClient, documents: dict[str, str]
) -> None:
    for document in documents.values():
        text = client.get(f"/documents/{document}.ris").text
        lines = text.split("\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)
        tags = [line[:2] for line in lines if line]
        assert (tags[0], tags[-1], lines[0]) == ("TY", "ER", "TY  - RPRT")
        single = [tag for tag in tags if tag not in ("AU", "KW", "L1")]
        assert len(single) == len(set(single))
        [entry] = rispy.loads(text)
        assert RIS_DATE.fullmatch(entry["date"])
        assert not any(";" in keyword for keyword in entry.get("keywords", []))
        assert not any("*" in name or len(name) > 255 for name in entry["authors"])


def test_bibtex_keeps_every_process_in_one_last_name(client: TestClient, documents: dict[str, str]) -> None:
    text = client.get(f"/documents/{documents['both']}.bib").text
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    [entry] = library.entries
    names: list[NameParts] = entry.fields_dict["author"].value
    assert sorted(" ".join(name.last) for name in names) == sorted([f"{{{SACM}}}", f"{{{BALI}}}"])
    assert not any(name.first or name.jr or name.von for name in names)


def test_csl_json_is_of_a_type_that_zotero_knows_and_its_names_are_literal(
    client: TestClient, documents: dict[str, str]
) -> None:
    [item] = client.get(f"/documents/{documents['both']}.csl").json()
    assert item["type"] in CSL_TYPES
    assert sorted(name["literal"] for name in item["author"]) == sorted([SACM, BALI])
    assert all(set(name) == {"literal"} for name in item["author"])


def test_zotero_takes_ris_by_unapi_from_a_page_and_from_a_page_of_results(
    client: TestClient, read: Any, index: Any, documents: dict[str, str]
) -> None:
    index()
    for path in (f"/documents/{documents['sacm']}", "/search?q=x"):
        page = read(path)
        [server] = page.xpath("//link[@rel='unapi-server']/@href")
        ids = page.xpath("//abbr[@class='unapi-id'][@title]/@title")
        assert ids
        assert len(ids) == len(set(ids))
        offered = [form.get("name") for form in etree.fromstring(client.get(server).content).iter("format")]
        assert next(name for name in PREFERRED if name in offered) == "ris" == offered[0]
        for name in ids:
            assert client.get(f"{server}?id={name}&format=ris").text.startswith("TY  - RPRT\r\n")


def test_coins_names_institutions_and_a_report(read: Any, documents: dict[str, str]) -> None:
    [title] = read(f"/documents/{documents['both']}").xpath("//span[@class='Z3988']/@title")
    fields = parse_qs(title)
    assert fields["ctx_ver"] == ["Z39.88-2004"]
    assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert fields["rft.genre"] == ["report"]
    assert sorted(fields["rft.aucorp"]) == sorted([SACM, BALI])
    assert not fields.keys() & {"rft.au", "rft.aulast", "rft.creator", "rft.contributor"}
    assert fields["rft_id"] == [f"http://testserver/documents/{documents['both']}"]


def test_embedded_metadata_make_a_report_and_no_name_is_cut_into_two_authors(
    read: Any, documents: dict[str, str]
) -> None:
    page = read(f"/documents/{documents['bali']}")
    assert page.xpath("//meta[@name='citation_technical_report_institution']/@content") == [BALI]
    assert page.xpath("//meta[@name='citation_author']/@content") == ["Bali Process"]
    assert page.xpath("//link[@rel='schema.DC']/@href") == ["http://purl.org/dc/elements/1.1/"]
    assert page.xpath("//meta[@name='DC.creator']/@content") == [BALI]
