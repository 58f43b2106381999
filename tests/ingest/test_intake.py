"""Files taken in: checked first, kept once, put in line."""

import io

import pytest

from ingest.filenames import LONGEST, safe_name
from ingest.given import is_date
from ingest.intake import receive
from repository.access import ANONYMOUS, SYSTEM, Actor
from repository.errors import Forbidden, Rejected, TooLarge, Unauthenticated, Unknown, Unsupported
from repository.reading import Given
from repository.repository import Repository
from repository.settings import Settings

TEXT = b"The Ministers agreed on return and readmission."


def send(repository, content=TEXT, name="a.txt", actor=SYSTEM, **given):
    return receive(repository, io.BytesIO(content), name, Given(**given), actor)


def nothing_kept(repository) -> bool:
    with repository.read() as uow:
        return not list(repository.originals.digests()) and uow.documents.waiting() == 0


def test_a_file_is_kept_and_waits(repository):
    received = send(repository)
    assert (received.status, received.created) == ("pending", True)
    with repository.read() as uow:
        document = uow.documents.get(received.document_id, SYSTEM)
        assert document.files[0].filename == "a.txt"
        assert repository.originals.path(document.files[0].digest).read_bytes() == TEXT
        assert uow.audit.of(document)[0].action == "upload"


def test_the_same_bytes_again_give_the_same_document(repository):
    first, again = send(repository), send(repository, name="other name.pdf")
    assert (again.document_id, again.file_id, again.created) == (first.document_id, first.file_id, False)


def test_sending_a_failed_file_again_tries_again(repository):
    first = send(repository)
    with repository.write() as uow:
        file = uow.documents.claim(3)
        uow.documents.fail(file, "no")
        uow.commit()
    assert send(repository).status == "pending"
    with repository.read() as uow:
        file = uow.documents.get(first.document_id, SYSTEM).files[0]
        assert (file.status, file.reason, file.attempts) == ("pending", None, 0)


def test_a_language_version_joins_its_document(repository):
    first = send(repository)
    second = send(repository, b"Les ministres conviennent.", version_of=first.document_id, language="fr")
    assert second.document_id == first.document_id
    with repository.read() as uow:
        assert len(uow.documents.get(first.document_id, SYSTEM).files) == 2


def test_what_is_given_stands(repository):
    received = send(
        repository, iscms=("rabat",), title="T", date="2016-11-03..2016-11-04", type="declaration", language="en"
    )
    with repository.read() as uow:
        document = uow.documents.get(received.document_id, SYSTEM)
        assert (document.title, document.date_from, document.date_to) == ("T", "2016-11-03", "2016-11-04")
        assert document.codes("iscm") == ["rabat"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"iscms": ("nowhere",)}, "write one of .*rabat"),
        ({"type": "poem"}, "write one of .*declaration"),
        ({"language": "de"}, "write one of en, fr"),
        ({"visibility": "secret"}, "public or restricted"),
        ({"date": "2016-13"}, "no date"),
        ({"date": "2016-11-04..2016-11-03"}, "no date"),
        ({"title": " "}, "A title has"),
    ],
)
def test_what_cannot_be_is_rejected_with_what_can(repository, given, said):
    with pytest.raises(Rejected, match=said):
        send(repository, **given)
    assert nothing_kept(repository)


@pytest.mark.parametrize("text", ["2016", "2016-02", "2016-02-29", "2016..2017", "2016-11-03..2016-11-04"])
def test_dates_that_may_be_given(text):
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "16", "2015-02-29", "2016-1", "2016-11-03..", "2016..2016-11", "0000", "٢٠١٦", "2016-11-03-01"]
)
def test_dates_that_may_not(text):
    assert not is_date(text)


def test_an_empty_a_large_and_an_unsupported_file_leave_nothing(tmp_path):
    repository = Repository(Settings(data_dir=tmp_path, upload_megabytes=1))
    with pytest.raises(Rejected, match="empty"):
        send(repository, b"")
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        send(repository, b"a" * 1_000_001)
    with pytest.raises(Unsupported, match="PNG image"):
        send(repository, b"\x89PNG\r\n\x1a\n", "scan.pdf")
    assert nothing_kept(repository)
    repository.close()


def test_a_version_of_nothing_leaves_nothing(repository):
    with pytest.raises(Unknown):
        send(repository, version_of="nothing")
    assert nothing_kept(repository)


def test_only_contributors_may_send(repository):
    with pytest.raises(Unauthenticated):
        send(repository, actor=ANONYMOUS)
    with pytest.raises(Forbidden):
        send(repository, actor=Actor("r@example.org", "reader"))


def test_a_stream_that_cannot_be_read_twice_is_taken(repository):
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert receive(repository, Pipe(TEXT), "a.txt", Given(), SYSTEM).created


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Déclaration.pdf", "Déclaration.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("De\u0301claration.pdf", "Déclaration.pdf"),
        ("إعلان القاهرة.pdf", "إعلان القاهرة.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("..", "document"),
        ("", "document"),
        ("/", "document"),
        ('a"b<c>.txt', "abc.txt"),
    ],
)
def test_file_names_are_made_safe(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    name = safe_name("ж" * 500 + ".docx")
    assert len(name) == LONGEST
    assert name.endswith(".docx")
