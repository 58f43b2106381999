"""What every form of citation is made from: a document, a language version or a page of it, as plain values."""

from dataclasses import dataclass

from fastapi import Request

from api.addresses import base_url
from api.citation import place
from api.house import House
from api.links import content_url, document_url, page_url, process_url, version_url
from repository.authority import Authority
from repository.models import Document, File
from search.entries import title_of

_SUBJECTS = ("element", "theme", "objective")
SAMPLE = "Illustrative sample, not an official text"


@dataclass(frozen=True, slots=True)
class Site:
    """The repository as a place on the web; `url` has no slash at the end."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a whole document, or one language version, or one page of it."""

    document: Document
    authority: Authority
    site: Site
    file: File | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """A process as corporate author: its official name, the name that everybody uses, and its page."""

    name: str
    short_name: str
    url: str

    @property
    def uncut(self) -> str:
        """A name that stays whole where names are cut at their comma into last and first name.

        The official name, else the one that everybody uses: RIS and the meta elements for Google Scholar have no
        sign for a comma that belongs to the name.
        """
        return next((name for name in (self.name, self.short_name) if "," not in name), self.name.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Copy:
    """The original of a language version."""

    url: str
    page_url: str
    media_type: str
    language: str | None
    size: int
    digest: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in parts; what is not known is empty. Dates are ISO strings cut at their precision.

    `file_id` and `page` say which version and page is meant, where it is not the whole document.
    """

    id: str
    url: str
    landing_url: str
    title: str
    kind: str
    authors: tuple[Author, ...]
    date_from: str
    date_to: str
    place: str
    meeting: str
    languages: tuple[str, ...]
    subjects: tuple[str, ...]
    copies: tuple[Copy, ...]
    file_id: str
    page: int | None
    site: Site
    is_sample: bool
    updated: str

    @property
    def year(self) -> str:
        """The first year, or nothing."""
        return self.date_from[:4]

    @property
    def keywords(self) -> tuple[str, ...]:
        """Subjects, and the names that the processes go by."""
        return tuple(dict.fromkeys((*self.subjects, *(author.short_name for author in self.authors))))

    @property
    def note(self) -> str:
        """The meeting, and that a sample is one."""
        return ". ".join(part for part in (self.meeting, SAMPLE if self.is_sample else "") if part)

    @property
    def pdf(self) -> str:
        """The address of the first PDF, or nothing."""
        return next((copy.url for copy in self.copies if copy.media_type == "application/pdf"), "")


def site_of(request: Request) -> Site:
    """The site that answers a request."""
    house: House = request.app.state.house
    return Site(base_url(request), house.repository.settings.site_name)


def reference(cited: Cited) -> Reference:
    """The reference of what is cited."""
    document, authority, site = cited.document, cited.authority, cited.site
    files = [cited.file] if cited.file else [file for file in document.files if file.status == "ready"]
    iscms = [authority.iscm(slug) for slug in document.codes("iscm")]
    meeting = document.meeting.name if document.meeting else document.meeting_name
    return Reference(
        id=document.public_id,
        url=site.url + _path(cited),
        landing_url=site.url + document_url(document.public_id),
        title=(cited.file.title if cited.file else None) or title_of(document),
        kind=authority.label("type", document.type) if document.type else "",
        authors=tuple(Author(iscm.name, iscm.short_name, site.url + process_url(iscm.slug)) for iscm in iscms),
        date_from=document.date_from or "",
        date_to=document.date_to or document.date_from or "",
        place=place(document, authority),
        meeting=meeting or "",
        languages=tuple(dict.fromkeys(file.language for file in files if file.language)),
        subjects=tuple(
            dict.fromkeys(authority.label(scheme, code) for scheme in _SUBJECTS for code in document.codes(scheme))
        ),
        copies=tuple(_copy(document, file, site) for file in files),
        file_id=cited.file.public_id if cited.file else "",
        page=cited.page,
        site=site,
        is_sample=document.is_sample,
        updated=document.updated_at.date().isoformat(),
    )


def _path(cited: Cited) -> str:
    document_id = cited.document.public_id
    if cited.file is None:
        return document_url(document_id)
    if cited.page is None:
        return version_url(document_id, cited.file.public_id)
    return page_url(document_id, cited.page, cited.file.public_id)


def _copy(document: Document, file: File, site: Site) -> Copy:
    return Copy(
        url=site.url + content_url(document.public_id, file.public_id),
        page_url=site.url + version_url(document.public_id, file.public_id),
        media_type=file.media_type or "application/octet-stream",
        language=file.language,
        size=file.size,
        digest=file.digest,
        pages=file.page_count,
    )
