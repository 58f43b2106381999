"""The service in two processes: one repository to whoever asks, whichever process answers, and whichever dies."""

import os
import signal
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

ServiceOf = Callable[..., AbstractContextManager[Any]]


def answering(parent: int) -> list[int]:
    """The processes that answer requests."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def send(address: str, token: str, name: str, text: str) -> None:
    body = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}\r\n--x--\r\n'
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=x"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}/api/documents", body.encode(), headers)) as answer:
        assert answer.status == 202


def totals(service: Any, word: str) -> set[int]:
    """What several connections find, each perhaps of another process."""
    return {service.get(f"/api/search?q={word}")["total"] for _ in range(8)}


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to pass")


def test_two_processes_are_one_service_and_end_with_it(iscm: Callable[..., Any], serving: ServiceOf) -> None:
    assert (
        iscm("user", "add", "a@example.org", "--role", "curator", stdin="a password of some length\n").returncode == 0
    )
    token = iscm("token", "a@example.org").stdout.split()[-1]
    with serving(ISCM_WORKERS="2") as service:
        until(lambda: len(answering(service.process.pid)) == 2)
        send(service.address, token, "first.txt", "The zeppelin declaration of the meeting, in a sentence or two.")
        until(lambda: totals(service, "zeppelin") == {1})
        # Perhaps the one that reads files.
        gone = answering(service.process.pid)[0]
        os.kill(gone, signal.SIGKILL)
        until(lambda: len(set(answering(service.process.pid)) - {gone}) == 2)
        send(service.address, token, "second.txt", "The airship declaration of another meeting, in a sentence.")
        until(lambda: totals(service, "airship") == {1})
        left = answering(service.process.pid)
        service.process.kill()
        service.process.wait(timeout=30)
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
