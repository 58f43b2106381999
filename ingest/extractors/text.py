"""Plain text in any encoding; a form feed begins a new page."""

from pathlib import Path

from charset_normalizer import from_bytes

from ingest.extracted import Extracted, RawPage
from ingest.extractors.sections import paragraphs_of, sections
from ingest.limits import Limits

# Enough to tell the encoding; looking at all of a long text would take minutes.
_SAMPLE_BYTES = 200_000
# Those in which the six languages were written before Unicode; among all, Hungarian ones win over short French texts.
_ENCODINGS = ["cp1252", "cp1251", "cp1256", "koi8_r", "iso8859_5", "iso8859_6", "cp866", "mac_cyrillic"]
_MOST_BYTES_PER_CHARACTER = 4
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def extract(path: Path, limits: Limits) -> Extracted:
    """Pages at form feeds, or sections where there are none."""
    with path.open("rb") as stream:
        data = stream.read(limits.characters * _MOST_BYTES_PER_CHARACTER)
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    broken = "\f" in text.strip("\f\n ")
    pages = text.strip("\f").split("\f") if broken else sections(paragraphs_of(text))
    return Extracted(tuple(RawPage(page) for page in pages))


def decode(data: bytes) -> str:
    """The text of some bytes, in the encoding they are most likely written in."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_ENCODINGS).best()
        return data.decode(best.encoding if best else "latin-1", errors="replace")
