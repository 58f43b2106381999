"""No page weighs more than a reader on a weak link can wait for, in any language, on a repository with everything."""

import io
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.authority import Authority
from repository.authority_records import LANGUAGES
from repository.reading import Evidence, Finding, Given, PageText, Reading, TagFinding
from repository.settings import Settings
from search.catching_up import catch_up
from web.app import create_app
from web.interface_language import LANGUAGES as INTERFACE

MOST = 100_000
FIRST, LAST = 1985, 2025
STATES = ("MAR", "TUN", "SEN", "MEX", "PHL", "IDN", "ARG", "CHE", "NGA", "EGY", "KAZ", "LKA")
TEXT = (
    "The Ministers of the participating States, meeting at the invitation of the host, recommend closer cooperation on "
    "return and readmission, labour migration, border management and the protection of migrants in every situation."
)
EVIDENCE = tuple(Evidence(page, 0, 40 * page, TEXT[: 40 * page], "test") for page in (1, 2, 3))
# Processes that a document may name besides its own.
MENTIONED = 12
WORDS = "q=%22return+and+readmission%22"
YEARS = "year_from=1986&year_to=2024"
PAGES = (
    "/",
    "/search?sort=date",
    f"/search?{WORDS}",
    f"/search?{WORDS}&element=s&language=en&region=africa&type=declaration&type=communique",
    f"/search?{WORDS}&{YEARS}&sort=date&element=s&element=e&theme=1&theme=2&theme=3&language=en&language=fr",
    f"/search?q=return+readmission+labour+migration+border+management&{YEARS}",
    f"/search?{WORDS}&more=state",
    f"/search?{WORDS}&more=mention",
    f"/search?{WORDS}&{YEARS}&more=iscm",
    f"/search?{WORDS}&more=objective",
    "/overview",
    "/overview?year_from=2005",
    f"/overview?{YEARS}&{WORDS}",
    f"/overview?scheme=theme&{YEARS}&{WORDS}",
    f"/overview?scheme=objective&{YEARS}&{WORDS}",
    f"/overview/trend?{WORDS}",
    "/overview/compare?iscm=rabat&iscm=khartoum&iscm=rcm&iscm=bali&element=s",
    "/commitments",
    "/iscms",
    "/iscms/rabat",
    "/iscms/rcm",
    "/meetings",
    "/meetings?view=month&month=2018-05",
    "/highlights/2018",
    "/about",
    "/programs",
    "/documents/{document}",
    f"/documents/{{document}}?{WORDS}",
    f"/documents/{{document}}/pages/2?{WORDS}",
)


def readings(authority: Authority) -> Iterator[tuple[Reading, Given]]:
    """A document for every process, each with every element and theme, in all languages and of all types."""
    types, languages = cycle(kind.id for kind in authority.document_types), cycle(LANGUAGES)
    levels, years = cycle(authority.labels["meeting_level"]), cycle(range(FIRST, LAST + 1))
    for iscm in authority.iscms:
        codes = [("iscm", iscm.slug)]
        codes += [("element", element.letter) for element in authority.elements]
        codes += [("theme", str(theme.number)) for theme in authority.themes]
        codes += [("objective", str(objective.number)) for objective in authority.objectives]
        codes += [("mention", other.slug) for other in authority.iscms[:MENTIONED] if other is not iscm]
        codes += [("state", state) for state in STATES]
        tags = tuple(TagFinding(*code, 5.0, True, EVIDENCE) for code in codes)
        language, year = next(languages), next(years)
        yield (
            Reading(
                media_type="text/plain",
                pages=tuple(PageText(number, f"{number}. {TEXT} " * 3, language=language) for number in range(1, 9)),
                language=Finding(language),
                title=Finding(
                    f"{iscm.name}: {year} declaration of the Ministers on cooperation, conclusions and annex"
                ),
                meeting_level=Finding(next(levels)),
                tags=tags,
            ),
            Given(date=f"{year}-11-03..{year}-11-05", type=next(types), language=language),
        )


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """A repository where every cell of every overview is filled, and the id of one of its documents."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("everything"), requests_per_minute=0))
    house = app.state.house
    with house.repository.write() as uow:
        for number, (reading, given) in enumerate(readings(house.repository.authority)):
            original = house.repository.originals.keep(io.BytesIO(str(number).encode()), 9)
            file = uow.documents.add(original, f"{number}.txt", given, SYSTEM)
            uow.record(file, reading)
        uow.commit()
        document = file.document.public_id
    catch_up(house.repository, house.index)
    yield TestClient(app), document
    house.repository.close()


def test_a_map_of_long_links_is_a_form_whose_cells_lead_to_the_same_searches(
    everything: tuple[TestClient, str], tree: Any
) -> None:
    client, _ = everything
    page = tree(client.get(f"/fr/overview?{YEARS}&{WORDS}").text)
    form = page.find(".//form[@action='/fr/overview/cell']")
    cells = {button.get("value"): button.text for button in form.iter("button")}
    assert len(cells) > 24 * 40
    hidden = {field.get("name"): field.get("value") for field in form.iter("input")}
    answer = client.get(form.get("action"), params={**hidden, "cell": "rabat.s"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/fr/search?{WORDS}&iscm=rabat&element=s&{YEARS}"
    found = tree(client.get(answer.headers["location"]).text)
    assert len(found.find_class("card")) == int(cells["rabat.s"])
    assert client.get("/overview/cell?cell=nowhere.s").status_code == 404


def test_a_long_search_is_narrowed_by_buttons_that_keep_all_of_it(
    everything: tuple[TestClient, str], tree: Any
) -> None:
    client, _ = everything
    page = tree(client.get(f"/ar/search?{WORDS}&{YEARS}&element=s&sort=date").text)
    form = page.get_element_by_id("narrow")
    hidden = [(field.get("name"), field.get("value")) for field in form.iter("input")]
    buttons = [(button.get("name"), button.get("value")) for button in page.xpath("//button[@form='narrow']")]
    element = next(item for item in buttons if item[0] == "element")
    assert {"iscm", "year", "theme", "state"} <= {name for name, _ in buttons}
    answer = client.get(form.get("action"), params=[*hidden, element])
    narrowed = tree(answer.text)
    assert len(narrowed.xpath("//ul[@class='chips']/li")) == 4
    assert not narrowed.xpath("//figure[@class='years']//a")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_weighs_less_than_100_kb_in_every_language(everything: tuple[TestClient, str], path: str) -> None:
    client, document = everything
    weights = {}
    for language in INTERFACE:
        answer = client.get(f"/{language}{path.format(document=document)}")
        assert answer.status_code == 200
        weights[language] = len(answer.content)
    assert {language: weight for language, weight in weights.items() if weight >= MOST} == {}
