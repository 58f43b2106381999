"""Every sentence that a lower floor has for a reader is said in the reader's language, also out of the database."""

import ast
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import web
from repository.access import SYSTEM, Actor
from repository.errors import Forbidden
from repository.reading import Given
from repository.repository import Repository
from repository.said import Said, counted, filled_in, said, together
from web.interface_language import LANGUAGES, SOURCE
from web.sentences import in_language
from web.translations import templates

ROOT = Path(web.__file__).parent.parent
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
PLACE = re.compile(r"%\((\w+)\)s")
# What begins like a sentence, ends like one and has words in between.
SENTENCE = re.compile(r"[A-Z“%{].*\s.*[.!?]", re.DOTALL)
SAYING = {"said", "counted", "mark", "gettext", "ngettext", "_"} | {
    "Rejected", "TooLarge", "Unsupported", "Unknown", "Withdrawn", "Unauthenticated", "Forbidden", "Forged",
    "Conflict", "Outdated", "Unreadable", "Busy", "OutOfTime",
}  # fmt: skip
# Calls and fields whose words are for programmers, for the log or for the description of the API.
NOT_FOR_READERS = {
    "Field",
    "Query",
    "Path",
    "Form",
    "_parameter",
    "exception",
    "warning",
    "error",
    "KeyError",
    "Damaged",
}
NOT_FOR_READERS |= {"OaiError", "AuthorityError", "Option", "Argument", "AssertionError", "compile", "_failed"}
NOT_FOR_READERS_NAMED = {"description", "summary", "help"}
# The command line, what is downloaded, and the settings at the start: in English. One is there to be read once.
ENGLISH = {
    "ingest/manifest.py", "ingest/inspection.py", "ingest/folder.py", "repository/bags.py",
    "repository/bag_writer.py", "repository/settings.py", "repository/authority_files.py",
    "repository/verifying.py", "api/harvest/llms.py", "api/harvest/opensearch.py", "api/harvest/sets.py",
    "api/harvest/oai.py", "api/citing/schema_site.py", "api/harvest/calendar.py", "search/catching_up.py",
    "ingest/preloaded.py", "web/app.py", "web/provider.py", "web/command.py", "api/unapi.py",
}  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    for floor in ("repository", "ingest", "search", "api", "web"):
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if (
                name not in ENGLISH
                and "/commands/" not in name
                and "/migrations/" not in name
                and "/examples/" not in name
            ):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def unsaid(node: ast.AST) -> Iterator[str]:
    """The sentences below a node that nobody who says sentences is given."""
    if isinstance(node, ast.Call) and called(node) in SAYING | NOT_FOR_READERS:
        # Whoever is given words that are already filled in cannot say them in another language.
        if called(node) in SAYING and node.args and isinstance(node.args[0], ast.JoinedStr):
            yield ast.unparse(node.args[0])
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = ast.unparse(node).lstrip("f")[1:-1]
        if SENTENCE.fullmatch(text):
            yield text
        return
    for child in parts(node):
        is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        if not is_docstring and not (isinstance(child, ast.keyword) and child.arg in NOT_FOR_READERS_NAMED):
            yield from unsaid(child)


def parts(node: ast.AST) -> Iterator[ast.AST]:
    """What a node is made of, without the descriptions among the values of a table."""
    if not isinstance(node, ast.Dict):
        yield from ast.iter_child_nodes(node)
        return
    for key, value in zip(node.keys, node.values, strict=True):
        if not (isinstance(key, ast.Constant) and key.value in NOT_FOR_READERS_NAMED):
            yield value


def called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def test_no_floor_has_a_sentence_that_translators_are_not_given() -> None:
    found = {name: list(unsaid(tree)) for name, tree in modules()}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


def made(message: tuple[str, str]) -> Said:
    """A sentence of a template, with something in every place."""
    names = PLACE.findall("".join(message))
    values = {name: 3 if name == "count" else f"{name.upper()}7" for name in names}
    return Said(message[0], values, message[1])


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_said_in_every_language_also_when_only_its_text_is_known(language: str) -> None:
    for message in templates(language):
        sentence = made(message)
        in_words = in_language(sentence, language)
        own = PLACE.sub("", message[0])
        if len(own) >= 10 and own.endswith("."):
            assert in_words != sentence, message
            # A template may be the beginning of another one, which then accounts for more.
            again = in_language(str(sentence), language)
            assert again == in_words or again.count("7") <= in_words.count("7"), message
        for name, value in sentence.values.items():
            assert str(value) in in_words or name == "count", (message, in_words)


