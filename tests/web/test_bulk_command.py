"""`iscm ingest` on a folder with a manifest, and what it writes down; `iscm inspect`; what starting costs."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HEAVY = ("numpy", "fastapi", "whoosh", "pypdf", "pypdfium2", "py3langid", "lxml", "sqlalchemy")


def iscm(data_dir: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "web", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "ISCM_DATA_DIR": str(data_dir), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    for name in ("a", "b"):
        (tmp_path / "files" / f"{name}.txt").write_text(f"The ministers met and agreed on return, {name}.")
    (tmp_path / "files" / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    with zipfile.ZipFile(tmp_path / "files" / "d.zip", "w") as archive:
        archive.writestr("one.txt", "The ministers met on the first day.")
        archive.writestr("two.txt", b"\x89PNG\r\n\x1a\n")
        archive.writestr("three.txt", "The ministers met on the third day.")
    return tmp_path / "files"


def test_a_folder_is_ingested_by_its_manifest_and_summed_up(tmp_path: Path, folder: Path) -> None:
    manifest, summary = tmp_path / "list.csv", tmp_path / "out.csv"
    manifest.write_text("file,iscm,title,date\na.txt,rabat,=Tunis Declaration,2003-12-05\n")
    done = iscm(tmp_path / "data", "ingest", folder, "--manifest", manifest, "--summary", summary)
    assert done.returncode == 1, done.stderr
    rows = list(csv.DictReader(summary.read_text(encoding="utf-8").splitlines()))
    assert [(Path(row["file"]).name, row["outcome"]) for row in rows] == [
        ("a.txt", "ready"),
        ("b.txt", "ready"),
        ("c.txt", "refused"),
        ("one.txt", "ready"),
        ("three.txt", "ready"),
        ("two.txt", "refused"),
    ]
    assert rows[3]["file"].endswith("d.zip/one.txt")
    assert (rows[0]["iscm"], rows[0]["date"], rows[0]["title"]) == ("rabat", "2003-12-05", "'=Tunis Declaration")
    assert "PNG" in rows[2]["reason"]
    again = iscm(tmp_path / "data", "ingest", folder, "--manifest", manifest)
    assert "4 already here" in again.stdout
    assert "d.zip: two.txt" in again.stdout


def test_a_manifest_with_a_mistake_takes_nothing_in(tmp_path: Path, folder: Path) -> None:
    manifest = tmp_path / "list.csv"
    manifest.write_text("file,process\na.txt,rabat\n")
    done = iscm(tmp_path / "data", "ingest", folder, "--manifest", manifest)
    assert done.returncode == 1
    assert "list.csv, line 1" in done.stderr
    assert not list((tmp_path / "data" / "originals").glob("??/??/*"))


def test_inspecting_answers_a_line_for_every_file_and_exit_code_0(tmp_path: Path, folder: Path) -> None:
    odd = folder / os.fsdecode(b"line\nand \xff.txt")
    odd.write_text("The ministers met.")
    paths = [folder / "b.txt", folder / "gone.txt", folder / "c.txt", folder, odd, Path("/dev/zero"), folder / "b.txt"]
    done = iscm(tmp_path / "data", "inspect", *paths, "--json", "--jobs", 2)
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(path) for path in paths]
    assert [line["status"] for line in lines] == ["ready", "failed", "failed", "failed", "ready", "failed", "ready"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("module", "free_of"),
    [
        ("web.command", HEAVY),
        ("web.commands.accounts", ("numpy", "fastapi", "whoosh", "pypdf", "py3langid", "lxml")),
        ("web.commands.inspecting", ("fastapi", "whoosh", "pypdf", "py3langid", "sqlalchemy")),
        ("web.commands.intake", ("fastapi", "pypdf", "pypdfium2", "py3langid")),
    ],
)
def test_a_command_loads_only_what_it_needs(module: str, free_of: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(sorted(set({free_of!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
