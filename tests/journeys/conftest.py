"""The service as a newcomer runs it: separate processes, a real port, real files."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.desk import Desk, laid_out, signed_in
from tests.journeys.sights import Sight, sights

ROOT = Path(__file__).parent.parent.parent
ADMINISTRATOR = "administrator@example.org"
OFFICER, PASSWORD = "officer@example.org", "a long enough secret"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
Iscm = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass(frozen=True)
class Service:
    """A running service."""

    address: str
    process: "subprocess.Popen[bytes]"

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return json.load(answer)

    def fetch(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return bytes(answer.read())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that drive a browser are skipped, and say so, where there is none."""
    absent = pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium")
    for item in items:
        if not CHROMIUM and item.get_closest_marker("browser"):
            item.add_marker(absent)


def environment(data_dir: Path) -> dict[str, str]:
    # One process starts sooner; what is different with several has its own journey.
    settings = {"ISCM_DATA_DIR": str(data_dir), "ISCM_POLL_SECONDS": "0.2", "ISCM_WORKERS": "1"}
    return {**os.environ, **settings, "COLUMNS": "120"}


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data_dir: Path, *arguments: str, **extra: str) -> "subprocess.Popen[bytes]":
    """The command, running in a process group of its own."""
    with (data_dir.parent / "commands.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "web", *arguments],
            cwd=ROOT,
            env={**environment(data_dir), **extra},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def run(data_dir: Path, *arguments: str, stdin: str = "", **extra: str) -> "subprocess.CompletedProcess[str]":
    """The command, run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "web", *arguments],
        cwd=ROOT,
        env={**environment(data_dir), **extra},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
    )


@contextmanager
def served(data_dir: Path, **extra: str) -> Iterator[Service]:
    """The service on a free port; stopped, and its children with it, when left."""
    port = unused_port()
    process = start(data_dir, "serve", "--port", str(port), **extra)
    service = Service(f"http://127.0.0.1:{port}", process)
    try:
        _wait_until_healthy(service)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        finally:
            end_group(process)


def _wait_until_healthy(service: Service) -> None:
    for _ in range(300):
        assert service.process.poll() is None, "the service stopped"
        try:
            service.get("/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service does not answer")


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill whatever is left of a process and its children."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.fixture(scope="session")
def samples_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with all samples in it, made once; tests work on copies of it."""
    own = tmp_path_factory.getbasetemp()
    # Run side by side, the tests' processes have folders of their own below a common one: the first loads for all.
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    data_dir, finished = folder / "samples" / "data", folder / "samples-loaded"
    with FileLock(folder / "samples.lock"):
        if not finished.exists():
            done = run(data_dir, "ingest", "samples/documents", "--sample", "--if-empty")
            assert done.returncode == 0, done.stdout + done.stderr
            assert f"{len(list((ROOT / 'samples' / 'documents').iterdir()))} ready" in done.stdout
            finished.touch()
    return data_dir


@pytest.fixture(scope="session")
def room(samples_loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The reading room on all samples, one for every test that looks at it in a browser; with the accounts
    of an officer and an administrator.
    """
    data_dir = tmp_path_factory.mktemp("room") / "data"
    shutil.copytree(samples_loaded, data_dir)
    for email, role in ((OFFICER, "contributor"), (ADMINISTRATOR, "administrator")):
        run(data_dir, "user", "add", email, "--role", role, stdin=f"{PASSWORD}\n")
    with served(data_dir) as service:
        yield service


@pytest.fixture(scope="session")
def desk(room: Service) -> Iterator[Desk]:
    """The administrator's desk in that room."""
    with signed_in(room.address, ADMINISTRATOR, PASSWORD) as client:
        yield laid_out(client)


@pytest.fixture(scope="session")
def seen(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> list[Sight]:
    """Every page as it was answered."""
    return list(sights(desk, tmp_path_factory.mktemp("empty") / "data"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of a process."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def browsing(browser: Browser, desk: Desk) -> Iterator[BrowserContext]:
    """The administrator's window."""
    context = desk.window(browser, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def loaded(samples_loaded: Path, data_dir: Path) -> Path:
    """This test's data: all samples, read and searchable."""
    shutil.copytree(samples_loaded, data_dir)
    return data_dir


@pytest.fixture
def free_port() -> int:
    return unused_port()


@pytest.fixture
def serving(data_dir: Path) -> Callable[..., AbstractContextManager[Service]]:
    """`with serving() as service:` runs the service on this test's data, with settings if any are given."""
    return lambda **extra: served(data_dir, **extra)


@pytest.fixture
def started(data_dir: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start the command without waiting for it; whatever is left of it is killed after the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def started(*arguments: str) -> "subprocess.Popen[bytes]":
        processes.append(start(data_dir, *arguments))
        return processes[-1]

    yield started
    for process in processes:
        end_group(process)
        process.wait(timeout=30)


@pytest.fixture
def iscm(data_dir: Path) -> Iscm:
    """Run the command to its end; answers what it printed and its exit code."""

    def iscm(*arguments: str, stdin: str = "", **extra: str) -> "subprocess.CompletedProcess[str]":
        return run(data_dir, *arguments, stdin=stdin, **extra)

    return iscm
