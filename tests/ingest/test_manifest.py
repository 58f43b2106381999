"""Manifests: what a person says of many files, checked line by line before anything is taken."""

import pytest

from ingest.folder import select, take
from ingest.manifest import read_manifest
from repository.access import SYSTEM
from repository.errors import Rejected
from repository.reading import Given


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (tmp_path / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / name).write_text(f"The ministers met and agreed on {name}.")
    return tmp_path / "files"


@pytest.fixture
def read(tmp_path, folder, authority):
    def read(text: str, encoding: str = "utf-8"):
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode(encoding))
        return read_manifest(path, [folder], authority)

    return read


def test_what_is_listed_is_said_of_the_file_and_the_rest_of_all(read, folder):
    manifest = read(
        "file,iscm,title,date,type,language,visibility,source_url\n"
        'a.txt,rabat;khartoum,"Rabat, 2006",2006-07-10..2006-07-11,declaration,fr,restricted,https://example.org/a\n'
        "sub/c.txt,,,2017,,,,\n"
    )
    for_all = Given(iscms=("add",), is_sample=True)
    assert manifest.given(folder / "a.txt", for_all) == Given(
        "Rabat, 2006",
        ("rabat", "khartoum"),
        "2006-07-10..2006-07-11",
        "declaration",
        "fr",
        "restricted",
        source_url="https://example.org/a",
        is_sample=True,
    )
    assert manifest.given(folder / "sub" / "c.txt", for_all) == Given(iscms=("add",), date="2017", is_sample=True)
    assert manifest.given(folder / "b.txt", for_all) == for_all


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_semicolons_and_byte_order_marks_of_spreadsheets_are_read(read, folder, encoding):
    manifest = read("file;title\r\na.txt;Déclaration, et plan\r\n", encoding)
    assert manifest.given(folder / "a.txt", Given()).title == "Déclaration, et plan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,title\na.txt,x\n", "list.csv, line 1: there is no column “file”"),
        ("file,process\na.txt,rabat\n", "list.csv, line 1: there is no column “process”"),
        ("file,title,title\na.txt,x,y\n", "line 1: a column stands there twice"),
        ("", "line 1: there is no column “file”"),
        ("file,title\na.txt,Rabat, 2006\n", "line 2: there are 3 cells for 2 columns"),
        ("file,iscm\na.txt,rabat\nb.txt,nowhere\n", "line 3: There is no process “nowhere”"),
        ("file,date\na.txt,7 July 2006\n", "line 2: “7 July 2006” is no date"),
        ("file\ngone.txt\n", "line 2: there is no file “gone.txt”"),
        ("file\na.txt\n\na.txt\n", "line 4: “a.txt” is listed twice"),
        ("file,source_url\na.txt,javascript:alert(1)\n", "line 2: “javascript:alert(1)” is no address"),
    ],
)
def test_a_mistake_is_named_with_its_line(read, text, said):
    with pytest.raises(Rejected) as trouble:
        read(text)
    assert said in str(trouble.value)


def test_all_mistakes_are_told_at_once(read):
    with pytest.raises(Rejected) as trouble:
        read("file,type\na.txt,poem\nb.txt,song\n")
    assert "line 2" in str(trouble.value)
    assert "line 3" in str(trouble.value)


def test_what_is_no_text_is_a_sentence(read):
    with pytest.raises(Rejected, match="not UTF-8 text"):
        read("file,title\na.txt,Déclaration\n", "latin-1")


def test_a_folder_is_taken_in_with_its_manifest_and_again_without_copying(repository, read, folder):
    manifest = read("file,title,visibility,source_url\na.txt,Tunis Declaration,restricted,https://example.org/a\n")
    first = list(take(repository, select([folder]), Given(), SYSTEM, manifest))
    with repository.read() as uow:
        file = uow.documents.file(first[0].received.file_id, SYSTEM)
        assert (file.document.title, file.document.visibility) == ("Tunis Declaration", "restricted")
        assert file.source_url == "https://example.org/a"
    again = list(take(repository, select([folder]), Given(), SYSTEM, manifest))
    assert [one.received.created for one in again] == [False] * 3
    assert [one.received.file_id for one in again] == [one.received.file_id for one in first]


def test_a_file_that_had_failed_is_tried_again(repository, folder):
    selection = select([folder / "a.txt"])
    (first,) = take(repository, selection, Given(), SYSTEM)
    with repository.write() as uow:
        uow.documents.fail(uow.documents.file(first.received.file_id, SYSTEM), "It could not be read.")
        uow.commit()
    (again,) = take(repository, selection, Given(), SYSTEM)
    assert again.received.status == "pending"
