"""Worker, child and service killed at random, in short; `make kill` does it for long."""

import socket
from pathlib import Path

from killing import WHOM, Killer, documents, losses


def test_nothing_is_lost_when_worker_child_and_service_are_killed(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    count = documents(tmp_path / "files", 8)
    killer = Killer(tmp_path, port, seed=3, pause=(1.0, 3.0))
    killer.kill(len(WHOM))
    done = killer.finish()
    assert "Traceback" not in done.stderr
    assert losses(killer.data, count) == []
