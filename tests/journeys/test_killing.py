"""Killed at any moment, started again: every document ends ready or failed, and the index equals the database."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from repository.models import File
from repository.repository import Repository
from repository.settings import Settings

Iscm = Callable[..., "subprocess.CompletedProcess[str]"]
Started = Callable[..., "subprocess.Popen[bytes]"]


def test_an_ingest_killed_again_and_again_ends_complete(iscm: Iscm, started: Started, data_dir: Path) -> None:
    for pause in (0.8, 1.5, 2.2, 3.0, 4.0):
        process = started("ingest", "samples/documents", "samples/damaged", "--sample")
        time.sleep(pause)
        process.kill()
        process.wait(timeout=30)
    done = iscm("ingest", "samples/documents", "samples/damaged", "--sample")
    assert "Traceback" not in done.stderr
    repository = Repository(Settings(data_dir=data_dir))
    with repository.read() as uow:
        files = uow.session.scalars(select(File)).all()
    repository.close()
    assert {file.status for file in files} == {"ready", "failed"}
    assert sorted(file.filename for file in files if file.status == "failed") == [
        "no-pages.pdf",
        "password.pdf",
        "truncated.pdf",
    ]
    assert len({file.digest for file in files}) == len(files) == len(taken()) + 3
    verified = iscm("verify")
    assert verified.returncode == 0, verified.stdout
    found = json.loads(iscm("search", "", "--json").stdout)
    assert found["total"] == len({file.document_id for file in files if file.status == "ready"})


def test_a_killed_service_goes_on_when_started_again(
    iscm: Iscm, started: Started, data_dir: Path, free_port: int
) -> None:
    loading = started("ingest", "samples/documents", "--sample")
    time.sleep(2.5)
    loading.kill()
    loading.wait(timeout=30)
    serving = started("serve", "--port", str(free_port))
    time.sleep(2.0)
    serving.kill()
    serving.wait(timeout=30)
    assert iscm("ingest", "samples/documents", "--sample").returncode == 0
    assert iscm("verify").returncode == 0


def taken() -> list[Path]:
    root = Path(__file__).parent.parent.parent / "samples" / "documents"
    return [path for path in root.iterdir() if path.suffix in (".pdf", ".docx", ".html")]
