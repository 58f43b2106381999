"""Many documents as one text: a batch is read and written, then the next; nothing is held but the ids."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from api.citing.bibtex import bibtex
from api.citing.csl import csl
from api.citing.reference import Cited, Site, reference
from api.citing.ris import ris
from api.exporting.batches import batches
from api.exporting.lines import csv_line
from api.exporting.rows import COLUMNS, row
from api.presenting import document_shape
from repository.access import Actor
from repository.repository import Repository


@dataclass(frozen=True, slots=True)
class Stream:
    """A form in which many documents follow each other: what stands before, between and after them."""

    extension: str
    media_type: str
    label: str
    write: Callable[[Cited], str]
    start: str = ""
    between: str = ""
    end: str = ""
    needs_evidence: bool = False


STREAMS = {
    "ris": Stream("ris", "application/x-research-info-systems", "RIS", lambda cited: ris(reference(cited))),
    "bib": Stream("bib", "application/x-bibtex", "BibTeX", lambda cited: bibtex(reference(cited))),
    "csl": Stream(
        "json",
        "application/vnd.citationstyles.csl+json",
        "CSL-JSON",
        lambda cited: csl(reference(cited)),
        start="[\n",
        between=",\n",
        end="\n]\n",
    ),
    "csv": Stream(
        "csv",
        "text/csv; charset=utf-8; header=present",
        "CSV",
        lambda cited: csv_line(row(cited)),
        start=csv_line(COLUMNS),
    ),
    "jsonl": Stream(
        "jsonl",
        "application/jsonl",
        "JSON lines",
        lambda cited: document_shape(cited.document, cited.authority, cited.site.url).model_dump_json() + "\n",
        needs_evidence=True,
    ),
}


def streamed(stream: Stream, repository: Repository, ids: Iterable[str], actor: Actor, site: Site) -> Iterator[str]:
    """The text of an export in portions, one for each batch of documents."""
    yield stream.start
    before = ""
    for batch in batches(ids):
        with repository.read() as uow:
            documents = uow.exporting.documents(batch, actor, with_evidence=stream.needs_evidence)
            records = [stream.write(Cited(document, repository.authority, site)) for document in documents]
        # Sent after the session is closed: a slow reader must not hold the database.
        if records:
            yield before + stream.between.join(records)
            before = stream.between
    yield stream.end
