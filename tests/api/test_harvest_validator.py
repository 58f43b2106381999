"""The questions that the OAI validator and the Repository Explorer ask, and the answers they expect.

Both are websites. The rules of the first are its public source (github.com/zimeon/oaipmh-validator, Validator.pm),
those of the second are in the logs that people publish of it. Records are also held against the official schemas of
oai_dc and MODS 3.4, which eulxml carries; later versions of MODS allow all that 3.4 allows.
"""

import re
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from repository.access import SYSTEM
from repository.models import Document
from repository.repository import Repository

Keep = Callable[..., str]
BASE = "http://iscm.example.org/oai"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
OURS = Path(__file__).parent / "schemas"
WRONG = {
    "junk": "badVerb",
    "verb=junk": "badVerb",
    "verb=Identify&test=test": "badArgument",
    "verb=ListSets&test=test": "badArgument",
    "verb=GetRecord&metadataPrefix=oai_dc": "badArgument",
    "verb=GetRecord&identifier={id}": "badArgument",
    'verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc': "idDoesNotExist",
    "verb=GetRecord&identifier={id}&metadataPrefix=illegal_mdp": "cannotDisseminateFormat",
    "verb=ListMetadataFormats&identifier=really_wrong_id": "idDoesNotExist",
    "verb=ListIdentifiers": "badArgument",
    "verb=ListIdentifiers&until=junk": "badArgument",
    "verb=ListIdentifiers&from=junk": "badArgument",
    "verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05": "badArgument",
    "verb=ListIdentifiers&metadataPrefix=oai_dc&set=really_wrong_set": "noRecordsMatch",
    "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2000-01-01&until=2000-01-01": "noRecordsMatch",
    "verb=ListRecords": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=junk": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&until=junk": "badArgument",
    "verb=ListRecords&resumptionToken=junk": "badResumptionToken",
    "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=junk&until=1990-01-10": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-05&until=2002-02-06T05:35:00Z": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&until={early}": "noRecordsMatch",
}


