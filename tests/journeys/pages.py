"""The pages that checkers look at; whoever adds a page adds a line."""

from collections.abc import Iterator
from typing import Any

PHRASE = "%22return+and+readmission%22"
# {document} is a PDF with two language versions, {file} its first.
PAGES = (
    "/",
    f"/search?q={PHRASE}&iscm=rabat&iscm=rcm&year_from=2000",
    "/search?q=nothingatall&year=2003",
    "/search?q=readmision+traficking",
    f"/documents/{{document}}?q={PHRASE}",
    "/documents/{document}?view=text",
    f"/documents/{{document}}/pages/3?q={PHRASE}",
    "/documents/{document}/files/{file}/pages/3/10-60",
    "/documents/{document}/side-by-side?page=3",
    "/iscms",
    "/iscms/rabat",
    "/iscms/igc",
    "/overview",
    "/overview?scheme=theme",
    f"/overview/trend?q={PHRASE}",
    "/overview/compare?iscm=rabat&iscm=khartoum&element=s",
    "/commitments",
    "/meetings",
    "/meetings?view=month&month=2018-05",
    "/highlights/2018",
    "/programs",
    "/about",
    "/sign-in",
    "/nowhere",
    f"/ar/search?q={PHRASE}",
    "/ar/iscms/rabat",
)


def pages(room: Any) -> Iterator[tuple[str, str]]:
    """Each page as it stands in the list, and its address in a room on the samples."""
    document = room.get(f"/api/search?q={PHRASE}&iscm=rabat&language=en")["hits"][0]["id"]
    file = room.get(f"/api/documents/{document}")["files"][0]["id"]
    for path in PAGES:
        yield path, room.address + path.format(document=document, file=file)
