"""When a text was published, where it says so: told from the date of the meeting by the words before it."""

import re
from collections.abc import Sequence

from ingest.dates import dates_in
from ingest.evidence import passage
from ingest.folding import fold
from repository.reading import Finding

_EDGE = 1500
_BEFORE = 60
# What stands before the day on which a text was made known, not made.
PUBLISHED = re.compile(
    r"(?<!\w)(?:publish(?:ed)?|publication|posted|released|release date|post on|upload(?:ed)?|last updated|accessed|"
    r"retrieved|draft as of|version of|distr|distributed|circulated|issued on|updated|"
    r"publiee?s?|parution|mis en ligne|diffuse|publicad[oa]s?|publicacion|difundid[oa]|publicacao|divulgad[oa]|"
    r"опубликован\w*|дата публикации|размещено|نشر|تاريخ النشر|صدر بتاريخ)\W[^\n]{0,30}$|"
    r"(?<!\w)distr\.?:?[^\n]{0,20}\n[^\n]{0,80}$"
)
# Looked for first, since finding dates takes far longer.
_CUE = re.compile(
    r"publi|posted|released|release date|distr|circulated|issued on|updated|parution|mis en ligne|diffuse|difundid|"
    r"divulgad|опубликован|размещено|نشر|صدر بتاريخ"
)


def published(texts: Sequence[str]) -> Finding | None:
    """The date of publication with its words, from the head of the first page or the foot of the last."""
    if not texts:
        return None
    last = texts[-1]
    for number, text, offset in ((1, texts[0][:_EDGE], 0), (len(texts), last[-_EDGE:], max(0, len(last) - _EDGE))):
        for date in dates_in(text) if _CUE.search(fold(text)) else ():
            before = fold(text[max(0, date.start - _BEFORE - 60) : date.start])
            if date.precision != "year" and PUBLISHED.search(before):
                start, end = offset + date.start, offset + date.end
                return Finding(date.first, (passage(texts[number - 1], number, start, end, "published"),))
    return None
