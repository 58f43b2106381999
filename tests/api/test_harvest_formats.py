"""OAI-PMH beyond Dublin Core: MODS, our own format and its schema, sets, a page for people; harvested by sickle."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from fastapi.testclient import TestClient
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

import api.harvest
from repository.access import SYSTEM
from repository.repository import Repository

Keep = Callable[..., str]

ISCM = "{urn:x-iscm:record:1}"
MODS = "{http://www.loc.gov/mods/v3}"
SCHEMAS = Path(__file__).parent / "schemas"


class _Adapter(requests.adapters.BaseAdapter):
    """Sickle's requests, answered by the application."""

    def __init__(self, client: TestClient) -> None:
        super().__init__()
        self._client = client

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        given = self._client.request(request.method or "GET", request.url or "", content=request.body)
        answer = requests.Response()
        answer.status_code, answer._content = given.status_code, given.content
        answer.headers.update(given.headers)
        answer.url, answer.request, answer.encoding = request.url or "", request, "utf-8"
        return answer

    def close(self) -> None:
        pass


@pytest.fixture
def sickle(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sickle]:
    session = requests.Session()
    session.mount("http://", _Adapter(client))
    harvester = Sickle("http://testserver/oai")
    monkeypatch.setattr("sickle.app.requests", session)
    yield harvester
    session.close()


@pytest.fixture
def shelf(keep: Keep, repository: Repository) -> dict[str, str]:
    ids = {
        "rabat": keep(
            "a", title="One <&>", iscms=("rabat",), elements=("s",), date="2018-05-02..2018-05-03", type="declaration"
        ),
        "rcm": keep("b", title="Two", iscms=("rcm",), elements=("e",), date="2003"),
        "none": keep("c", title="Three"),
        "closed": keep("d", title="Never public", visibility="restricted", iscms=("rabat",)),
        "gone": keep("e", title="Gone", iscms=("rabat",), elements=("s",), date="2018"),
    }
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(ids["gone"], SYSTEM), "A draft.")
        uow.commit()
    return ids


def harvested(sickle: Sickle, **arguments: str) -> dict[str, bool]:
    records = sickle.ListRecords(metadataPrefix=arguments.pop("prefix", "oai_dc"), **arguments)
    return {record.header.identifier.rpartition(":")[2]: record.header.deleted for record in records}


def test_sickle_gets_everything_that_is_public_and_learns_of_what_is_gone(
    sickle: Sickle, shelf: dict[str, str], keep: Keep, repository: Repository
) -> None:
    more = {keep("text", title=f"Document {number}") for number in range(105)}
    expected = {shelf[name]: name == "gone" for name in ("rabat", "rcm", "none", "gone")} | dict.fromkeys(more, False)
    for prefix in ("oai_dc", "mods", "oai_iscm"):
        assert harvested(sickle, prefix=prefix) == expected


@pytest.mark.parametrize(
    ("spec", "names"),
    [
        ("iscm:rabat", ["rabat", "gone"]),
        ("level", ["rabat", "rcm", "gone"]),
        ("level:IRF", ["rabat", "gone"]),
        ("level:RCP", ["rcm"]),
        ("year", ["rabat", "rcm", "gone"]),
        ("year:2003", ["rcm"]),
        ("element:s", ["rabat", "gone"]),
        ("element:a", []),
        ("level:nowhere", []),
        ("year:20__", []),
        ("colour:red", []),
    ],
)
def test_a_set_holds_its_documents(sickle: Sickle, shelf: dict[str, str], spec: str, names: list[str]) -> None:
    try:
        found = harvested(sickle, set=spec)
    except NoRecordsMatch:
        found = {}
    assert sorted(found) == sorted(shelf[name] for name in names)


def test_our_own_format_is_as_its_schema_says_and_carries_the_evidence(
    client: TestClient, sickle: Sickle, shelf: dict[str, str]
) -> None:
    schema = etree.XMLSchema(etree.fromstring(client.get("/oai/iscm.xsd").content))
    records = [record for record in sickle.ListRecords(metadataPrefix="oai_iscm") if not record.header.deleted]
    for record in records:
        schema.assertValid(record.xml.find(".//" + ISCM + "record"))
    found = next(record.xml for record in records if record.header.identifier.endswith(shelf["rabat"]))
    assert found.findtext(f".//{ISCM}title") == "One <&>"
    assert found.find(f".//{ISCM}date").attrib == {"from": "2018-05-02", "to": "2018-05-03"}
    [process] = found.iter(f"{ISCM}process")
    assert (process.get("slug"), process.get("role"), process.get("level")) == ("rabat", "issuing", "IRF")
    assert found.find(f".//{ISCM}tag[@scheme='element']/{ISCM}evidence").text == "s"


def test_mods_keeps_the_name_of_a_process_whole(sickle: Sickle, shelf: dict[str, str]) -> None:
    record = sickle.GetRecord(identifier=f"oai:testserver:{shelf['rabat']}", metadataPrefix="mods").xml
    [name] = [name for name in record.iter(f"{MODS}name") if name.get("type") == "corporate"]
    assert name.findtext(f"{MODS}namePart") == "Euro-African Dialogue on Migration and Development"
    dates = {date.get("point"): date.text for date in record.iter(f"{MODS}dateIssued")}
    assert dates == {"start": "2018-05-02", "end": "2018-05-03"}
    assert record.findtext(f".//{MODS}genre") == "Declaration"
    assert record.findtext(f".//{MODS}identifier") == f"http://testserver/documents/{shelf['rabat']}"


@pytest.mark.parametrize(
    "query",
    [
        "verb=Identify",
        "verb=ListMetadataFormats",
        "verb=ListSets",
        "verb=ListIdentifiers&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=mods&set=level:IRF",
        "verb=ListRecords&metadataPrefix=oai_dc&set=element:a",
        "verb=Nonsense",
    ],
)
def test_every_answer_is_as_the_protocol_has_it(client: TestClient, shelf: dict[str, str], query: str) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "oai-pmh.xsd"))
    schema.assertValid(etree.fromstring(client.get(f"/oai?{query}").content))


def test_people_get_a_page_and_harvesters_get_xml_that_names_its_style_sheet(
    client: TestClient, shelf: dict[str, str]
) -> None:
    address = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/xml")
    assert b'<?xml-stylesheet type="text/xsl" href="/oai/style.xsl"?>' in answer.content
    style = etree.XSLT(etree.fromstring(client.get("/oai/style.xsl").content))
    seen = client.get(address, headers={"Sec-Fetch-Dest": "document"})
    assert seen.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in seen.headers["content-security-policy"]
    for page in (seen.text, str(style(etree.fromstring(answer.content)))):
        assert "One &lt;&amp;&gt;" in page
        assert "this document is gone" in page
        assert "<script" not in page
        assert "style=" not in page
    assert (Path(api.harvest.__file__).parent / "oai.xsl").exists()
