"""A reference as CSL-JSON, which citation processors such as citeproc format in any style."""

import json
from typing import Any

from api.citing.reference import Reference


def csl(reference: Reference) -> str:
    """One item as JSON."""
    return json.dumps(csl_item(reference), ensure_ascii=False)


def csl_item(reference: Reference) -> dict[str, Any]:
    """One item; a process is a `literal` name, which no processor takes apart."""
    names = [author.name for author in reference.authors]
    item = {
        "id": reference.id,
        "type": "report",
        "title": reference.title,
        "author": [{"literal": name} for name in names],
        # One day: processors such as citeproc-py print nothing for a range where a style asks for the year.
        "issued": _dates(reference.date_from),
        "event-date": _dates(reference.date_from, reference.date_to),
        "genre": reference.kind,
        "publisher": "; ".join(names),
        "event-title": reference.meeting,
        "event-place": reference.place,
        "language": reference.languages[0] if reference.languages else "",
        "keyword": ", ".join(reference.keywords),
        "page": str(reference.page) if reference.page else "",
        "archive": reference.site.name,
        "note": reference.note,
        "URL": reference.url,
    }
    return {name: value for name, value in item.items() if value}


def _dates(*days: str) -> dict[str, Any]:
    days = tuple(day for day in dict.fromkeys(days) if day)
    return {"date-parts": [[int(part) for part in day.split("-")] for day in days]} if days else {}
