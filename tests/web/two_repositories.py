"""Two repositories alike but for documents that a reader without an account may not see, down to ids and moments."""

import io
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from repository.access import SYSTEM
from repository.models import Document, File, Meeting
from repository.reading import Evidence, Finding, Given, OperativeParagraph, PageText, Reading, TagFinding
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import catch_up
from search.index import Index

PDF = Path(__file__).parent.parent.parent / "samples" / "documents" / "sacm-2006-declaracion-asuncion.es.pdf"
_LONG_AGO = datetime(2024, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Shelved:
    """A document as it shall stand on the shelf; `hidden` says in which state it is, empty where it is public."""

    name: str
    title: str
    pages: tuple[str, ...]
    tags: tuple[tuple[str, str], ...] = ()
    date: str | None = None
    type: str | None = None
    language: str = "en"
    country: str | None = None
    level: str | None = None
    version: tuple[str, str] | None = None
    is_drawn: bool = False
    hidden: str = ""


_SECRET = (
    "The xylophonic zeppelin mechanism speaks of return and readmission, labour migration and quokkas.",
    "Ministers commit to xylophonic zeppelins. The xylophonic zeppelin fund shall protect marmosets and migrants.",
)
_SECRET_TAGS = (
    ("iscm", "nora"),
    ("iscm", "quito"),
    ("element", "x"),
    ("element", "s"),
    ("state", "MNG"),
    ("mention", "gfmd"),
)
HIDDEN = tuple(
    Shelved(
        f"hidden{number}", f"Zeppelin memorandum of Ulaanbaatar, {state}", _SECRET, _SECRET_TAGS, date, "roadmap", "pt",
        "MNG", "technical", ("ru", "Ксилофон дирижаблей. Ксилофон дирижаблей."), hidden=state,
    )
    for number, (state, date) in enumerate(
        [
            ("restricted", "1987-02-03"),
            ("embargoed", "1988-05-06"),
            ("withdrawn", "1989-05-06"),
            ("failed", "1990-05-06"),
            ("pending", "1991-05-06"),
        ]
    )
)  # fmt: skip
PUBLIC = (
    Shelved(
        "public0", "Marrakesh Political Declaration", ("We met in Marrakesh.", "We agree on return and readmission."),
        (("iscm", "rabat"), ("element", "s"), ("state", "MAR")), "2018-05-02", "declaration", country="MAR",
        level="ministerial", version=("fr", "Nous convenons du retour et de la réadmission."),
    ),
    Shelved(
        "public1", "Communiqué of Cancún", ("The Regional Conference speaks of labour migration and protection.",),
        (("iscm", "rcm"), ("element", "e")), "2003-05-29..2003-05-30", "communique", country="MEX",
    ),
    Shelved(
        "public2", "Declaración de Asunción", ("Contra la trata de personas.", "Los Estados acuerdan el retorno."),
        (("iscm", "sacm"), ("element", "s")), "2006-05-04", "declaration", "es", is_drawn=True,
    ),
    Shelved("public3", "البيان السنوي", ("الهجرة وإعادة القبول",), (("iscm", "arcp"),), "2021", language="ar"),
    Shelved("public4", "Notes without a date", ("Return and readmission, return and readmission of migrants.",)),
    Shelved(
        "public5", "Joint Declaration of Bratislava", ("Cooperation on return and readmission, and on asylum.",),
        (("iscm", "prague"), ("element", "s"), ("element", "f")), "2016-09-19..2016-09-20", "declaration",
    ),
)  # fmt: skip


def build(data_dir: Path, is_with_hidden: bool) -> Repository:
    """A repository with its index; hidden documents stand before, between and behind the public ones."""
    repository = Repository(Settings(data_dir=data_dir))
    order = (HIDDEN[0], *PUBLIC[:3], *HIDDEN[1:4], *PUBLIC[3:], HIDDEN[4])
    for shelved in order:
        if is_with_hidden or not shelved.hidden:
            _shelve(repository, shelved)
    for path in repository.settings.originals_dir.rglob("*"):
        os.utime(path, (_LONG_AGO.timestamp(), _LONG_AGO.timestamp()))
    catch_up(repository, Index(repository.settings.index_dir))
    return repository


def _shelve(repository: Repository, shelved: Shelved) -> None:
    visibility = "restricted" if shelved.hidden else "public"
    until = "2999-01-01" if shelved.hidden == "embargoed" else None
    with repository.write() as uow:
        given = Given(visibility=visibility, date=shelved.date, type=shelved.type, embargo_until=until)
        content = PDF.read_bytes() if shelved.is_drawn else shelved.title.encode()
        original = repository.originals.keep(io.BytesIO(content), 10_000_000)
        file = uow.documents.add(original, f"{shelved.name}.txt", given, SYSTEM)
        if shelved.hidden == "failed":
            uow.documents.fail(file, "The PDF is protected by a password.")
        elif shelved.hidden != "pending":
            uow.record(file, _reading(shelved))
        if shelved.version:
            language, text = shelved.version
            original = repository.originals.keep(io.BytesIO(f"{shelved.name} {text}".encode()), 10_000_000)
            second = uow.documents.add(
                original, f"{shelved.name}.{language}.txt", Given(version_of=file.document.public_id), SYSTEM
            )
            if shelved.hidden not in ("failed", "pending"):
                uow.record(second, Reading("text/plain", (PageText(1, text, language=language),), Finding(language)))
        document = file.document
        document.country, document.meeting_level = shelved.country, shelved.level
        if shelved.hidden:
            # As a bag brings it: a meeting that is known from this document alone.
            document.meeting = uow.session.query(Meeting).filter_by(key="zeppelin").one_or_none() or Meeting(
                key="zeppelin", iscms=["rabat"], name="Zeppelin summit", date_from=shelved.date
            )
        if shelved.hidden == "withdrawn":
            uow.documents.withdraw(document, "The zeppelin has left.")
        uow.session.flush()
        _make_the_same_everywhere(document, shelved)
        uow.commit()


def _reading(shelved: Shelved) -> Reading:
    evidence = (Evidence(1, 0, 6, shelved.pages[0][:6], "test"),)
    return Reading(
        media_type="application/pdf" if shelved.is_drawn else "text/plain",
        pages=tuple(
            PageText(
                number, text, quality="poor" if shelved.hidden and number == 2 else "good", language=shelved.language
            )
            for number, text in enumerate(shelved.pages, 1)
        ),
        language=Finding(shelved.language),
        title=Finding(shelved.title),
        adoption=Finding("adopted"),
        tags=tuple(TagFinding(scheme, code, 5.0, True, evidence) for scheme, code in shelved.tags),
        operative_paragraphs=(
            OperativeParagraph(
                1, 0, len(shelved.pages[0]), "commitment", shelved.pages[0], "agree", elements=("s", "x")
            ),
        ),
    )


def _make_the_same_everywhere(document: Document, shelved: Shelved) -> None:
    document.public_id = shelved.name
    # The hidden ones came before all others.
    month = 2 if shelved.hidden else 3
    document.created_at = document.updated_at = _LONG_AGO.replace(month=month, day=1 + int(shelved.name[-1]))
    for number, file in enumerate(document.files):
        _date(file, f"{shelved.name}f{number}", document.created_at)


def _date(file: File, public_id: str, moment: datetime) -> None:
    file.public_id = public_id
    file.received_at = file.processed_at = moment
