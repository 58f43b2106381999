"""The forms in which a document is told to programs."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from api.citing.bibtex import bibtex
from api.citing.csl import csl
from api.citing.media_types import MEDIA_TYPES
from api.citing.reference import Cited, reference
from api.citing.ris import ris
from api.citing.schema_org import json_ld
from api.citing.signposting import linkset
from api.harvest.dublin_core import oai_dc
from api.presenting import document_shape


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write what is cited; `name` ends its address, `extension` its file name."""

    name: str
    extension: str
    label: str
    write: Callable[[Cited], str]

    @property
    def media_type(self) -> str:
        """The media type that it is sent as."""
        return MEDIA_TYPES[self.name][0]


def _dublin_core(cited: Cited) -> str:
    element = oai_dc(cited.document, cited.authority, reference(cited).url)
    return str(etree.tostring(element, xml_declaration=True, encoding="UTF-8", pretty_print=True), "utf-8")


def _api(cited: Cited) -> str:
    return document_shape(cited.document, cited.authority, cited.site.url).model_dump_json()


# In the order in which they are offered.
FORMS = {
    form.name: form
    for form in (
        Form("ris", "ris", "RIS", lambda cited: ris(reference(cited))),
        Form("bib", "bib", "BibTeX", lambda cited: bibtex(reference(cited))),
        # Citation processors read a list, also of one.
        Form("csl", "json", "CSL-JSON", lambda cited: f"[{csl(reference(cited))}]\n"),
        Form("jsonld", "jsonld", "JSON-LD", lambda cited: json_ld(reference(cited))),
        Form("dc", "xml", "Dublin Core", _dublin_core),
        Form("json", "json", "JSON", _api),
        Form("linkset", "json", "Link set", lambda cited: linkset(reference(cited))),
    )
}
