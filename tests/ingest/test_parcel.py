"""ZIP archives and mails: each file in them is received by itself, within bounds."""

import contextlib
import io
import zipfile
from email.message import EmailMessage

import pytest

from ingest import parcel
from ingest.intake import receive
from ingest.worker import Worker
from repository.access import SYSTEM
from repository.errors import Rejected, Unsupported
from repository.reading import Given
from repository.repository import Repository
from repository.settings import Settings

EN, FR = b"The Ministers agreed on readmission.", "Les ministres conviennent de la réadmission.".encode()


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def send(repository, content: bytes, name="documents.zip", **given):
    return receive(repository, io.BytesIO(content), name, Given(**given), SYSTEM)


def names(repository, received) -> list[list[str]]:
    with repository.read() as uow:
        documents = dict.fromkeys(part.document_id for part in received.parts)
        return [[file.filename for file in uow.documents.get(one, SYSTEM).files] for one in documents]


def test_every_file_of_an_archive_becomes_a_document_and_versions_stay_together(repository):
    content = zipped(
        {"2003/decl.en.txt": EN, "2003/decl.fr.txt": FR, "2004/decl.en.txt": EN + b" Again.", "x.png": b"\x89PNG"}
    )
    received = send(repository, content, visibility="restricted")
    assert names(repository, received) == [["decl.en.txt", "decl.fr.txt"], ["decl.en.txt"]]
    assert received.document_id == received.parts[0].document_id
    assert [(one.filename, one.reason[:19]) for one in received.refused] == [("x.png", "This is a PNG image")]
    with repository.read() as uow:
        assert {uow.documents.get(part.document_id, SYSTEM).visibility for part in received.parts} == {"restricted"}
    assert not send(repository, content).created


def test_names_that_climb_hide_or_come_from_the_system_are_harmless(repository):
    members = {
        "../../etc/passwd.txt": EN,
        "/abs.txt": FR,
        "__MACOSX/._a.txt": b"x",
        ".hidden.txt": b"y",
        "folder/": b"",
    }
    received = send(repository, zipped(members))
    assert sorted(part.filename for part in received.parts) == ["abs.txt", "passwd.txt"]


def test_an_archive_in_an_archive_is_opened_once_and_no_deeper(repository):
    inner = zipped({"inner.txt": EN, "innermost.zip": zipped({"deep.txt": FR})})
    received = send(repository, zipped({"outer.zip": inner}))
    assert [part.filename for part in received.parts] == ["inner.txt"]
    assert "parcel within a parcel" in received.refused[0].reason


def test_a_bomb_is_not_unpacked_and_the_rest_is_taken(repository):
    received = send(repository, zipped({"bomb.txt": b"0" * 30_000_000, "good.txt": EN}))
    assert [part.filename for part in received.parts] == ["good.txt"]
    assert "more tightly" in received.refused[0].reason


def test_bytes_and_files_are_counted_over_all_levels(tmp_path):
    repository = Repository(Settings(data_dir=tmp_path / "small", upload_megabytes=1))
    allowance = parcel.Allowance(100)
    with pytest.raises(Rejected, match="unpacks to more"):
        list(parcel.parts(io.BytesIO(zipped({"a.txt": EN * 10})), parcel.ZIP, allowance))
    with pytest.raises(Unsupported, match="more than 1,000 files"):
        send(repository, zipped({f"{number}.txt": EN for number in range(1001)}))
    with repository.read() as uow:
        assert uow.documents.waiting() == 0
    repository.close()


def test_an_archive_without_documents_says_why(repository):
    with pytest.raises(Unsupported, match="no document in this archive"):
        send(repository, zipped({"folder/": b""}))
    with pytest.raises(Unsupported, match=r"a\.png: This is a PNG image"):
        send(repository, zipped({"a.png": b"\x89PNG"}))


def test_any_cut_of_an_archive_ends_in_a_sentence(repository):
    whole = zipped({"a.txt": EN * 50, "b.txt": FR * 50})
    for end in range(30, len(whole), 31):
        broken = whole[:end] + bytes(20) + whole[end + 20 :]
        with contextlib.suppress(Rejected):
            assert send(repository, broken).parts


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "The meeting"
    message.set_content("The Ministers agreed on readmission.")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_the_files_of_a_mail_are_the_documents(repository):
    received = send(repository, mail(("decl.en.txt", EN), ("decl.fr.txt", FR), ("flag.png", b"\x89PNG")), "mail.eml")
    assert names(repository, received) == [["decl.en.txt", "decl.fr.txt"]]
    assert received.refused == ()


def test_a_mail_without_files_is_the_document(repository):
    received = send(repository, mail(), "mail.eml")
    assert received.parts == ()
    Worker(repository).run_once()
    with repository.read() as uow:
        file = uow.documents.file(received.file_id, SYSTEM)
        assert file.status == "ready"
        assert file.pages[0].text == "The meeting\n\nThe Ministers agreed on readmission."
