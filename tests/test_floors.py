"""The floors: who may import whom, and which library lives in which room, read from the imports themselves."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("repository", "ingest", "search", "api", "web")
MAY_IMPORT = {
    "repository": {"repository"},
    "ingest": {"ingest", "repository"},
    "search": {"search", "repository"},
    "api": {"api", "ingest", "search", "repository"},
    "web": {"web", "api", "ingest", "search", "repository"},
}
# One library, one room. A library that is not named here may be used anywhere.
ROOMS = {
    "sqlalchemy": {"repository"},
    "alembic": {"repository"},
    "argon2": {"repository"},
    "yaml": {"repository"},
    "bagit": {"repository"},
    "whoosh": {"search"},
    "pypdf": {"ingest"},
    "pypdfium2": {"ingest"},
    "docx": {"ingest"},
    "pptx": {"ingest"},
    "olefile": {"ingest"},
    "pytesseract": {"ingest"},
    "odfdo": {"ingest"},
    "striprtf": {"ingest"},
    "bs4": {"ingest"},
    "charset_normalizer": {"ingest"},
    "py3langid": {"ingest"},
    "fastapi": {"api", "web"},
    "starlette": {"api", "web"},
    "authlib": {"web"},
    "joserfc": {"web"},
    "requests": {"web"},
    "jinja2": {"web"},
    "typer": {"web"},
    "uvicorn": {"web"},
    "rich": {"web"},
}


def modules(floor: str) -> list[Path]:
    return sorted((ROOT / floor).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_imports_only_what_lies_below_it(floor: str) -> None:
    for path in modules(floor):
        above = {name for name in imported(path) if name in FLOORS} - MAY_IMPORT[floor]
        assert not above, f"{path.relative_to(ROOT)} imports {above}"


@pytest.mark.parametrize("floor", FLOORS)
def test_a_library_stays_in_its_room(floor: str) -> None:
    for path in modules(floor):
        strangers = {name for name in imported(path) if floor not in ROOMS.get(name, {floor})}
        assert not strangers, f"{path.relative_to(ROOT)} imports {strangers}"


def test_every_module_opens_with_one_sentence() -> None:
    for floor in FLOORS:
        for path in modules(floor):
            if path.parent.name == "versions":
                continue
            docstring = ast.get_docstring(ast.parse(path.read_text()))
            assert docstring, f"{path.relative_to(ROOT)} does not say what it is"
            assert docstring.splitlines()[0].endswith((".", ":")), path


def test_no_file_grows_into_a_god() -> None:
    for floor in FLOORS:
        for path in modules(floor):
            if path.parent.name != "versions":
                assert len(path.read_text().splitlines()) <= 300, f"{path.relative_to(ROOT)} wants to be two files"


def test_there_is_no_other_top_level_folder() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the tracked folders cannot be listed")
    listed = subprocess.run(["git", "ls-tree", "-d", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    folders = {name for name in listed.stdout.split() if not name.startswith(".")}
    assert folders <= {*FLOORS, "samples", "tests"}