class _Local(etree.Resolver):
    """What the official schemas import from the web, from disk."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        if system_url.endswith("/xlink.xsd"):
            return self.resolve_filename(str(official("xlink.xsd")), context)
        if system_url.endswith("/xml.xsd"):
            return self.resolve_filename(str(OURS / "xml.xsd"), context)
        if "simpledc" in system_url:
            return self.resolve_filename(str(OURS / "dc.xsd"), context)
        return None


def official(name: str) -> Path:
    return Path(str(distribution("eulxml").locate_file(f"eulxml/schema_data/{name}")))


def schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(official(name), parser))


@pytest.fixture
def ask(client: TestClient) -> Callable[..., etree._Element]:
    """An answer, checked as the validator checks each: XML, a date of the right form, the official schema named."""

    def ask(query: str = "", form: dict[str, str] | None = None) -> etree._Element:
        answer = client.post(BASE, data=form) if form else client.get(f"{BASE}?{query}")
        assert answer.status_code == 200
        document = etree.fromstring(answer.content)
        assert document.tag == f"{OAI}OAI-PMH"
        assert document.get(LOCATION).split() == [
            "http://www.openarchives.org/OAI/2.0/",
            "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
        ]
        assert SECONDS.fullmatch(document.findtext(f"{OAI}responseDate", ""))
        return document

    return ask


@pytest.fixture
def shelf(keep: Keep, repository: Repository) -> list[str]:
    fields = {"elements": ("s", "e"), "date": "2018-05-02..2018-05-03", "type": "declaration"}
    ids = [
        keep("First.", title="Déclaration <1> & annexe", language="fr", iscms=("rabat", "khartoum"), **fields),
        keep("Second.", title="البيان", language="ar", iscms=("arcp",), date="2021"),
        keep("Third.", title="Of nobody known"),
        keep("Fourth.", title="Gone", iscms=("rabat",)),
    ]
    with repository.write() as uow:
        uow.documents.withdraw(uow.documents.get(ids[3], SYSTEM), "A draft.")
        uow.commit()
    return ids


def codes(document: etree._Element) -> set[str]:
    for error in document.findall(f"{OAI}error"):
        assert (error.text or "").strip(), "an error without words for people is discouraged"
    return {str(error.get("code")) for error in document.findall(f"{OAI}error")}


def first_record(ask: Callable[..., etree._Element]) -> tuple[str, str]:
    """What the validator takes for its examples: the first set, and its first record that is not deleted."""
    spec = ask("verb=ListSets").findtext(f".//{OAI}setSpec")
    for header in ask(f"verb=ListIdentifiers&metadataPrefix=oai_dc&set={spec}").iter(f"{OAI}header"):
        if header.get("status") != "deleted":
            return str(spec), str(header.findtext(f"{OAI}identifier"))
    raise AssertionError("the first set has no record")


def test_identify_says_who_is_here(ask: Callable[..., etree._Element], shelf: list[str]) -> None:
    identify = ask("verb=Identify").find(f"{OAI}Identify")
    assert identify is not None
    assert identify.findtext(f"{OAI}baseURL") == BASE
    assert identify.findtext(f"{OAI}protocolVersion") == "2.0"
    assert identify.findtext(f"{OAI}granularity") == "YYYY-MM-DDThh:mm:ssZ"
    assert SECONDS.fullmatch(identify.findtext(f"{OAI}earliestDatestamp", ""))
    emails = [str(email.text) for email in identify.findall(f"{OAI}adminEmail")]
    assert emails
    assert all(re.fullmatch(r"\w[\w.-]+@[a-zA-Z0-9.-]+\.[a-z]{2,}", email) for email in emails)
    [described] = identify.iter("{http://www.openarchives.org/OAI/2.0/oai-identifier}oai-identifier")
    assert described.prefix is None
    namespace = described.findtext("{*}repositoryIdentifier", "")
    assert re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]+)+", namespace, re.IGNORECASE)
    assert described.findtext("{*}sampleIdentifier", "").startswith(f"oai:{namespace}:")


def test_the_first_set_has_a_record_and_the_record_names_its_set(
    ask: Callable[..., etree._Element], shelf: list[str]
) -> None:
    spec, identifier = first_record(ask)
    formats = ask(f"verb=ListMetadataFormats&identifier={identifier}")
    assert "oai_dc" in [prefix.text for prefix in formats.iter(f"{OAI}metadataPrefix")]
    record = ask(f"verb=GetRecord&identifier={identifier}&metadataPrefix=oai_dc")
    assert spec in [found.text for found in record.iter(f"{OAI}setSpec")]
    stamp = record.findtext(f".//{OAI}datestamp", "")
    assert SECONDS.fullmatch(stamp)
    listed = ask(f"verb=ListRecords&from={stamp}&until={stamp}&metadataPrefix=oai_dc")
    assert identifier in [found.text for found in listed.iter(f"{OAI}identifier")]


def test_every_set_a_record_names_is_listed_and_has_it(ask: Callable[..., etree._Element], shelf: list[str]) -> None:
    listed = {found.text for found in ask("verb=ListSets").iter(f"{OAI}setSpec")}
    for header in ask("verb=ListIdentifiers&metadataPrefix=oai_dc").iter(f"{OAI}header"):
        identifier = header.findtext(f"{OAI}identifier")
        for spec in header.findall(f"{OAI}setSpec"):
            assert spec.text in listed
            members = ask(f"verb=ListIdentifiers&metadataPrefix=oai_dc&set={spec.text}")
            assert identifier in [found.text for found in members.iter(f"{OAI}identifier")]


def test_what_is_wrong_gets_its_code(ask: Callable[..., etree._Element], shelf: list[str]) -> None:
    earliest = ask("verb=Identify").findtext(f".//{OAI}earliestDatestamp", "")
    early = f"{int(earliest[:4]) - 1}{earliest[4:]}".replace("-02-29", "-02-28")
    for query, code in WRONG.items():
        asked = query.format(id=f"oai:iscm.example.org:{shelf[0]}", early=early)
        assert codes(ask(asked)) == {code}, asked


def test_a_form_is_answered_as_an_address_is(ask: Callable[..., etree._Element], shelf: list[str]) -> None:
    assert ask(form={"verb": "Identify"}).find(f"{OAI}Identify") is not None
    _, identifier = first_record(ask)
    found = ask(form={"verb": "GetRecord", "identifier": identifier, "metadataPrefix": "oai_dc"})
    assert found.findtext(f".//{OAI}identifier") == identifier


def test_a_resumption_token_works_and_begins_at_nothing(
    ask: Callable[..., etree._Element], shelf: list[str], repository: Repository
) -> None:
    assert not list(ask("verb=ListRecords&metadataPrefix=oai_dc").iter(f"{OAI}resumptionToken"))
    with repository.write() as uow:
        uow.session.add_all(Document(status="ready", title=f"Document {number}") for number in range(100))
        uow.commit()
    [token] = ask("verb=ListRecords&metadataPrefix=oai_dc").iter(f"{OAI}resumptionToken")
    assert token.get("cursor") == "0"
    assert token.get("expirationDate") is None
    rest = ask(f"verb=ListRecords&resumptionToken={token.text}")
    assert not codes(rest)
    [last] = rest.iter(f"{OAI}resumptionToken")
    assert (last.get("cursor"), last.text) == ("100", None)


@pytest.mark.parametrize(
    ("prefix", "root", "name"),
    [
        ("oai_dc", "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc", "oai_dc.xsd"),
        ("mods", "{http://www.loc.gov/mods/v3}mods", "mods-3-4.xsd"),
    ],
)
def test_every_record_is_valid_by_the_official_schema_of_its_format(
    ask: Callable[..., etree._Element], shelf: list[str], prefix: str, root: str, name: str
) -> None:
    official_schema = schema(name)
    found = list(ask(f"verb=ListRecords&metadataPrefix={prefix}").iter(root))
    assert len(found) == 3
    for element in found:
        record = etree.fromstring(etree.tostring(element))
        if prefix == "mods":
            record.set("version", "3.4")
        official_schema.assertValid(record)
