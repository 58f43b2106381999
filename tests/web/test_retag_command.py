"""`iscm retag`: tells first, changes only when asked, and leaves people's word alone."""

import io
from pathlib import Path

import pytest

from ingest.limits import Limits
from ingest.pipeline import read
from ingest.retagging import tag_again
from repository.access import SYSTEM
from repository.reading import Given
from repository.redescribing import field_changes
from repository.repository import Repository
from repository.settings import Settings
from web.commands.retagging import retag

TEXT = (
    "Rabat Process\n\nPolitical Declaration\n\nMarrakesh, 2 May 2018\n\n"
    "1. The Ministers agree to cooperate on return and readmission.\n\n"
    "2. The Ministers request the Secretariat to study remittances."
)


def test_a_preview_writes_nothing_and_applying_settles(
    repository: Repository, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    with repository.write() as uow:
        original = repository.originals.keep(io.BytesIO(TEXT.encode()), 10_000)
        file = uow.documents.add(original, "a.txt", Given(), SYSTEM)
        uow.record(file, read(path, "a.txt", repository.authority, Limits()))
        document = file.document
        public_id = document.public_id
        # As if the rules of that time had not known returns, nor any operative paragraph.
        gone = next(tag for tag in document.tags if (tag.scheme, tag.code) == ("element", "s"))
        document.tags.remove(gone)
        file.operative_paragraphs = []
        uow.documents.decide(document, "element", "h", "rejected", SYSTEM)
        uow.commit()
    monkeypatch.setenv("ISCM_DATA_DIR", str(settings.data_dir))
    retag(apply=False, details=True)
    told = capsys.readouterr().out
    assert "element s (Return and readmission): new" in told
    assert "Nothing was written" in told
    with repository.read() as uow:
        assert uow.documents.get(public_id, SYSTEM).codes("element") == []
    retag(apply=True, details=False)
    assert "changed in 1 of 1 documents" in capsys.readouterr().out
    with repository.read() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        assert document.codes("element") == ["s"]
        assert [item.kind for item in document.files[0].operative_paragraphs] == ["commitment", "request"]
        assert "retag" in {event.action for event in uow.audit.of(document)}
    retag(apply=False, details=False)
    assert ": 0 tags and 0 fields would change" in capsys.readouterr().out


def test_descriptions_are_brought_up_to_date_but_for_what_a_person_said(
    repository: Repository, settings: Settings, samples: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    path = samples / "rabat-2018-marrakesh-declaration.en.pdf"
    with repository.write() as uow, path.open("rb") as stream:
        file = uow.documents.add(repository.originals.keep(stream, 10_000_000), path.name, Given(), SYSTEM)
        uow.record(file, read(path, path.name, repository.authority, Limits()))
        document = file.document
        public_id, title, day = document.public_id, document.title, document.date_from
        assert file.running_lines
        assert not field_changes(document, tag_again(document, repository.authority).readings)
        # As if the rules of that time had read title, date and country otherwise, and a person had corrected the type.
        document.title, document.date_from, document.country = "Rabat Process", "2018", None
        uow.documents.edit(document, {"type": "recommendations"}, SYSTEM)
        uow.commit()
    monkeypatch.setenv("ISCM_DATA_DIR", str(settings.data_dir))
    retag(apply=False, details=True)
    told = capsys.readouterr().out
    assert f"title: “Rabat Process” → “{title}”" in told
    assert "country: unknown → “MAR”" in told
    assert "type:" not in told
    with repository.read() as uow:
        assert uow.documents.get(public_id, SYSTEM).title == "Rabat Process"
    retag(apply=True, details=False)
    with repository.read() as uow:
        document = uow.documents.get(public_id, SYSTEM)
        assert (document.title, document.type, document.date_from) == (title, "recommendations", day)
        event = next(event for event in uow.audit.of(document) if event.action == "retag")
        assert (event.before["title"], event.after["title"]) == ("Rabat Process", title)
    capsys.readouterr()
    retag(apply=False, details=False)
    assert "0 tags and 0 fields would change" in capsys.readouterr().out
