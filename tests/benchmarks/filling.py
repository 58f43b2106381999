"""Many documents in a repository at once, as if they had been read: for measuring what exports of them take."""

import hashlib
from collections.abc import Iterator

from repository.authority import Authority
from repository.models import Document, File, Page, Tag, TagEvidence
from repository.repository import Repository

_PAGES, _WORDS, _ELEMENTS = 3, 120, 7
_AT_ONCE = 500
_LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru")


def fill(repository: Repository, count: int) -> None:
    """So many documents, each with an original of a few hundred bytes, three pages, eight tags and their evidence."""
    for start in range(0, count, _AT_ONCE):
        with repository.write() as uow:
            numbers = range(start, min(start + _AT_ONCE, count))
            documents = [_document(repository, number) for number in numbers]
            uow.session.add_all(documents)
            # Evidence names the row of its file.
            uow.session.flush()
            for number, document in zip(numbers, documents, strict=True):
                document.tags = list(_tags(document.files[0], number, repository.authority))
            uow.commit()


def _document(repository: Repository, number: int) -> Document:
    language = _LANGUAGES[number % len(_LANGUAGES)]
    day = f"{1990 + number % 35}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return Document(
        status="ready",
        title=f"Declaration number {number} of the consultation on migration, with a title of usual length",
        type="declaration",
        date_from=day,
        date_to=day,
        city="Lima",
        country="PER",
        language=language,
        files=[_file(repository, number, language)],
    )


def _file(repository: Repository, number: int, language: str) -> File:
    content = f"Original of document {number}. ".encode() * 20
    digest = hashlib.sha256(content).hexdigest()
    path = repository.originals.path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not synced to disk one by one, as uploads are: nothing is lost if this is.
    path.write_bytes(content)
    numbers = range(1, _PAGES + 1)
    return File(
        digest=digest,
        size=len(content),
        filename=f"document-{number}.txt",
        media_type="text/plain",
        language=language,
        status="ready",
        page_count=_PAGES,
        pages=[Page(number=page, text=_text(number * _PAGES + page), language=language) for page in numbers],
    )


def _tags(file: File, number: int, authority: Authority) -> Iterator[Tag]:
    codes = [("iscm", authority.iscms[number % len(authority.iscms)].slug)]
    codes += [("element", authority.elements[(number + step) % 24].letter) for step in range(_ELEMENTS)]
    for place, (scheme, code) in enumerate(codes):
        words = "We agree on return and readmission in safety and dignity."
        page = place % _PAGES + 1
        evidence = TagEvidence(file_id=file.id, page=page, start=0, end=len(words), text=words, rule="bench")
        yield Tag(scheme=scheme, code=code, score=5.0, assigned=True, evidence=[evidence])


def _text(seed: int) -> str:
    return " ".join(f"word{(seed * 7919 + step * 104729) % 20_000}" for step in range(_WORDS))
