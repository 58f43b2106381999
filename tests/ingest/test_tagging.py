"""GCM elements by phrases, each with its evidence."""

import pytest

FRONT = "Meeting\n\nRome, 3 May 2014\n\nThe participating States discussed several matters.\n\n"


def element(reading, letter):
    return next((tag for tag in reading.tags if (tag.scheme, tag.code) == ("element", letter)), None)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("They will cooperate on return and readmission and conclude readmission agreements.", "s"),
        ("Ils coopèrent en matière de retour volontaire et concluent des accords de réadmission.", "s"),
        ("Cooperarán en el retorno voluntario y en la reintegración de las personas migrantes retornadas.", "s"),
        ("يتعاونون في مجال العودة الطوعية وإعادة الإدماج وإعادة القبول", "s"),
        ("Они сотрудничают в вопросах добровольного возвращения и реадмиссии и реинтеграции мигрантов.", "s"),
        ("They combat trafficking in persons and the smuggling of migrants together.", "k"),
        ("They will reduce the cost of remittances and remittance transfer costs.", "h"),
    ],
)
def test_an_element_is_found_in_its_language(reading_of, text, letter):
    tag = element(reading_of(FRONT * (text[0] in "TC") + text), letter)
    assert tag is not None
    assert tag.score > 0


def test_evidence_shows_the_phrase_its_page_and_its_rule(reading_of):
    reading = reading_of(FRONT + "They will cooperate on return and readmission, and negotiate readmission agreements.")
    tag = element(reading, "s")
    assert tag.assigned
    shown = next(item for item in tag.evidence if "return and readmission" in item.rule)
    assert reading.pages[shown.page - 1].text[shown.start : shown.end] == "return and readmission"
    assert shown.rule == "en:strong:return and readmission"
    assert "return and readmission" in shown.text
    assert len(shown.text) <= 180


def test_names_of_processes_and_compacts_are_masked(reading_of):
    text = (
        "The Bali Process on People Smuggling, Trafficking in Persons and Related Transnational Crime met. It noted "
        "the Protocol against the Smuggling of Migrants by Land, Sea and Air and the Global Compact for Safe, Orderly "
        "and Regular Migration and the Global Forum on Migration and Development."
    )
    reading = reading_of(FRONT + text)
    assert element(reading, "k") is None
    assert element(reading, "e") is None


def test_regular_irregular_and_regularization_do_not_meet(reading_of):
    reading = reading_of(FRONT + "Irregular migration and irregular migrants were discussed, and its causes.")
    assert element(reading, "e") is None


def test_a_repeated_phrase_counts_little(reading_of):
    once = element(reading_of(FRONT + "They combat trafficking in persons."), "k")
    often = element(reading_of(FRONT + "They combat trafficking in persons. " * 8), "k")
    assert once.score < often.score < 2 * once.score


def test_a_title_weighs_more_and_a_preamble_less(reading_of):
    said = element(reading_of(FRONT + "They combat trafficking in persons."), "k")
    titled = element(reading_of("Declaration on trafficking in persons\n\n" + FRONT), "k")
    recalled = element(reading_of(FRONT + "Recalling the fight against trafficking in persons,\n\nThey agree."), "k")
    assert titled.score > said.score
    assert recalled is None or recalled.score < said.score


def test_broad_elements_need_several_phrases(reading_of):
    tag = element(reading_of(FRONT + "Regional cooperation is welcome. Regional cooperation and dialogue go on."), "x")
    assert tag is None or not tag.assigned


def test_themes_and_objectives_follow_their_elements(reading_of, tags_of, authority):
    reading = reading_of(FRONT + "They will cooperate on return and readmission, and on readmission agreements.")
    assert "3" in tags_of(reading, "theme")
    assert {str(number) for number in authority.objectives_of("s")} <= set(tags_of(reading, "objective"))


def test_nothing_relevant_gives_no_element(reading_of):
    reading = reading_of(FRONT + "The weather was fine and the buffet was praised by all delegations present.")
    assert not [tag for tag in reading.tags if tag.scheme in ("element", "theme", "objective")]


def test_the_host_country_is_a_state_tag(reading_of, tags_of):
    reading = reading_of("Declaration\n\nRome, 3 May 2014\n\nThe Ministers agreed.")
    assert tags_of(reading, "state") == ["ITA"]


def test_two_spellings_of_one_phrase_count_once(reading_of):
    tag = element(reading_of(FRONT + "They discussed labour mobility."), "q")
    assert (tag.score, len(tag.evidence)) == (3.0, 1)


def test_what_is_recalled_above_the_first_item_makes_no_tag(reading_of):
    recalled = "The meeting built on earlier work on return and readmission agreements with partner countries.\n\n"
    items = "1. Officials met.\n\n2. They will cooperate against trafficking in persons.\n\n3. They thanked the host.\n"
    reading = reading_of(FRONT + recalled + items)
    assert not (element(reading, "s") and element(reading, "s").assigned)
    assert element(reading, "k").assigned


@pytest.mark.parametrize(
    "sentence",
    [
        "Participants recalled the return and readmission of migrants.",
        "Les participants ont rappelé le retour volontaire et la réadmission.",
        "Se recordaron el retorno voluntario y la readmisión.",
        "Fez-se menção ao retorno voluntário e à readmissão.",
    ],
)
def test_what_is_only_recalled_makes_no_tag(reading_of, sentence):
    tag = element(reading_of(sentence), "s")
    assert not (tag and tag.assigned)
