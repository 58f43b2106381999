"""Load over HTTP: our service started on a filled repository, and clients that ask it all the queries at once."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from queries import QUERIES
from search.query import SearchQuery
from service import HOST, REQUEST_SECONDS, service


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
    with service(data_dir) as started:
        port = started.port
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
    connection = http.client.HTTPConnection(HOST, port, timeout=REQUEST_SECONDS)
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
