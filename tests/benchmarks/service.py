"""Our service in a process of its own on a filled repository, as `iscm serve` starts it, for those who measure it."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

HOST = "127.0.0.1"
REQUEST_SECONDS = 60.0
_START_SECONDS = 120.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers: its port on this machine, and its process."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """The processor time that it and all processes it started have taken until now."""
        return sum(_processor_seconds(pid) for pid in _family(self.pid))

    def megabytes(self, line: str) -> float:
        """A line of what Linux knows of their memory: `RssAnon`, `RssFile`."""
        known = (_reads(pid, "status").splitlines() for pid in _family(self.pid))
        return sum(next(int(text.split()[1]) for text in status if text.startswith(line)) for status in known) / 1e3


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children = [int(child) for child in _reads(pid, f"task/{pid}/children").split()]
    return [pid, *(one for child in children for one in _family(child))]


def _processor_seconds(pid: int) -> float:
    # The name of the program, which may hold spaces, ends with a bracket; utime and stime are fields 14 and 15.
    fields = _reads(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _reads(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()


@contextmanager
def service(data_dir: Path) -> Iterator[Service]:
    """Our service on a free port, for as long as it is needed."""
    with socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    environment = os.environ | {"ISCM_DATA_DIR": str(data_dir), "ISCM_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "web", "serve", "--host", HOST, "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Service(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=REQUEST_SECONDS)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the service answers."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=REQUEST_SECONDS)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except ConnectionError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise RuntimeError("The service does not answer.")
