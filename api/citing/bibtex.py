"""A reference as BibTeX; braces keep the name of a process in one piece."""

from collections.abc import Iterator

from api.citing.reference import Reference

_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX asks for an institution, and for an author; a document without a known process has none.
_UNKNOWN = "Process not known"


def bibtex(reference: Reference) -> str:
    """One entry, of the kind `techreport`."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference) if value)
    return f"@techreport{{{_key(reference)},\n{fields}}}\n\n"


def _key(reference: Reference) -> str:
    return f"iscm-{reference.id}" + (f"-p{reference.page}" if reference.page else "")


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    names = [author.name for author in reference.authors]
    yield "author", " and ".join(_whole(name) for name in names).join("{}") if names else ""
    yield "title", _whole(reference.title).join("{}")
    yield "institution", _whole(" / ".join(names) or _UNKNOWN).join("{}")
    yield "type", _braced(reference.kind)
    yield "year", _braced(reference.year)
    yield "month", _month(reference.date_from)
    yield "date", _braced("/".join(dict.fromkeys(day for day in (reference.date_from, reference.date_to) if day)))
    yield "address", _braced(reference.place)
    yield "pages", _braced(str(reference.page) if reference.page else "")
    yield "language", _braced(", ".join(reference.languages))
    yield "keywords", _braced(", ".join(reference.keywords))
    yield "note", _braced(reference.note)
    # Addresses of ours have no character that must be escaped here, and an escaped one would not open.
    yield "url", reference.url.join("{}")


def _whole(text: str) -> str:
    return _escaped(text).join("{}")


def _braced(text: str) -> str:
    return _escaped(text).join("{}") if text else ""


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)


def _month(day: str) -> str:
    return _MONTHS[int(day[5:7]) - 1] if len(day) >= 7 else ""
