"""The six verbs of OAI-PMH 2.0, each from its arguments to the element it answers with."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree

from api.harvest import dublin_core, iscm_record, markup, mods, sets
from api.harvest.oai_request import Listing, OaiError
from api.links import document_url
from repository.authority import Authority
from repository.clock import now
from repository.harvesting import Record, Selection
from repository.models import Document
from repository.repository import Repository

OAI = "http://www.openarchives.org/OAI/2.0/"
PAGE = 100
_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
# The scheme of oai-identifiers knows domain names with a dot only, no localhost and no numbers.
_DOMAIN = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a document's metadata for a site; a schema of our own is served from the site itself."""

    namespace: str
    schema: str
    write: Callable[[Document, Authority, str], etree._Element]
    has_evidence: bool = False


def _oai_dc(document: Document, authority: Authority, site: str) -> etree._Element:
    return dublin_core.oai_dc(document, authority, site + document_url(document.public_id))


FORMATS = {
    "oai_dc": Format(dublin_core.OAI_DC, dublin_core.SCHEMA, _oai_dc),
    "mods": Format(mods.MODS, mods.SCHEMA, mods.mods, has_evidence=True),
    "oai_iscm": Format(iscm_record.ISCM, iscm_record.SCHEMA, iscm_record.iscm_record, has_evidence=True),
}


@dataclass(frozen=True, slots=True)
class Provider:
    """The repository as a data provider; `site` is its public address without a slash at the end."""

    repository: Repository
    site: str

    @property
    def host(self) -> str:
        """The name of the site's host without its port: it names the repository in identifiers."""
        return urlsplit(self.site).hostname or "localhost"

    @property
    def prefix(self) -> str:
        """What all identifiers begin with."""
        return f"oai:{self.host}:"

    def identifier(self, document: Document) -> str:
        """The identifier of a document's record."""
        return self.prefix + document.public_id

    def record(self, identifier: str) -> Record:
        """The record of an identifier; raises OaiError idDoesNotExist."""
        with self.repository.read() as uow:
            found = uow.harvest.record(identifier.removeprefix(self.prefix))
        if found is None or self.identifier(found.document) != identifier:
            raise OaiError("idDoesNotExist", f"There is no record “{identifier}” here.")
        return found


Arguments = dict[str, str]


def _identify(provider: Provider, parent: etree._Element, _: Arguments) -> None:
    settings = provider.repository.settings
    with provider.repository.read() as uow:
        earliest = uow.harvest.earliest() or now()
    for name, value in (
        ("repositoryName", settings.site_name),
        ("baseURL", f"{provider.site}/oai"),
        ("protocolVersion", "2.0"),
        ("adminEmail", settings.contact_email or _postmaster(provider.host)),
        ("earliestDatestamp", markup.seconds(earliest)),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):
        markup.child(parent, name, value)
    if _DOMAIN.fullmatch(provider.host):
        _describe_identifiers(provider, parent)


def _postmaster(host: str) -> str:
    # RFC 2142: every domain has one. The protocol's schema wants a dot, which a host on one's own machine may lack.
    return f"postmaster@{host}" if "." in host else f"postmaster@{host}.invalid"


def _describe_identifiers(provider: Provider, parent: etree._Element) -> None:
    scheme = markup.root(_IDENTIFIER, "oai-identifier")
    scheme.set(markup.SCHEMA_LOCATION, f"{_IDENTIFIER} {_IDENTIFIER}.xsd")
    for name, value in (
        ("scheme", "oai"),
        ("repositoryIdentifier", provider.host),
        ("delimiter", ":"),
        ("sampleIdentifier", f"{provider.prefix}k7d2m9xq4t"),
    ):
        markup.child(scheme, name, value)
    markup.child(parent, "description").append(scheme)


def _list_metadata_formats(provider: Provider, parent: etree._Element, arguments: Arguments) -> None:
    if "identifier" in arguments:
        provider.record(arguments["identifier"])
    for prefix, form in FORMATS.items():
        element = markup.child(parent, "metadataFormat")
        markup.child(element, "metadataPrefix", prefix)
        markup.child(element, "schema", urljoin(provider.site, form.schema))
        markup.child(element, "metadataNamespace", form.namespace)


def _list_sets(provider: Provider, parent: etree._Element, arguments: Arguments) -> None:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets is always given whole; it has no resumptionToken.")
    with provider.repository.read() as uow:
        years = uow.harvest.years()
    for spec, name in sets.listed(provider.repository.authority, years):
        element = markup.child(parent, "set")
        markup.child(element, "setSpec", spec)
        markup.child(element, "setName", name)


def _get_record(provider: Provider, parent: etree._Element, arguments: Arguments) -> None:
    found = provider.record(arguments["identifier"])
    _write_record(provider, parent, found, _format(arguments["metadataPrefix"]))


def _list_identifiers(provider: Provider, parent: etree._Element, arguments: Arguments) -> None:
    _list(provider, parent, arguments, lambda record, _: _write_header(provider, parent, record))


def _list_records(provider: Provider, parent: etree._Element, arguments: Arguments) -> None:
    _list(provider, parent, arguments, lambda record, form: _write_record(provider, parent, record, form))


VERBS: dict[str, Callable[[Provider, etree._Element, Arguments], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_metadata_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
    "GetRecord": _get_record,
}


def _list(
    provider: Provider, parent: etree._Element, arguments: Arguments, write: Callable[[Record, Format], None]
) -> None:
    listing = Listing.of(arguments)
    form, selection = _format(listing.prefix), _selection(provider, listing)
    with provider.repository.read() as uow:
        records = uow.harvest.page(selection, listing.after, PAGE + 1, with_evidence=form.has_evidence)
        total = uow.harvest.count(selection)
    if not records:
        raise OaiError("noRecordsMatch", "No records match these dates and this set.")
    for record in records[:PAGE]:
        write(record, form)
    if listing.after or len(records) > PAGE:
        following = listing.resumed_after(records[PAGE - 1].mark, PAGE).token() if len(records) > PAGE else None
        size = {"completeListSize": str(max(total, listing.cursor + len(records))), "cursor": str(listing.cursor)}
        markup.child(parent, "resumptionToken", following, size)


def _selection(provider: Provider, listing: Listing) -> Selection:
    since, until = listing.period()
    return replace(sets.selection(listing.set, provider.repository.authority), since=since, until=until)


def _format(prefix: str) -> Format:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"The formats here are: {', '.join(FORMATS)}.")
    return FORMATS[prefix]


def _write_header(provider: Provider, parent: etree._Element, record: Record) -> None:
    header = markup.child(parent, "header", attributes={"status": "deleted"} if record.is_deleted else None)
    markup.child(header, "identifier", provider.identifier(record.document))
    markup.child(header, "datestamp", markup.seconds(record.changed_at))
    for spec in sets.specs_of(record.document, provider.repository.authority):
        markup.child(header, "setSpec", spec)


def _write_record(provider: Provider, parent: etree._Element, record: Record, form: Format) -> None:
    element = markup.child(parent, "record")
    _write_header(provider, element, record)
    if not record.is_deleted:
        metadata = form.write(record.document, provider.repository.authority, provider.site)
        markup.child(element, "metadata").append(metadata)