def test_english_is_what_was_made() -> None:
    sentence = said("Page %(page)s could not be read.", page="1234")
    assert sentence == "Page 1234 could not be read."
    assert in_language(sentence, "en") == sentence
    assert filled_in("100% of it.", {}) == "100% of it."


def test_figures_dates_and_lists_are_written_as_the_language_writes_them() -> None:
    limit = said("The archive holds more than %(most)s files. Send it in parts. Nothing was kept.", most=1000)
    assert "1,000 files" in limit
    assert "1\N{NARROW NO-BREAK SPACE}000 fichiers" in in_language(limit, "fr")
    gone = said("This document was withdrawn on %(day)s.", day=date(2016, 11, 3))
    assert gone == "This document was withdrawn on 2016-11-03."
    assert in_language(gone, "fr") == "Ce document a été retiré le 3 novembre 2016."
    fields = said("These fields cannot be changed: %(fields)s.", fields=("a", "b"))
    assert "a, b" in fields
    assert "، " in in_language(fields, "ar")


def test_a_number_of_things_takes_the_form_of_the_language() -> None:
    waiting = [
        counted("No text layer: %(count)s page needs OCR.", "No text layer: %(count)s pages need OCR.", number)
        for number in (1, 2, 5)
    ]
    assert [sentence.split()[-2] for sentence in waiting] == ["needs", "need", "need"]
    assert [in_language(str(sentence), "ru").split()[4] for sentence in waiting] == ["страница", "страницы", "страниц"]


def test_words_and_sentences_within_a_sentence_are_said_too() -> None:
    with pytest.raises(Forbidden) as refused:
        Actor("a@example.org", "reader").require("curate")
    assert str(refused.value) == "Your account is a reader; to curate it must be a curator or higher."
    assert "« curateur »" in in_language(refused.value.sentence, "fr").replace("\N{NO-BREAK SPACE}", " ")
    both = together([refused.value.sentence, said("There is nothing to undo.")])
    assert in_language(both, "es").endswith("No hay nada que deshacer.")
    stored = "The attachment a.pdf was not read. The PDF has no pages. Save it again and send it anew."
    assert "Le PDF n’a aucune page." in in_language(stored, "fr")


def test_what_a_person_wrote_stays_as_it_is(client: TestClient, library: dict[str, str]) -> None:
    page = client.get(f"/fr/documents/{library['withdrawn']}").text
    assert "<bdi>It was a draft.</bdi>" in page
    assert in_language("Page and line are wrong.", "fr") == "Page and line are wrong."


@pytest.fixture
def failed(repository: Repository, library: dict[str, str]) -> str:
    """A file that could not be read, as the database has it."""
    with repository.write() as uow:
        file = uow.documents.add(repository.originals.keep(io.BytesIO(b"f"), 9), "locked.pdf", Given(), SYSTEM)
        uow.documents.fail(file, said("The PDF is protected by a password. Remove the password and upload it again."))
        uow.commit()
        return file.document.public_id


def test_pages_in_french_say_nothing_in_english(
    client: TestClient, library: dict[str, str], failed: str, words: Any, tree: Any
) -> None:
    addresses = (
        '/search?q="open+(((+foo:bar+title:+a*+%F0%9F%99%82+"a+b"~99&year=soon&state=xx&language=de2&size=0&sort=up&kind=x',
        "/search?q=nothingatall&year=2003&iscm=rabat",
        "/search?q=" + "word+" * 400,
        "/search?q=readmision",
        f"/documents/{failed}",
        f"/documents/{library['rabat']}/pages/99",
        f"/documents/{library['rabat']}/pages/x",
        f"/documents/{library['rabat']}/side-by-side",
        "/documents/none",
        "/iscms/none",
        "/overview?year_from=abc",
        "/overview/compare?iscm=none&element=s",
        "/commitments?year=soon",
        "/highlights/2018",
        "/nowhere",
    )  # fmt: skip
    english = [part for message in templates("fr") for part in PLACE.split(message[0])[::2] if part.count(" ") > 2]
    for path in addresses:
        page = tree(client.get(f"/fr{path}").text)
        text = words(page.find(".//main"))
        assert [part for part in english if part.strip() in text] == [], path


def test_each_place_of_a_sentence_is_as_short_as_can_be_whoever_filled_it_in() -> None:
    rest = "3 of " * 300 + "4"
    told = said("%(year)s: %(found)s of %(among)s documents", year="2019", found="2", among=rest)
    assert in_language(str(told), "fr") == in_language(told, "fr") != told
    for not_ours in (f"2019: 2 of {rest} papers", "2019:  of 4 documents", f": {rest} documents"):
        assert in_language(not_ours, "fr") == not_ours
