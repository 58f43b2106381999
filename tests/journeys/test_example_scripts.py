"""The examples of the page for programs, run as they stand against a real server."""

import csv
import io
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn

import api.examples
from repository.settings import Settings
from search.catching_up import catch_up
from web.app import create_app

EXAMPLES = Path(api.examples.__file__).parent


@pytest.fixture
def app(settings: Settings):
    return create_app(settings)


@pytest.fixture
def repository(app):
    return app.state.house.repository


@pytest.fixture
def site(app, repository, keep: Callable[..., str]) -> Iterator[str]:
    keep("We agree on return and readmission.", title="A, with a comma", iscms=("rabat",))
    keep("Nothing of the kind.", title="Another")
    catch_up(repository, app.state.house.index)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_the_python_example_writes_every_passage_of_a_search(site: str) -> None:
    run = subprocess.run(
        [sys.executable, EXAMPLES / "passages.py"],
        env=os.environ | {"ISCM_SITE": site},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    [line] = csv.DictReader(io.StringIO(run.stdout))
    assert (line["title"], line["page"]) == ("A, with a comma", "1")
    assert "return and readmission" in line["text"]
    assert line["link"].startswith(f"{site}/documents/")


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_the_curl_example_sends_a_document_and_corrects_it(site: str, repository, tmp_path: Path) -> None:
    with repository.write() as uow:
        uow.accounts.add("curator@example.org", "curator")
        token = uow.accounts.issue("curator@example.org", "bearer", timedelta(days=1))
        uow.commit()
    (tmp_path / "declaration.txt").write_text("Declaration\n\nWe, the ministers, met in Bali on 3 November 2016.\n" * 5)
    for _ in range(2):  # Sending it twice is harmless.
        run = subprocess.run(
            ["sh", EXAMPLES / "send.sh", "declaration.txt", "A title by curl"],
            cwd=tmp_path,
            env=os.environ | {"ISCM_SITE": site, "TOKEN": token},
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert run.returncode == 0, run.stderr
    with repository.read() as uow:
        from repository.access import SYSTEM

        [document] = uow.documents.many([run.stdout.strip().rpartition("/")[2]], SYSTEM)
        assert (document.title, len(document.files)) == ("A title by curl", 1)
