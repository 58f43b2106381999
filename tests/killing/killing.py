"""Kills the command, the service and the children that read, at random; then looks whether anything was lost.

`python tests/killing/killing.py 200 30` ingests 200 documents and kills 30 times.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from repository.models import AuditEvent, Document, File
from repository.repository import Repository
from repository.settings import Settings
from search.catching_up import drift
from search.index import Index

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples" / "documents"
WHOM = ("worker", "child", "service")


def documents(folder: Path, count: int) -> int:
    """Samples of all formats, each with a page of its own after it, so that no two are the same; how many."""
    folder.mkdir(parents=True)
    pages = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".html", ".docx", ".pdf")]
    for number in range(count):
        source = pages[number % len(pages)]
        # Bytes after the end of a file change its SHA-256 and nothing else.
        (folder / f"{number:04}{source.suffix}").write_bytes(source.read_bytes() + f"\n<!-- {number} -->\n".encode())
    return count


class Killer:
    """One repository, ingested into and served by commands that do not live long."""

    def __init__(self, folder: Path, port: int, seed: int, pause: tuple[float, float] = (2.0, 8.0)) -> None:
        self.data = folder / "data"
        self._files, self._port, self._log = folder / "files", port, folder / "log"
        self._pause = pause
        self._chance = random.Random(seed)  # noqa: S311 - which moment is all that is random here.

    def kill(self, times: int) -> list[str]:
        """Start, wait a moment, kill; answers whom, of those kills that came while files waited to be read."""
        killed = []
        for turn in range(times):
            whom = WHOM[turn % len(WHOM)]
            starting = self._start("ingest", str(self._files)) if whom != "service" else self._serve()
            time.sleep(self._chance.uniform(*self._pause))
            if whom == "child" and (child := self._a_child(starting.pid)):
                os.kill(child, signal.SIGKILL)
                time.sleep(self._chance.uniform(0.1, 1.5))
            starting.kill()
            starting.wait(timeout=30)
            if self._waiting():
                killed.append(whom)
        return killed

    def finish(self) -> "subprocess.CompletedProcess[str]":
        """Ingest once more, to the end."""
        return subprocess.run(
            [sys.executable, "-m", "web", "ingest", str(self._files)],
            cwd=ROOT, env=self._environment(), capture_output=True, text=True, timeout=1800, check=False,
        )  # fmt: skip

    def _waiting(self) -> int:
        repository = Repository(Settings(data_dir=self.data))
        with repository.read() as uow:
            known, waiting = uow.session.scalar(select(func.count(File.id))) or 0, uow.documents.waiting()
        repository.close()
        return len(list(self._files.iterdir())) - known + waiting

    def _serve(self) -> "subprocess.Popen[bytes]":
        return self._start("serve", "--port", str(self._port))

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "web", *arguments], cwd=ROOT, env=self._environment(),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "ISCM_DATA_DIR": str(self.data), "ISCM_POLL_SECONDS": "0.2"}

    def _a_child(self, command: int) -> int | None:
        """A process that reads: a grandchild of the command, which the fork server made."""
        reading = [pid for server in _children(command) for pid in _children(server)]
        return self._chance.choice(reading) if reading else None


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def losses(data: Path, expected: int) -> list[str]:
    """Whatever is not as it should be."""
    repository = Repository(Settings(data_dir=data))
    found = []
    with repository.read() as uow:
        files = uow.session.scalars(select(File)).all()
        found += [f"{file.filename} is {file.status}" for file in files if file.status not in ("ready", "failed")]
        found += [f"{file.filename}: original" for file in files if not repository.originals.is_intact(file.digest)]
        if len(files) != expected or len({file.digest for file in files}) != expected:
            found.append(f"{len(files)} files for {expected}")
        if (count := uow.session.scalar(select(func.count(Document.id)))) != expected:
            found.append(f"{count} documents for {expected}")
        found += _twice(uow.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all())
    found += drift(repository, Index(repository.settings.index_dir))
    found += [f"{digest} belongs to no file" for digest in _orphans(repository, {file.digest for file in files})]
    repository.close()
    return found


def _twice(events: Sequence[AuditEvent]) -> list[str]:
    """Files whose outcome was recorded more than once although it was `ready`."""
    seen: set[str] = set()
    found = []
    for event in events:
        after = event.after or {}
        if after.get("status") == "ready":
            if after["file"] in seen:
                found.append(f"{after['file']} became ready twice")
            seen.add(after["file"])
    return found


def _orphans(repository: Repository, digests: set[str]) -> set[str]:
    # An original without a row is what a kill between the two leaves; the next run of the same file adds the row.
    return set(repository.originals.digests()) - digests


def main(count: int, times: int) -> int:
    """Run it in a folder of its own, and say what was found."""
    with tempfile.TemporaryDirectory(prefix="iscm-kill-") as name:
        folder = Path(name)
        documents(folder / "files", count)
        killer = Killer(folder, port=8765, seed=times)
        killed = killer.kill(times)
        whom = ", ".join(f"{killed.count(name)} {name}" for name in WHOM)
        print(f"killed {times} times, {len(killed)} of them while files waited: {whom}")
        print(killer.finish().stdout.splitlines()[-1])
        found = losses(killer.data, count)
        print("\n".join(found) if found else f"{count} documents, each ready or failed once; nothing lost.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:3])))
