"""Everything a reader without an account can reach, written down: pages, data, feeds, exports, pictures."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

# What differs from one moment to the next whatever is in the repository.
_MOMENTS = re.compile(rb"(?<=<responseDate>)[^<]+|(?<=DTSTAMP:)\w+")
_OF_THE_MOMENT = {"xlsx": ("etag", "last-modified", "content-length")}
_LANGUAGES = re.compile(r"/(en|fr|es|ar|pt|ru)(/|\?|$)")
_ADDRESS = re.compile(rb"""(?:href|src)=["']([^"'#]+)|<loc>([^<]+)</loc>|"((?:http://testserver)?/[^"\\ <>]*)\"""")
Line = tuple[str, int, tuple[tuple[str, str], ...], bytes]


class Crawler:
    """Follows links, each address once, so many of each route at most; `lines` is the transcript."""

    def __init__(self, app: FastAPI, most: int) -> None:
        self._client = TestClient(app, follow_redirects=False)
        self._most = most
        self._routes = list(iter_route_contexts(app.routes))
        self._seen: set[str] = set()
        self.of_route: Counter[str] = Counter()
        self.lines: list[Line] = []

    def follow(self, seeds: Iterable[str]) -> None:
        """Ask for the seeds, and for all they lead to."""
        waiting = deque(seeds)
        while waiting:
            address = waiting.popleft()
            if address not in self._seen and self._has_room(address):
                self._seen.add(address)
                waiting.extend(self.ask(address))

    def ask(self, address: str, **headers: str) -> list[str]:
        """Ask for one address, and write down the answer; tells where it leads."""
        answer = self._client.get(address, headers=headers)
        kind = "xlsx" if ".xlsx" in address else ""
        told = {
            name: value for name, value in answer.headers.items() if name.lower() not in _OF_THE_MOMENT.get(kind, ())
        }
        body = _unpacked(answer.content) if kind and answer.status_code == 200 else answer.content
        self.lines.append((address, answer.status_code, tuple(sorted(told.items())), _MOMENTS.sub(b"now", body)))
        return list(_leads_to(answer.content, answer.headers)) if not kind else []

    def _has_room(self, address: str) -> bool:
        route = self._route(urlsplit(address).path)
        self.of_route[route] += 1
        return self.of_route[route] <= self._most

    def _route(self, path: str) -> str:
        scope = {"type": "http", "path": path, "method": "GET", "headers": [], "root_path": ""}
        for context in self._routes:
            pattern = getattr(context, "path_regex", None)
            if pattern and pattern.match(path) and "GET" in (context.methods or ()):
                return str(context.path)
        return str(scope["path"]).partition("/")[0]


def _leads_to(content: bytes, headers: Any) -> Iterator[str]:
    found = [
        next(part for part in match if part).decode()
        for match in _ADDRESS.findall(content if _is_text(headers) else b"")
    ]
    found += re.findall(r"<([^>]+)>", headers.get("link", ""))
    found += [headers["location"]] if "location" in headers else []
    for address in dict.fromkeys(found):
        address = address.replace("&amp;", "&").removeprefix("http://testserver")
        if address.startswith("/") and not address.startswith(("//", "/static/")) and not _LANGUAGES.match(address):
            yield address.partition("#")[0]


def _is_text(headers: Any) -> bool:
    return not headers.get("content-type", "").startswith(("image/", "application/pdf", "application/octet-stream"))


def _unpacked(content: bytes) -> bytes:
    """What a workbook says, without the moment at which it was made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist() if not name.startswith("docProps/"))
