"""Highlights of a year: one paragraph for each process, what met where and adopted what, made from the data."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.citation import place
from api.dates import dates_in_words
from api.links import document_url, process_url
from api.listing import listed, separator
from repository.access import Actor
from repository.authority import Authority
from repository.authority_records import Iscm
from repository.models import Document, Meeting
from repository.said import mark
from repository.unit_of_work import UnitOfWork
from search.entries import title_of

# By whether the place and the date are known.
_TOOK_PLACE = {
    (True, True): mark("%(name)s took place in %(place)s, %(when)s."),
    (True, False): mark("%(name)s took place in %(place)s."),
    (False, True): mark("%(name)s took place, %(when)s."),
    (False, False): mark("%(name)s took place."),
}
_ADOPTED = {
    (True, True): mark("%(title)s was adopted in %(place)s, %(when)s."),
    (True, False): mark("%(title)s was adopted in %(place)s."),
    (False, True): mark("%(title)s was adopted, %(when)s."),
    (False, False): mark("%(title)s was adopted."),
}
_ISSUED = {
    (True, True): mark("%(title)s was issued in %(place)s, %(when)s."),
    (True, False): mark("%(title)s was issued in %(place)s."),
    (False, True): mark("%(title)s was issued, %(when)s."),
    (False, False): mark("%(title)s was issued."),
}
_DOUBTS = {
    "unverified": mark("This entry has not been verified."),
    "partly": mark("This entry has been verified in part."),
}
_IT_ADOPTED = mark("It adopted %(titles)s.")
_FROM_IT = mark("From it: %(titles)s.")
_NOT_HELD = mark("Its outcome, “%(title)s”, is not held here.")
_TITLE, _SAMPLE = mark("%(title)s (%(kind)s)"), mark("illustrative sample")
_PLACE = re.compile(r"%\((\w+)\)s")

# How a template reads in the language of the reader.
Say = Callable[[str], str]


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


def highlights(
    uow: UnitOfWork, year: str, authority: Authority, actor: Actor, language: str = "en", say: Say = str
) -> list[Paragraph]:
    """A paragraph for each process with a meeting or a document in the year, in alphabetical order."""
    documents, meetings = uow.years.documents(year, actor), uow.years.meetings(year, actor)
    teller, paragraphs = _Teller(authority, language, say), []
    for iscm in sorted(authority.iscms, key=lambda iscm: iscm.short_name.casefold()):
        own = [document for document in documents if iscm.slug in document.codes("iscm")]
        held = [meeting for meeting in meetings if iscm.slug in meeting.iscms]
        if sentences := tuple(teller.sentences(held, own, documents)):
            paragraphs.append(Paragraph(iscm, process_url(iscm.slug), sentences))
    return paragraphs


def as_markdown(paragraphs: Iterable[Paragraph], site: str) -> Iterator[str]:
    """The paragraphs for a newsletter."""
    for paragraph in paragraphs:
        name = _linked(Piece(paragraph.iscm.short_name, paragraph.url), site)
        sentences = ("".join(_linked(piece, site) for piece in sentence) for sentence in paragraph.sentences)
        yield f"**{name}.** " + " ".join(sentences)


class _Teller:
    """Tells of meetings and documents in one language."""

    def __init__(self, authority: Authority, language: str, say: Say) -> None:
        self._authority = authority
        self._language = language
        self._say = say

    def sentences(
        self, meetings: Sequence[Meeting], own: Sequence[Document], documents: Sequence[Document]
    ) -> Iterator[Sentence]:
        """First the meetings with what came out of them, then documents whose meeting is not known."""
        told = set()
        for meeting in meetings:
            # A meeting of two processes is told of in both paragraphs, with all that came out of it.
            outcomes = [document for document in documents if document.meeting_id == meeting.id]
            told |= {document.id for document in outcomes}
            yield from self._met(meeting, outcomes)
        for document in own:
            if document.id not in told:
                yield self._alone(document)

    def _met(self, meeting: Meeting, outcomes: Sequence[Document]) -> Iterator[Sentence]:
        country = self._authority.label("state", meeting.country, self._language) if meeting.country else ""
        where = listed(dict.fromkeys((meeting.city or "", country)), self._language)
        when = dates_in_words(meeting.date_from, meeting.date_to, self._language)
        name = (Piece(meeting.name, language="en"),)
        yield self._filled(_TOOK_PLACE[bool(where), bool(when)], name=name, place=where, when=when)
        if meeting.verification in _DOUBTS:
            yield self._filled(_DOUBTS[meeting.verification])
        adopted = [document for document in outcomes if document.adoption == "adopted"]
        others = [document for document in outcomes if document.adoption != "adopted"]
        for template, documents in ((_IT_ADOPTED, adopted), (_FROM_IT, others)):
            if documents:
                yield self._filled(template, titles=tuple(self._titles(documents)))
        if not outcomes and (title := _known_outcome(meeting, self._authority)):
            yield self._filled(_NOT_HELD, title=(Piece(title, language="und"),))

    def _alone(self, document: Document) -> Sentence:
        where = place(document, self._authority, self._language)
        when = dates_in_words(document.date_from, document.date_to, self._language)
        templates = _ADOPTED if document.adoption == "adopted" else _ISSUED
        title = self._title(document)
        return self._filled(templates[bool(where), bool(when)], title=title, place=where, when=when)

    def _titles(self, documents: Sequence[Document]) -> Iterator[Piece]:
        for number, document in enumerate(documents):
            if number:
                yield Piece(separator(self._language))
            yield from self._title(document)

    def _title(self, document: Document) -> Sentence:
        title = Piece(title_of(document), document_url(document.public_id), document.language)
        kind = self._authority.label("type", document.type, self._language).lower() if document.type else ""
        if kinds := listed((kind, self._say(_SAMPLE) if document.is_sample else ""), self._language):
            return self._filled(_TITLE, title=(title,), kind=kinds)
        return (title,)

    def _filled(self, template: str, **values: str | Sentence) -> Sentence:
        """The template in the language, with words and links in its places."""
        pieces = list[Piece]()
        for number, part in enumerate(_PLACE.split(self._say(template))):
            value = values[part] if number % 2 else part
            pieces += [Piece(value)] if isinstance(value, str) else value
        return tuple(piece for piece in pieces if piece.text)


def _known_outcome(meeting: Meeting, authority: Authority) -> str | None:
    known = next((item for item in authority.meetings if item.key == meeting.key), None)
    return known.outcome.title if known and known.outcome else None


def _linked(piece: Piece, site: str) -> str:
    text = "".join(f"\\{character}" if character in "\\[]*_`<" else character for character in piece.text)
    return f"[{text}]({site}{piece.url})" if piece.url else text
