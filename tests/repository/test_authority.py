"""The authority data is complete, agrees with itself, and a broken file is named with the entry to correct."""

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from repository.authority_files import DATA, AuthorityError, load_authority, read_authority
from repository.authority_records import LANGUAGES, Alias, Iscm
from repository.states import is_state, language_name, state_name

AUTHORITY = load_authority()
ACTIVE = """
au-hoai almaty arcp bali budapest ocam khartoum rabat gfmd riam quito igc
mid-igad midsa midwa midcom add pidc pafom prague rcm colombo sacm
"""


def aliases(slug: str, name: str) -> list[Alias]:
    return [alias for alias in AUTHORITY.iscm(slug).aliases if alias.name == name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data files, to be broken."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def broken(folder: Path, file: str, old: str, new: str) -> str:
    """What the loader says when one place of one file is changed."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AuthorityError) as caught:
        read_authority(folder)
    return str(caught.value)


def test_there_are_49_processes_23_of_them_active() -> None:
    assert len(AUTHORITY.iscms) == 49
    assert [iscm.slug for iscm in AUTHORITY.iscms if iscm.status == "active"] == ACTIVE.split()
    assert [iscm.slug for iscm in AUTHORITY.iscms if iscm.status == "emerging"] == ["cmc", "midiocc"]


def test_every_process_is_named_by_its_own_name_and_says_where_it_was_found() -> None:
    for iscm in AUTHORITY.iscms:
        assert iscm.name in {alias.name for alias in iscm.aliases}
        assert iscm.sources
        assert iscm.verification


def test_a_process_has_a_short_name() -> None:
    names = {slug: AUTHORITY.iscm(slug).short_name for slug in ("rabat", "rcm", "colombo", "add")}
    assert names == {"rabat": "Rabat Process", "rcm": "RCM", "colombo": "Colombo Process", "add": "ADD"}


def test_states_of_processes_meetings_and_places_exist() -> None:
    states = {state for iscm in AUTHORITY.iscms for state in iscm.states}
    states |= {place.country for place in AUTHORITY.places}
    states |= {meeting.country for meeting in AUTHORITY.meetings if meeting.country}
    assert [state for state in states if not is_state(state)] == []
    assert "XKX" in AUTHORITY.iscm("prague").states


def test_add_is_a_process_only_in_capitals_and_in_its_surroundings() -> None:
    (alias,) = aliases("add", "ADD")
    assert alias.acronym
    assert alias.acronym or alias.capitals
    assert {"Abu Dhabi", "labour", "labor", "Dialogue"} <= set(alias.near)


def test_generic_names_need_their_capitals() -> None:
    (alias,) = aliases("rcm", "Regional Conference on Migration")
    assert alias.capitals
    assert "Arab Regional Conference on Migration" in alias.never


def test_labour_is_known_in_both_spellings() -> None:
    for word in ("Labour", "Labor"):
        name = f"Ministerial Consultation on Overseas Employment and Contractual {word}"
        assert aliases("add", f"{name} for Countries of Origin and Destination in Asia")


def test_inflected_forms_are_aliases_under_the_same_conditions() -> None:
    (genitive,) = aliases("prague", "Пражского процесса")
    assert genitive.lang == "ru"
    assert genitive.inflected
    assert aliases("khartoum", "لعملية الخرطوم")
    (form,) = aliases("cis-conference", "Женевской конференции 1996 года")
    assert form.near == ("беженц", "миграц")


def test_no_process_is_named_by_a_city_declaration_or_by_letters_many_use() -> None:
    names = {alias.name for iscm in AUTHORITY.iscms for alias in iscm.aliases}
    cities = {spelling for place in AUTHORITY.places for spelling in place.spellings}
    words = ("Declaration", "Declaración de", "Declaração de", "Déclaration de")
    assert not names & {f"{city} {word}" for city in cities for word in words}
    assert not names & {f"{word} {city}" for city in cities for word in words}
    assert not names & (cities | {"AP", "BP", "CP", "KP", "PP", "RP", "AHG", "RSO", "RCP", "SOM", "COPIL", "ACD"})


def test_no_two_processes_share_a_spelling() -> None:
    owners: dict[str, set[str]] = {}
    for iscm in AUTHORITY.iscms:
        for alias in iscm.aliases:
            owners.setdefault(alias.name.casefold(), set()).add(iscm.slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_there_are_24_elements_6_themes_23_objectives() -> None:
    assert "".join(element.letter for element in AUTHORITY.elements) == "abcdefghijklmnopqrstuvwx"
    assert [theme.number for theme in AUTHORITY.themes] == list(range(1, 7))
    assert [objective.number for objective in AUTHORITY.objectives] == list(range(1, 24))
    assert sorted(letter for theme in AUTHORITY.themes for letter in theme.elements) == list("abcdefghijklmnopqrstuvwx")


def test_every_element_has_strong_triggers_in_every_language() -> None:
    for element in AUTHORITY.elements:
        assert tuple(element.triggers) == LANGUAGES
        assert all(triggers.strong and triggers.weak for triggers in element.triggers.values())
    assert [element.letter for element in AUTHORITY.elements if element.strict] == ["f", "x"]


def test_the_crosswalk_leads_from_elements_to_objectives() -> None:
    assert AUTHORITY.objectives_of("s") == (21,)
    assert AUTHORITY.objectives_of("k") == (9, 10)
    assert AUTHORITY.objectives_of("w") == (18, 22)
    assert [letter for letter in "bmnpr" if AUTHORITY.objectives_of(letter)] == []
    assert AUTHORITY.element("s").theme == 3
    assert AUTHORITY.objective(19).elements == ("t", "d")


def test_return_and_readmission_is_a_strong_trigger_in_six_languages() -> None:
    strong = [AUTHORITY.element("s").triggers[language].strong[0] for language in LANGUAGES]
    assert strong == [
        "return and readmission",
        "retour et réadmission",
        "retorno y readmisión",
        "retorno e readmissão",
        "العودة وإعادة القبول",
        "возвращение и реадмиссия",
    ]


def test_rules_are_versioned_data() -> None:
    rules = AUTHORITY.rules
    assert (rules.version, rules.strong, rules.weak, rules.assign, rules.suggest) == (5, 3, 1, 3, 2)
    # The longer a text, the more it takes: a page, four pages, a book.
    assert [rules.assign_at(words, [4]) for words in (200, 1200, 100_000)] == [3, pytest.approx(3.8), 8]
    # The plainer a text speaks of its subjects, the more it takes: three that are weak, strong and very strong.
    assert [rules.assign_at(200, [score, score, 3, score]) for score in (4, 10, 40)] == [3, pytest.approx(4), 8]
    assert (rules.title_factor, rules.preamble_factor) == (2.0, 0.5)
    assert "Recordando" in rules.preamble_openers["es"]


def test_names_of_compacts_and_of_every_process_are_masked() -> None:
    masked = {name: mask for mask in AUTHORITY.masks for name in mask.names}
    assert "Global Compact on Safe, Regular and Orderly Migration" in masked
    assert masked["International Migration Review Forum"].keeps == ("x",)
    assert {iscm.name for iscm in AUTHORITY.iscms} <= set(masked)
    assert "Пражского процесса" in masked
    assert "ADD" not in masked


def test_every_document_type_has_labels_and_cues() -> None:
    assert len(AUTHORITY.document_types) == 28
    for kind in AUTHORITY.document_types:
        assert set(kind.labels) == set(LANGUAGES)
        assert kind.cues
    assert AUTHORITY.document_type("cochairs_statement").is_outcome
    assert not AUTHORITY.document_type("press_release").is_outcome
    assert AUTHORITY.document_type("press_release").priority < AUTHORITY.document_type("communique").priority


def test_meetings_keep_dates_as_exact_as_they_are_known() -> None:
    assert len(AUTHORITY.meetings) >= 99
    assert AUTHORITY.meeting("rcm-1996-03").date_to == "1996-03-14"
    assert AUTHORITY.meeting("rcm-1996-03").precision == "day"
    assert AUTHORITY.meeting("rabat-2014-11").precision == "month"
    assert AUTHORITY.meeting("rcm-2008").precision == "year"
    assert AUTHORITY.meeting("budapest-working-group-14").precision is None
    assert all(m.date_to is None or (m.date_from or "") <= m.date_to for m in AUTHORITY.meetings)


def test_every_host_city_is_a_known_place() -> None:
    places = {(spelling, place.country) for place in AUTHORITY.places for spelling in place.spellings}
    assert [m.key for m in AUTHORITY.meetings if m.city and (m.city, m.country) not in places] == []


def test_samples_are_marked_in_six_languages() -> None:
    assert set(AUTHORITY.sample_marks) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("scheme", "code", "language", "label"),
    [
        ("iscm", "bali", "en", "Bali Process"),
        ("mention", "gfmd", "en", "GFMD"),
        ("element", "s", "en", "Return and readmission"),
        ("theme", "5", "en", "Smuggling, trafficking, contemporary slavery"),
        ("objective", "21", "en", "Safe, dignified return; readmission; reintegration"),
        ("type", "meeting_report", "es", "Informe de reunión, relatoría, memoria"),
        ("level", "RCP", "fr", "Processus consultatif régional"),
        ("region", "arab-states", "en", "Arab States"),
        ("state", "MAR", "fr", "Maroc"),
        ("language", "ar", "en", "Arabic"),
        ("meeting_level", "senior_officials", "pt", "Altos funcionários"),
        ("iscm", "atlantis", "en", "atlantis"),
        ("theme", "first", "en", "first"),
        ("region", "atlantis", "en", "atlantis"),
        ("level", "IRF", "de", "Interregional forum"),
    ],
)
def test_codes_have_labels(scheme: str, code: str, language: str, label: str) -> None:
    assert AUTHORITY.label(scheme, code, language) == label


def test_every_controlled_code_has_labels_in_every_language() -> None:
    labels = [names for codes in AUTHORITY.labels.values() for names in codes.values()]
    assert all(set(names) == set(LANGUAGES) for names in labels)
    assert set(AUTHORITY.labels["level"]) == {iscm.level for iscm in AUTHORITY.iscms}
    assert set(AUTHORITY.labels["status"]) == {iscm.status for iscm in AUTHORITY.iscms}
    assert set(AUTHORITY.labels["meeting_level"]) >= set(AUTHORITY.meeting_levels)


def test_every_element_theme_and_objective_is_named_in_every_other_language() -> None:
    codes = {
        "element": {element.letter for element in AUTHORITY.elements},
        "theme": {str(theme.number) for theme in AUTHORITY.themes},
        "objective": {str(objective.number) for objective in AUTHORITY.objectives},
    }
    assert {scheme: set(named) for scheme, named in AUTHORITY.translated.items()} == codes
    names = [set(names) for named in AUTHORITY.translated.values() for names in named.values()]
    assert all(languages == set(LANGUAGES) - {"en"} for languages in names)
    assert AUTHORITY.label("element", "s", "fr") == "Retour et réadmission"
    assert AUTHORITY.label("theme", "9", "fr") == "9"


def test_unknown_keys_are_refused_in_words() -> None:
    with pytest.raises(KeyError, match="There is no process 'atlantis'"):
        AUTHORITY.iscm("atlantis")
    with pytest.raises(KeyError, match="No labels for 'colour'"):
        AUTHORITY.label("colour", "red")


def test_states_and_languages_are_named_in_the_language_of_the_reader() -> None:
    assert state_name("ESP", "ru") == "Испания"
    assert state_name("XKX") == "Kosovo"
    assert state_name("QQQ") == "QQQ"
    assert language_name("ru", "es") == "ruso"
    assert language_name("zz") == "zz"


def test_the_authority_is_frozen() -> None:
    with pytest.raises(ValidationError):
        AUTHORITY.iscm("bali").name = "Another"  # type: ignore[misc]
    assert isinstance(AUTHORITY.iscm("bali"), Iscm)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("iscms.yaml", "    level: RCP", "    level: RPC", "iscms.yaml, entry au-hoai: level:"),
        ("iscms.yaml", "slug: almaty", "slug: arcp", "iscms.yaml, entry arcp: occurs 2 times"),
        ("iscms.yaml", "regions: [africa]", "regions: [afrika]", "entry au-hoai: there is no region 'afrika'"),
        ("iscms.yaml", "iscms:", "iscms: [", "iscms.yaml cannot be read"),
        ("iscms.yaml", "iscms:", "processes:", "iscms.yaml has no 'iscms'"),
        ("gcm.yaml", "elements: [i, o, r, u]", "elements: [o, r, u]", "entry i: theme 1 does not list"),
        ("gcm.yaml", "number: 1, label: Data", "number: 24, colour: red, label: Data", "entry 24: colour: Extra"),
        ("meetings.yaml", "iscms: [5plus5]", "iscms: [six]", "there is no process 'six'"),
        ("meetings.yaml", "type: declaration", "type: poem", "there is no document type 'poem'"),
        ("meetings.yaml", '"2003-12-05"', '"5 December 2003"', "meetings.yaml, entry 5plus5-2003-12: date_from"),
        ("places.yaml", "places:", "places: many\nothers:", "places.yaml must hold a list"),
        ("gcm.yaml", "rules:", "rules: none\nothers:", "gcm.yaml: the entry: Input should be a valid dictionary"),
        ("document_types.yaml", "types:", "kinds:", "document_types.yaml has no 'types'"),
        ("sample_marks.yaml", "  en:", "  xx:", "sample_marks.xx"),
    ],
)
def test_a_broken_file_is_named_with_the_entry_to_correct(
    folder: Path, file: str, old: str, new: str, words: str
) -> None:
    assert words in broken(folder, file, old, new)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "places.yaml").unlink()
    with pytest.raises(AuthorityError, match=r"places\.yaml cannot be read"):
        read_authority(folder)
