"""Highlights: one paragraph for each process, in alphabetical order, with links, and nothing restricted."""

import pytest
from fastapi.testclient import TestClient

from repository.repository import Repository
from repository.settings import Settings
from web.commands.highlights import highlights


def test_a_year_is_told_process_by_process_with_links(read, words, library: dict[str, str]) -> None:
    page = read("/highlights/2018")
    headings = [words(heading) for heading in page.xpath("//div[contains(@class, 'told')]//h2")]
    assert headings == sorted(headings, key=str.casefold)
    assert "Rabat Process" in headings
    link = page.find(f".//a[@href='/documents/{library['rabat']}']")
    paragraph = words(link.getparent())
    assert "Fifth Euro-African Ministerial" in paragraph
    assert "Marrakesh, Morocco" in paragraph
    assert "Marrakesh declaration (declaration)." in paragraph


def test_a_year_with_a_restricted_document_says_nothing_of_it(client: TestClient, library: dict[str, str]) -> None:
    for year in ("1999", "2003", "2018", "2024"):
        assert "Restricted minutes" not in client.get(f"/highlights/{year}").text
        assert "Withdrawn text" not in client.get(f"/highlights/{year}").text


def test_without_a_year_the_newest_is_shown_and_nonsense_is_refused(
    client: TestClient, library: dict[str, str]
) -> None:
    assert client.get("/highlights").headers["location"] == "/highlights/2021"
    assert client.get("/highlights/1066").status_code == 422
    assert client.get("/highlights/1901").status_code == 200


def test_the_command_prints_them_for_a_newsletter(
    settings: Settings,
    repository: Repository,
    library: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ISCM_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("ISCM_BASE_URL", "https://iscm.example.org")
    highlights(year=2018)
    printed = capsys.readouterr().out
    assert printed.startswith("# Highlights of 2018\n")
    assert "**[Rabat Process](https://iscm.example.org/iscms/rabat).**" in printed
    assert f"[Marrakesh declaration](https://iscm.example.org/documents/{library['rabat']})" in printed
