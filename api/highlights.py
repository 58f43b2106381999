"""Highlights of a year: one paragraph for each process, what met where and adopted what, made from the data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.citation import place
from api.dates import dates_in_words
from api.links import document_url, process_url
from repository.access import Actor
from repository.authority import Authority
from repository.authority_records import Iscm
from repository.models import Document, Meeting
from repository.unit_of_work import UnitOfWork
from search.entries import title_of

_DOUBTS = {"unverified": " (not verified)", "partly": " (partly verified)"}
_DAY = len("2016-11-03")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and where they lead if anywhere; `language` is that of a title."""

    text: str
    url: str | None = None
    language: str | None = None


Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a process did in a year."""

    iscm: Iscm
    url: str
    sentences: tuple[Sentence, ...]


def highlights(uow: UnitOfWork, year: str, authority: Authority, actor: Actor) -> list[Paragraph]:
    """A paragraph for each process with a meeting or a document in the year, in alphabetical order."""
    documents, meetings = uow.years.documents(year, actor), uow.years.meetings(year, actor)
    paragraphs = []
    for iscm in sorted(authority.iscms, key=lambda iscm: iscm.short_name.casefold()):
        own = [document for document in documents if iscm.slug in document.codes("iscm")]
        held = [meeting for meeting in meetings if iscm.slug in meeting.iscms]
        if sentences := tuple(_sentences(held, own, documents, authority)):
            paragraphs.append(Paragraph(iscm, process_url(iscm.slug), sentences))
    return paragraphs


def as_markdown(paragraphs: Iterable[Paragraph], site: str) -> Iterator[str]:
    """The paragraphs for a newsletter."""
    for paragraph in paragraphs:
        name = _linked(Piece(paragraph.iscm.short_name, paragraph.url), site)
        sentences = ("".join(_linked(piece, site) for piece in sentence) for sentence in paragraph.sentences)
        yield f"**{name}.** " + " ".join(sentences)


def _sentences(
    meetings: Sequence[Meeting], own: Sequence[Document], documents: Sequence[Document], authority: Authority
) -> Iterator[Sentence]:
    told = set()
    for meeting in meetings:
        # A meeting of two processes is told of in both paragraphs, with all that came out of it.
        outcomes = [document for document in documents if document.meeting_id == meeting.id]
        told |= {document.id for document in outcomes}
        yield _met(meeting, outcomes, authority)
    for document in own:
        if document.id not in told:
            yield _alone(document, authority)


def _met(meeting: Meeting, outcomes: Sequence[Document], authority: Authority) -> Sentence:
    country = authority.label("state", meeting.country) if meeting.country else ""
    where = ", ".join(dict.fromkeys(part for part in (meeting.city, country) if part))
    when = _when(meeting.date_from, meeting.date_to)
    words = f"{meeting.name} took place{f' in {where}' if where else ''}{when}{_DOUBTS.get(meeting.verification, '')}"
    adopted = [document for document in outcomes if document.adoption == "adopted"]
    others = [document for document in outcomes if document.adoption != "adopted"]
    pieces = [Piece(words), *_listed(" and adopted ", adopted, authority), *_listed("; from it: ", others, authority)]
    if not outcomes and (title := _known_outcome(meeting, authority)):
        pieces.append(Piece(f"; its outcome, “{title}”, is not held here"))
    return (*pieces, Piece("."))


def _alone(document: Document, authority: Authority) -> Sentence:
    """A document whose meeting is not known."""
    where, when = place(document, authority), _when(document.date_from, document.date_to)
    circumstances = f"{f' in {where}' if where else ''}{when}"
    if document.adoption == "adopted":
        return (*_titles([document], authority), Piece(f" was adopted{circumstances}."))
    return (*_titles([document], authority), Piece(f" was issued{circumstances}."))


def _listed(lead: str, documents: Sequence[Document], authority: Authority) -> Iterator[Piece]:
    if documents:
        yield Piece(lead)
        yield from _titles(documents, authority)


def _titles(documents: Sequence[Document], authority: Authority) -> Iterator[Piece]:
    for number, document in enumerate(documents):
        if number:
            yield Piece(" and " if number == len(documents) - 1 else ", ")
        yield Piece(title_of(document), document_url(document.public_id), document.language)
        kind = authority.label("type", document.type).lower() if document.type else ""
        notes = [note for note in (kind, "illustrative sample" if document.is_sample else "") if note]
        if notes:
            yield Piece(f" ({', '.join(notes)})")


def _known_outcome(meeting: Meeting, authority: Authority) -> str | None:
    known = next((item for item in authority.meetings if item.key == meeting.key), None)
    return known.outcome.title if known and known.outcome else None


def _when(start: str | None, end: str | None) -> str:
    if not start:
        return ""
    return f" {'on' if len(start) == _DAY else 'in'} {dates_in_words(start, end)}"


def _linked(piece: Piece, site: str) -> str:
    text = "".join(f"\\{character}" if character in "\\[]*_`<" else character for character in piece.text)
    return f"[{text}]({site}{piece.url})" if piece.url else text
