"""Load over HTTP: our service started on a filled repository, and clients that ask it all the queries at once."""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from queries import QUERIES
from search.query import SearchQuery

_HOST = "127.0.0.1"
_START_SECONDS, _REQUEST_SECONDS = 120.0, 60.0


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients met: milliseconds of the median and of the slowest in twenty, requests per second."""

    clients: int
    requests: int
    median: float
    p95: float
    per_second: float


def load(data_dir: Path, clients: int, requests: int) -> Load:
    """Start the service and ask it, each client so many requests over one connection, one after the other."""
    with _service(data_dir) as port:
        _ask(port, len(QUERIES), 0)
        spent: list[float] = []
        threads = [
            threading.Thread(target=lambda first=client: spent.extend(_ask(port, requests, first)))
            for client in range(clients)
        ]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begin
    if len(spent) != clients * requests:
        raise RuntimeError(f"{clients * requests - len(spent)} of {clients * requests} requests failed.")
    p95 = statistics.quantiles(spent, n=20)[-1]
    return Load(clients, len(spent), statistics.median(spent), p95, len(spent) / seconds)


def _ask(port: int, requests: int, first: int) -> list[float]:
    """The milliseconds of each request; the queries in turn, each client beginning with another."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=_REQUEST_SECONDS)
    spent = []
    for number in range(first, first + requests):
        query = QUERIES[number % len(QUERIES)]
        address = "/api/search?" + SearchQuery(query.text(), frozenset(query.filters)).to_query_string()
        begin = time.perf_counter()
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        spent.append((time.perf_counter() - begin) * 1e3)
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{address} was answered with {response.status}.")
    connection.close()
    return spent


@contextmanager
def _service(data_dir: Path) -> Iterator[int]:
    """Our service on a free port, for as long as it is needed."""
    with socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
    environment = os.environ | {"ISCM_DATA_DIR": str(data_dir), "ISCM_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "web", "serve", "--host", _HOST, "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=_REQUEST_SECONDS)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the service answers."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection(_HOST, port, timeout=_REQUEST_SECONDS)
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
