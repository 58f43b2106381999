"""A segment on disk: gathered documents and, worked out from them, the postings of their forms and stems."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.arrays import ArraysWriter
from search.gathered import Gathered, Numbers, Words
from search.inverting import inverted
from search.postings import SHIFT, Places
from search.schema import PAGES_TEXT, TEXTS
from search.strings import write_strings


def write_segment(path: Path, gathered: Gathered) -> None:
    """Write a segment; on the disk when this returns."""
    with ArraysWriter(path) as writer:
        forms, form_rank = _sorted(gathered.vocabulary.forms)
        stems, stem_rank = _sorted(gathered.vocabulary.stems)
        write_strings(writer, "forms", forms)
        write_strings(writer, "stems", stems)
        # The number of no word has a form and a stem, too, that no term has: one after the last.
        form_of = _ranked(form_rank, gathered.vocabulary.form_of)
        stem_of = _ranked(stem_rank, gathered.vocabulary.stem_of)
        writer.add("form_of", form_of)
        writer.add("stem_of", stem_of)
        for text in TEXTS:
            words, ends = gathered.texts[text], gathered.ends[text]
            writer.add_numbers(f"{text}.words", words)
            writer.add(f"{text}.ends", ends)
            _write_postings(writer, f"{text}.stems", words, ends, stem_of, len(stems))
            _write_postings(writer, f"{text}.forms", words, ends, form_of, len(forms))
        _write_documents(writer, gathered)


def _write_postings(writer: ArraysWriter, name: str, words: Words, ends: Numbers, term_of: Words, terms: int) -> None:
    found = inverted(words, ends, term_of, terms)
    writer.add_numbers(f"{name}.first", found.first)
    writer.add_numbers(f"{name}.documents", found.documents)
    writer.add_numbers(f"{name}.counts", found.counts)
    # Phrases are of stems; where a form stands is seen from the words themselves.
    if name.endswith("stems"):
        writer.add_numbers(f"{name}.places", found.places)
        writer.add_numbers(f"{name}.positions", found.positions)


def _write_documents(writer: ArraysWriter, gathered: Gathered) -> None:
    writer.meta["documents"] = len(gathered)
    writer.meta["words"] = len(gathered.texts[PAGES_TEXT])
    writer.meta["values"] = {facet: list(codes.values) for facet, codes in gathered.codes.items()}
    writer.add_numbers("starts", gathered.starts)
    writer.add("sentences", gathered.sentences)
    writer.add("pages", gathered.pages.reshape(-1))
    writer.add("page_ends", gathered.page_ends)
    writer.add("page_places", _page_places(gathered))
    writer.add("operative", gathered.operative.reshape(-1))
    writer.add("operative_ends", gathered.operative_ends)
    writer.add("ids", gathered.ids)
    writer.add("dates", gathered.dates)
    write_strings(writer, "records", gathered.records)
    write_strings(writer, "title_keys", gathered.title_keys)
    for field, lengths in gathered.lengths.items():
        writer.add_numbers(f"lengths.{field}", lengths)
    for facet, codes in gathered.codes.items():
        writer.add_numbers(f"codes.{facet}.rows", codes.rows)
        writer.add_numbers(f"codes.{facet}.numbers", codes.numbers)


def _page_places(gathered: Gathered) -> Places:
    """The place with which each page begins."""
    documents = np.repeat(np.arange(len(gathered)), np.diff(gathered.page_ends, prepend=0))
    return (documents << SHIFT) + gathered.pages[:, 2]


def _sorted(strings: Sequence[bytes]) -> tuple[list[bytes], Numbers]:
    """Strings in order, and the place in it of each."""
    plain = list(strings)
    order = sorted(range(len(plain)), key=plain.__getitem__)
    rank = np.empty(len(plain), np.int64)
    rank[order] = np.arange(len(plain))
    return [plain[number] for number in order], rank


def _ranked(rank: Numbers, numbers: Words) -> Words:
    ranked = np.full(len(numbers), len(rank), np.uint32)
    ranked[1:] = rank[numbers[1:]]
    return ranked
