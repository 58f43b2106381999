"""Clients in a process of their own: threads that ask one address after the other, each over one connection.

They share the processors with the service, so they do as little as they can: what comes is counted and thrown away.
"""

import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass

_SECONDS = 60.0
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Errand:
    """What the clients are to do: whom to ask for what, for so many seconds."""

    port: int
    addresses: tuple[str, ...]
    clients: int
    seconds: float
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """What they met: milliseconds of each answer, kilobytes of the mean one, and processor seconds of their own."""

    milliseconds: tuple[float, ...]
    seconds: float
    kilobytes: float
    own_seconds: float

    def quantile(self, hundredth: int) -> float:
        """So many of a hundred answers took no longer."""
        return statistics.quantiles(self.milliseconds, n=100)[hundredth - 1]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


def sent(errand: Errand) -> Met:
    """Start the clients, and wait for what they met; raises RuntimeError where an answer was not 200."""
    asked = subprocess.run([sys.executable, __file__], input=json.dumps(asdict(errand)), capture_output=True, text=True)
    if asked.returncode:
        raise RuntimeError(asked.stderr)
    told = json.loads(asked.stdout)
    return Met(tuple(told.pop("milliseconds")), **told)


def _run(errand: Errand) -> Met:
    spent: list[tuple[float, int]] = []
    troubles: list[str] = []
    begin = time.perf_counter()
    threads = [
        threading.Thread(target=_ask, args=(errand, number, begin + errand.seconds, spent, troubles))
        for number in range(errand.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise SystemExit("\n".join(troubles[:5]))
    seconds = time.perf_counter() - begin
    kilobytes = sum(size for _, size in spent) / len(spent) / 1e3
    return Met(tuple(milliseconds for milliseconds, _ in spent), seconds, kilobytes, time.process_time())


def _ask(errand: Errand, first: int, end: float, spent: list[tuple[float, int]], troubles: list[str]) -> None:
    """One client; each begins elsewhere in the list."""
    position = first * len(errand.addresses) // errand.clients
    with socket.create_connection(("127.0.0.1", errand.port), _SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (begin := time.perf_counter()) < end:
            address = errand.addresses[position % len(errand.addresses)]
            connection.sendall(_request(address, errand.cookie))
            status, size = _answer(connection)
            spent.append(((time.perf_counter() - begin) * 1e3, size))
            position += 1
            if status != 200:
                troubles.append(f"{address} was answered with {status}.")
                return


def _request(address: str, cookie: str) -> bytes:
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Language: en"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _answer(connection: socket.socket) -> tuple[int, int]:
    """Status and length of an answer, which says its length beforehand."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(_PIECE)
        if not piece:
            raise ConnectionError("The service hung up.")
        head += piece
    head, _, body = head.partition(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    missing = size - len(body)
    while missing > 0:
        missing -= len(connection.recv(_PIECE))
    return int(head.split(b" ", 2)[1]), size


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    json.dump(asdict(_run(Errand(**given | {"addresses": tuple(given["addresses"])}))), sys.stdout)
