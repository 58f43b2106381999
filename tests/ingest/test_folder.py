"""Folders taken in."""

from pathlib import Path

from ingest.folder import select, take
from repository.access import SYSTEM
from repository.reading import Given


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The text of {name}.", encoding="utf-8")


def names(selection) -> list[tuple[str, ...]]:
    return [tuple(path.name for path in files) for files in selection.documents]


def test_documents_are_taken_in_order_and_others_counted(tmp_path):
    write(tmp_path, "b.pdf", "a/z.docx", "README.txt", ".hidden.pdf", "notes.csv", ".git/x.pdf", "~$lock.docx")
    selection = select([tmp_path])
    assert names(selection) == [("z.docx",), ("b.pdf",)]
    assert selection.skipped == 4


def test_files_that_differ_in_their_language_are_versions(tmp_path):
    write(tmp_path, "rabat.fr.docx", "rabat.en.pdf", "rabat-2.en.pdf", "other.txt")
    assert names(select([tmp_path])) == [("other.txt",), ("rabat-2.en.pdf",), ("rabat.en.pdf", "rabat.fr.docx")]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    write(tmp_path, "outside/secret.txt", "in/a.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "outside")
    assert names(select([tmp_path / "in"])) == [("a.txt",)]


def test_a_file_named_itself_is_taken_whatever_its_name(tmp_path):
    write(tmp_path, "README")
    assert names(select([tmp_path / "README"])) == [("README",)]


def test_taking_links_versions_and_goes_on_after_a_refusal(repository, tmp_path):
    write(tmp_path, "a.en.txt", "a.fr.txt", "c.txt")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    taken = list(take(repository, select([tmp_path]), Given(), SYSTEM))
    first, second, refused, last = taken
    assert first.received.document_id == second.received.document_id
    assert "PNG" in refused.trouble
    assert last.received.created
    again = list(take(repository, select([tmp_path]), Given(), SYSTEM))
    assert not any(item.received.created for item in again if item.received)


def test_a_file_that_is_not_there_is_a_sentence(repository, tmp_path):
    (taken,) = take(repository, select([tmp_path / "gone.txt"]), Given(), SYSTEM)
    assert taken.trouble == "The file cannot be opened: No such file or directory."
