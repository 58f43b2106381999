"""OAI-PMH 2.0: what a harvester takes is what is public, each record once, and it learns of what is gone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from lxml import etree

from api import documents, problems
from api.harvest import oai
from api.house import House
from repository.access import SYSTEM, Actor
from repository.models import Document
from repository.repository import Repository
from repository.settings import Settings
from search.index import Index
from search.searching import Search

Keep = Callable[..., str]
Ask = Callable[..., etree._Element]

CURATOR = Actor("curator@example.org", "curator")
NAMES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "id": "http://www.openarchives.org/OAI/2.0/oai-identifier",
}


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_dir=tmp_path / "data", base_url="https://iscm.example.org/")


@pytest.fixture
def repository(settings: Settings) -> Iterator[Repository]:
    opened = Repository(settings)
    yield opened
    opened.close()


@pytest.fixture
def client(settings: Settings, repository: Repository) -> TestClient:
    index = Index(settings.index_dir)
    app = FastAPI()
    app.state.house = House(repository, index, Search(repository, index), lambda: None)
    app.include_router(oai.router)
    app.include_router(documents.router, prefix="/api")
    problems.install(app, lambda _, status, sentence: PlainTextResponse(sentence, status))
    return TestClient(app)


@pytest.fixture
def ask(client: TestClient) -> Ask:
    def ask(verb: str, **arguments: str) -> etree._Element:
        arguments = {name.rstrip("_"): value for name, value in arguments.items()}
        response = client.get("/oai", params={"verb": verb, **arguments})
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/xml; charset=utf-8"
        return etree.fromstring(response.content)

    return ask


def find(element: etree._Element, path: str) -> list:
    return element.xpath(path, namespaces=NAMES)


def text(element: etree._Element, path: str) -> str:
    [found] = find(element, path)
    return found.text or ""


def error(element: etree._Element) -> str:
    assert [child.tag.rpartition("}")[2] for child in element] == ["responseDate", "request", "error"]
    assert text(element, "o:error")
    return find(element, "o:error/@code")[0]


def identifiers(element: etree._Element) -> list[str]:
    return [found.text.rpartition(":")[2] for found in find(element, "//o:header/o:identifier")]


def token(element: etree._Element) -> str:
    return "".join(found.text or "" for found in find(element, "//o:resumptionToken"))


def harvested(ask: Ask, verb: str = "ListRecords", **arguments: str) -> list[str]:
    answer = ask(verb, metadataPrefix="oai_dc", **arguments)
    found = identifiers(answer)
    while following := token(answer):
        answer = ask(verb, resumptionToken=following)
        found += identifiers(answer)
    return found


def datestamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def change(repository: Repository, public_id: str, **fields: str) -> None:
    with repository.write() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        before = uow.documents.edit(document, fields, CURATOR)
        uow.audit.note(CURATOR, "edit", document, before=before, after=fields)
        uow.commit()


def withdraw(repository: Repository, public_id: str) -> None:
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(public_id, SYSTEM), "Sent by mistake.")
        uow.commit()


@pytest.fixture
def shelf(repository: Repository) -> list[str]:
    """250 documents that changed in three moments, so that order within one moment matters."""
    first = datetime(2024, 2, 28, 23, 59, 59, tzinfo=UTC)
    with repository.write() as uow:
        rows = [
            Document(
                status="ready",
                title=f"No {number}",
                created_at=first,
                updated_at=first + timedelta(seconds=number % 3, microseconds=number % 3 * 250_000),
            )
            for number in range(250)
        ]
        uow.session.add_all(rows)
        uow.commit()
        return [row.public_id for row in rows]


def test_identify_says_what_the_protocol_asks_in_its_order(ask: Ask, shelf: list[str]) -> None:
    answer = ask("Identify")
    [identify] = find(answer, "o:Identify")
    values = {child.tag.rpartition("}")[2]: child.text for child in identify}
    assert list(values) == [
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "adminEmail",
        "earliestDatestamp",
        "deletedRecord",
        "granularity",
        "description",
    ]
    assert values["baseURL"] == "https://iscm.example.org/oai"
    assert values["adminEmail"] == "postmaster@iscm.example.org"
    assert values["earliestDatestamp"] == "2024-02-28T23:59:59Z"
    assert values["deletedRecord"] == "persistent"
    assert values["granularity"] == "YYYY-MM-DDThh:mm:ssZ"
    assert text(answer, "//id:repositoryIdentifier") == "iscm.example.org"
    assert text(answer, "o:request") == "https://iscm.example.org/oai"
    assert dict(find(answer, "o:request")[0].attrib) == {"verb": "Identify"}


def test_a_host_without_a_dot_gets_no_description_and_still_an_address_to_write_to(tmp_path) -> None:
    repository = Repository(Settings(data_dir=tmp_path / "other"))
    app = FastAPI()
    index = Index(tmp_path / "index")
    app.state.house = House(repository, index, Search(repository, index), lambda: None)
    app.include_router(oai.router)
    answer = etree.fromstring(TestClient(app, "http://localhost:8000").get("/oai?verb=Identify").content)
    assert text(answer, "//o:baseURL") == "http://localhost:8000/oai"
    assert text(answer, "//o:adminEmail") == "postmaster@localhost.invalid"
    assert not find(answer, "//o:description")
    repository.close()


def test_formats_are_listed_for_all_and_for_one_record(ask: Ask, keep: Keep) -> None:
    public_id = keep("text")
    for arguments in ({}, {"identifier": f"oai:iscm.example.org:{public_id}"}):
        answer = ask("ListMetadataFormats", **arguments)
        listed = {item[0].text: (item[1].text, item[2].text) for item in find(answer, "//o:metadataFormat")}
        assert list(listed) == ["oai_dc", "mods", "oai_iscm"]
        assert listed["oai_dc"] == ("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", NAMES["oai_dc"])
        assert listed["oai_iscm"] == ("https://iscm.example.org/oai/iscm.xsd", "urn:x-iscm:record:1")


def test_processes_levels_years_and_elements_are_sets_below_one_of_all(
    ask: Ask, keep: Keep, repository: Repository
) -> None:
    keep("text", date="2018-05-02")
    keep("another", date="1999")
    authority = repository.authority
    assert [found.text for found in find(ask("ListSets"), "//o:set/o:setSpec")] == [
        *("iscm", *(f"iscm:{iscm.slug}" for iscm in authority.iscms)),
        *("level", *(f"level:{level}" for level in authority.labels["level"])),
        *("year", "year:1999", "year:2018"),
        *("element", *(f"element:{element.letter}" for element in authority.elements)),
    ]


def test_a_record_says_in_dublin_core_what_is_known(ask: Ask, keep: Keep) -> None:
    public_id = keep(
        "text",
        title="Declaration <of> Marrakesh & more",
        iscms=("rabat",),
        elements=("s",),
        language="fr",
        date="2018-05-02..2018-05-03",
        type="declaration",
    )
    answer = ask("GetRecord", identifier=f"oai:iscm.example.org:{public_id}", metadataPrefix="oai_dc")
    [dc] = find(answer, "//o:metadata/oai_dc:dc")
    values = {child.tag.rpartition("}")[2]: child.text for child in dc}
    assert values["title"] == "Declaration <of> Marrakesh & more"
    assert values["creator"] == "Euro-African Dialogue on Migration and Development"
    assert values["date"] == "2018-05-02/2018-05-03"
    assert values["type"] == "Declaration"
    assert values["format"] == "text/plain"
    assert values["identifier"] == f"https://iscm.example.org/documents/{public_id}"
    assert values["language"] == "fr"
    assert values["subject"]
    specs = [found.text for found in find(answer, "//o:header/o:setSpec")]
    assert specs == ["iscm", "iscm:rabat", "level", "level:IRF", "year", "year:2018", "element", "element:s"]
    assert {child.tag.rpartition("}")[0] for child in dc} == {"{" + NAMES["dc"]}


def test_a_title_with_characters_that_xml_refuses_does_not_break_the_answer(
    ask: Ask, keep: Keep, repository: Repository
) -> None:
    public_id = keep("text")
    change(repository, public_id, title="form\x0cfeed \ufffe")
    assert text(ask("ListRecords", metadataPrefix="oai_dc"), "//dc:title") == "form\ufffdfeed \ufffd"


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_resumed_harvest_gives_each_record_exactly_once(ask: Ask, shelf: list[str], verb: str) -> None:
    found = harvested(ask, verb)
    assert len(found) == 250
    assert set(found) == set(shelf)


def test_a_list_says_its_size_and_ends_with_an_empty_token(ask: Ask, shelf: list[str]) -> None:
    answer, seen = ask("ListRecords", metadataPrefix="oai_dc"), []
    while True:
        [element] = find(answer, "//o:resumptionToken")
        seen.append((element.get("cursor"), element.get("completeListSize"), len(identifiers(answer))))
        if not element.text:
            break
        answer = ask("ListRecords", resumptionToken=element.text)
    assert seen == [("0", "250", 100), ("100", "250", 100), ("200", "250", 50)]


def test_a_token_goes_on_in_another_process_and_after_records_changed(
    ask: Ask, shelf: list[str], repository: Repository
) -> None:
    first = ask("ListIdentifiers", metadataPrefix="oai_dc")
    already, later = identifiers(first)[0], [name for name in shelf if name not in identifiers(first)]
    change(repository, already, title="Changed while the harvest runs")
    rest = harvested_from(ask, token(first))
    assert rest == [*sorted_by_arrival(rest, later), already]
    assert len(rest) == 151


def harvested_from(ask: Ask, following: str) -> list[str]:
    found: list[str] = []
    while following:
        answer = ask("ListIdentifiers", resumptionToken=following)
        found += identifiers(answer)
        following = token(answer)
    return found


def sorted_by_arrival(found: list[str], wanted: list[str]) -> list[str]:
    assert set(wanted) <= set(found)
    return [name for name in found if name in wanted]


def test_dates_choose_to_the_second_and_both_ends_belong(ask: Ask, shelf: list[str]) -> None:
    second = "2024-02-29T00:00:00Z"
    assert len(harvested(ask, from_=second)) == 83 + 83
    assert len(harvested(ask, from_=second, until=second)) == 83
    assert len(harvested(ask, until="2024-02-28")) == 84
    assert len(harvested(ask, from_="2024-02-29", until="2024-02-29")) == 166
    assert len(harvested(ask, until="9999-12-31T23:59:59Z")) == 250
    assert error(ask("ListRecords", metadataPrefix="oai_dc", until="2024-02-28T23:59:58Z")) == "noRecordsMatch"


def test_a_set_holds_the_documents_of_its_process(ask: Ask, keep: Keep) -> None:
    rabat, prague = keep("a", iscms=("rabat",)), keep("b", iscms=("prague",))
    keep("c", title="Of nobody known")
    assert harvested(ask, set="iscm:rabat") == [rabat]
    assert set(harvested(ask, set="iscm")) == {rabat, prague}
    for nothing in ("iscm:gfmd", "iscm:nowhere", "iscm:rabat:x", "year:2018", "rabat"):
        assert error(ask("ListRecords", metadataPrefix="oai_dc", set=nothing)) == "noRecordsMatch"


def test_a_withdrawn_document_is_a_deleted_record_without_metadata(
    ask: Ask, keep: Keep, repository: Repository
) -> None:
    public_id = keep("a", iscms=("rabat",))
    start = datestamp(datetime.now(UTC))
    withdraw(repository, public_id)
    listed = ask("ListRecords", metadataPrefix="oai_dc", set="iscm:rabat", from_=start)
    one = ask("GetRecord", metadataPrefix="oai_dc", identifier=f"oai:iscm.example.org:{public_id}")
    for answer in (listed, one):
        assert find(answer, "//o:header/@status") == ["deleted"]
        assert identifiers(answer) == [public_id]
        assert not find(answer, "//o:metadata")


def test_a_document_that_is_restricted_from_the_start_is_nowhere(ask: Ask, keep: Keep, repository: Repository) -> None:
    hidden = keep("zeppelin", visibility="restricted", iscms=("gfmd",))
    change(repository, hidden, title="Changed, and still hidden")
    withdraw(repository, hidden)
    assert error(ask("ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"
    identifier = f"oai:iscm.example.org:{hidden}"
    assert error(ask("GetRecord", metadataPrefix="oai_dc", identifier=identifier)) == "idDoesNotExist"
    assert error(ask("ListMetadataFormats", identifier=identifier)) == "idDoesNotExist"


def test_a_document_that_was_public_and_is_restricted_is_reported_deleted_once_and_for_good(
    ask: Ask, keep: Keep, repository: Repository
) -> None:
    public_id = keep("zeppelin", title="Zeppelin memorandum")
    change(repository, public_id, visibility="restricted")
    [closed] = [found.text for found in find(ask("ListIdentifiers", metadataPrefix="oai_dc"), "//o:datestamp")]
    with repository.write() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        document.updated_at += timedelta(days=1)
        uow.commit()
    answer = ask("ListRecords", metadataPrefix="oai_dc")
    assert find(answer, "//o:header/@status") == ["deleted"]
    assert text(answer, "//o:datestamp") == closed
    assert b"eppelin" not in etree.tostring(answer)
    change(repository, public_id, visibility="public")
    assert not find(ask("ListRecords", metadataPrefix="oai_dc"), "//o:header/@status")


def test_a_curator_who_closes_a_document_over_the_api_takes_it_back_from_harvesters(
    ask: Ask, keep: Keep, client: TestClient, curator: dict[str, str]
) -> None:
    public_id = keep("zeppelin")
    closed = client.patch(f"/api/documents/{public_id}", json={"visibility": "restricted"}, headers=curator)
    assert closed.status_code == 200
    answer = ask("ListRecords", metadataPrefix="oai_dc")
    assert identifiers(answer) == [public_id]
    assert find(answer, "//o:header/@status") == ["deleted"]


def test_a_document_that_waits_or_failed_is_no_record(ask: Ask, repository: Repository) -> None:
    with repository.write() as uow:
        uow.session.add_all([Document(status=status) for status in ("pending", "processing", "failed")])
        uow.commit()
    assert error(ask("ListIdentifiers", metadataPrefix="oai_dc")) == "noRecordsMatch"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "verb=",
        "verb=listRecords",
        "verb=Identify&verb=Identify",
        "verb=%00%01",
    ],
)
def test_a_bad_verb_is_an_answer(client: TestClient, query: str) -> None:
    answer = etree.fromstring(client.get(f"/oai?{query}").content)
    assert error(answer) == "badVerb"
    assert not find(answer, "o:request/@*")


@pytest.mark.parametrize(
    "query",
    [
        "verb=Identify&set=x",
        "verb=ListRecords",
        "verb=GetRecord&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x",
        "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2016",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2016-13-01",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2016-02-30T00:00:00Z",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2016-01-01T00:00:00",
        "verb=ListRecords&metadataPrefix=oai_dc&from=",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2017-01-01&until=2016-01-01",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2016-01-01&until=2016-01-01T00:00:00Z",
        "verb=ListRecords&metadataPrefix=oai_dc&set=",
        "verb=ListRecords&metadataPrefix=oai_dc&set=iscm:",
        "verb=ListRecords&metadataPrefix=oai%20dc",
        "verb=GetRecord&metadataPrefix=oai_dc&identifier=a%00b",
    ],
)
def test_a_bad_argument_is_an_answer(client: TestClient, query: str) -> None:
    answer = etree.fromstring(client.get(f"/oai?{query}").content)
    assert error(answer) == "badArgument"
    assert not find(answer, "o:request/@*")


def test_a_format_that_is_not_written_here_is_an_answer(ask: Ask, keep: Keep) -> None:
    identifier = f"oai:iscm.example.org:{keep('text')}"
    assert error(ask("ListRecords", metadataPrefix="marc21")) == "cannotDisseminateFormat"
    assert error(ask("GetRecord", metadataPrefix="marc21", identifier=identifier)) == "cannotDisseminateFormat"


@pytest.mark.parametrize("identifier", ["", "x", "oai:iscm.example.org:", "oai:elsewhere.example.org:{}", "{}"])
def test_an_identifier_that_is_not_ours_does_not_exist(ask: Ask, keep: Keep, identifier: str) -> None:
    answer = ask("GetRecord", metadataPrefix="oai_dc", identifier=identifier.format(keep("text")))
    assert error(answer) == "idDoesNotExist"


@pytest.mark.parametrize(
    "resumption",
    [
        "",
        "x",
        "!!!!!!",
        "oai_dc!!!!2024-02-29T00:00:00.000000!k7d2m9xq4t!many",
        "oai_dc!!2016!!2024-02-29T00:00:00.000000!k7d2m9xq4t!100",
        "oai_dc!!!!yesterday!k7d2m9xq4t!100",
    ],
)
def test_a_token_that_is_not_ours_is_refused(ask: Ask, resumption: str) -> None:
    for verb in ("ListRecords", "ListIdentifiers", "ListSets"):
        assert error(ask(verb, resumptionToken=resumption)) == "badResumptionToken"


def test_a_form_asks_as_an_address_does(client: TestClient, shelf: list[str]) -> None:
    form = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "until": "2024-02-28"}
    answer = etree.fromstring(client.post("/oai", data=form).content)
    assert len(identifiers(answer)) == 84
    assert client.post("/oai", content=b"{}", headers={"content-type": "application/json"}).status_code == 200
    assert client.post("/oai", data={"verb": "x" * 20_000}).status_code == 413
