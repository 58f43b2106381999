"""A reference as RIS, which Zotero, EndNote, Mendeley and RefWorks read."""

from collections.abc import Iterator

from api.citing.reference import Reference


def ris(reference: Reference) -> str:
    """One record, from TY to ER."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(reference)) + "ER  - \r\n\r\n"


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    for tag, value in _fields(reference):
        line = " ".join(value.split())
        if line:
            yield tag, line


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield from (("AU", author.uncut) for author in reference.authors)
    yield "TI", reference.title
    yield "PY", reference.year
    yield "DA", _date(reference.date_from)
    yield "M3", reference.kind
    yield "CY", reference.place
    # The institution, never cut: here stands the official name, commas and all.
    yield "PB", "; ".join(author.name for author in reference.authors)
    yield "SP", str(reference.page) if reference.page else ""
    yield "LA", "; ".join(reference.languages)
    # A semicolon would cut a keyword in two.
    yield from (("KW", keyword.replace(";", ",")) for keyword in reference.keywords)
    yield "N1", reference.note
    yield "UR", reference.url
    yield from (("L1", copy.url) for copy in reference.copies if copy.media_type == "application/pdf")
    yield "DP", reference.site.name
    yield "ID", reference.id


def _date(day: str) -> str:
    """`2016-11` as `2016/11//`: year, month, day and the rest, each may be missing."""
    return "/".join([*day.split("-"), "", "", ""][:3]) + "/" if day else ""
