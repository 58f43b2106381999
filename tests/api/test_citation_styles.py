"""Citations written out: what a reader copies, in each style, as far as each part is known."""

from dataclasses import replace

import pytest

from api.citing.reference import Author, Reference, Site
from api.citing.styles import styled

URL = "https://iscm.example/documents/abc"
RABAT = Author(
    "Euro-African Dialogue on Migration and Development", "Rabat Process", "https://iscm.example/iscms/rabat"
)
KNOWN = Reference(
    id="abc",
    url=URL,
    landing_url=URL,
    title="Marrakesh Political Declaration",
    kind="Declaration",
    authors=(RABAT,),
    date_from="2018-05-02",
    date_to="2018-05-02",
    place="Marrakesh, Morocco",
    meeting="",
    languages=("en",),
    subjects=(),
    copies=(),
    file_id="",
    page=None,
    site=Site("https://iscm.example", "ISCM repository"),
    is_sample=False,
    updated="2026-01-01",
)


def texts(reference: Reference, url: str = "") -> dict[str, str]:
    return {style.name: style.text for style in styled(reference, url)}


def test_a_document_is_cited_in_every_style() -> None:
    assert texts(KNOWN) == {
        "plain": "Euro-African Dialogue on Migration and Development (Rabat Process). Marrakesh Political Declaration. "
        f"Marrakesh, Morocco, 2 May 2018. {URL}",
        "un": f"{RABAT.name}, “Marrakesh Political Declaration”, Marrakesh, Morocco, 2 May 2018. Available at {URL}",
        "chicago": f"{RABAT.name}, Marrakesh Political Declaration (Marrakesh, Morocco, May 2, 2018), {URL}",
        "apa": "Euro-African Dialogue on Migration and Development. (2018, May 2). Marrakesh Political Declaration "
        f"[Declaration]. {URL}",
    }


def test_a_page_and_a_passage_are_cited_with_their_page() -> None:
    cited = texts(replace(KNOWN, page=4), f"{URL}/files/f/pages/4/10-90")
    assert ", 2 May 2018. p. 4. " in cited["plain"]
    assert ", 2 May 2018, p. 4. Available at" in cited["un"]
    assert "May 2, 2018), 4, " in cited["chicago"]
    assert "Declaration (p. 4) [Declaration]. " in cited["apa"]
    assert all(text.endswith("/pages/4/10-90") for text in cited.values())


@pytest.mark.parametrize(
    ("first", "last", "chicago", "apa"),
    [
        ("2018-05-02", "2018-05-03", "May 2–3, 2018", "2018, May 2–3"),
        ("2018-05-30", "2018-06-01", "May 30–June 1, 2018", "2018, May 30–June 1"),
        ("2018-05", "2018-05", "May 2018", "2018, May"),
        ("2018", "2018", "2018", "2018"),
        ("", "", "n.d.", "n.d."),
    ],
)
def test_dates_are_no_more_exact_than_known(first: str, last: str, chicago: str, apa: str) -> None:
    cited = texts(replace(KNOWN, date_from=first, date_to=last, place=""))
    assert f" ({chicago}), " in cited["chicago"]
    assert f". ({apa}). " in cited["apa"]


def test_what_is_not_known_leaves_no_gap_and_a_sample_says_so() -> None:
    bare = replace(KNOWN, authors=(), kind="", place="", date_from="", date_to="", is_sample=True)
    cited = texts(bare)
    assert cited["un"] == (
        f"“Marrakesh Political Declaration” (illustrative sample, not an official text). Available at {URL}"
    )
    assert cited["apa"].startswith(
        "Marrakesh Political Declaration [illustrative sample, not an official text]. (n.d.)."
    )
    assert all("  " not in text for text in cited.values())
