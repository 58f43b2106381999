"""Operative paragraphs: told by number and verb, with kind, actor and elements."""

import pytest

HEAD = {
    "en": "Rabat Process\n\nPolitical Declaration\n\nMarrakesh, 2 May 2018\n\n",
    "fr": "Processus de Rabat\n\nDéclaration politique\n\nMarrakech, 2 mai 2018\n\n",
    "es": "Conferencia Suramericana sobre Migraciones\n\nDeclaración de Lima\n\nLima, 3 de mayo de 2017\n\n",
    "pt": "Processo de Rabat\n\nDeclaração política\n\nPraia, 13 de junho de 2017\n\n",
    "ar": "عملية الرباط\n\nإعلان مراكش السياسي\n\nمراكش، 2 مايو 2018\n\n",
    "ru": "Пражский процесс\n\nСовместная декларация\n\nПрага, 28 апреля 2009 года\n\n",
}


def told(reading):
    return [(item.number, item.kind) for item in reading.operative_paragraphs]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "1. The Ministers agreed to cooperate on the return and readmission of migrants.", "commitment"),
        ("en", "1. Participants recommended that remittances should cost less to send home.", "recommendation"),
        ("en", "1. The Secretariat was present. Ministers invited all States to share data on migration.", "request"),
        ("fr", "1. Les ministres s'engagent à lutter contre la traite des personnes dans la région.", "commitment"),
        ("fr", "1. Les États invitent le secrétariat à recueillir des données sur les migrations.", "request"),
        ("es", "1. Los Estados se comprometen a combatir la trata de personas en toda la región.", "commitment"),
        ("es", "1. Se recomienda a los países facilitar el envío de remesas de los migrantes.", "recommendation"),
        ("pt", "1. Os Estados comprometem-se a combater o tráfico de pessoas em toda a região.", "commitment"),
        ("pt", "1. Os Estados deverão reduzir o custo das remessas enviadas pelos migrantes.", "recommendation"),
        ("ar", "1. يتعهد الوزراء بمكافحة الاتجار بالبشر وحماية ضحاياه في جميع دول المنطقة.", "commitment"),
        ("ar", "1. يوصي المشاركون بخفض تكلفة التحويلات المالية التي يرسلها المهاجرون.", "recommendation"),
        ("ru", "1. Участники договорились бороться с торговлей людьми во всех странах региона.", "commitment"),
        ("ru", "1. Министры призывают государства собирать данные о миграции каждый год.", "request"),
    ],
)
def test_a_paragraph_is_told_by_its_verb(reading_of, language, text, kind):
    assert told(reading_of(HEAD[language] + text)) == [("1", kind)]


def test_items_below_a_line_do_what_the_line_says(reading_of):
    reading = reading_of(
        HEAD["en"] + "The Ministers, meeting in Marrakesh, agree to:\n\n"
        "1. combat the smuggling of migrants by common patrols;\n"
        "2. request the Secretariat to report every year on return and readmission;\n"
        "3. lower the price of sending remittances home.\n"
    )
    assert told(reading) == [("1", "commitment"), ("2", "request"), ("3", "commitment")]
    first, second, third = reading.operative_paragraphs
    assert (first.verb, first.actor, first.elements) == ("agree to", "The Ministers, meeting in Marrakesh", ("k",))
    assert (second.verb, second.elements, third.elements) == ("request", ("s",), ("h",))
    page = reading.pages[0].text
    assert page[first.start : first.end].startswith("1. combat the smuggling")


def test_a_list_goes_on_over_the_end_of_a_page(reading_of):
    reading = reading_of(HEAD["es"] + "DECLARAN:\f1. Su voluntad de proteger a las víctimas de trata de personas.")
    assert [(item.page, item.number, item.kind) for item in reading.operative_paragraphs] == [(2, "1", "commitment")]


def test_recommendations_need_no_verb(reading_of):
    reading = reading_of(
        "MIDSA\n\nRecommendations\n\nPretoria, 3 May 2017\n\nThe officials ended with what is written here.\n\n"
        "1. Joint training of border police on document fraud.\n\n2. A regional register of recruitment agencies."
    )
    assert told(reading) == [("1", "recommendation"), ("2", "recommendation")]


@pytest.mark.parametrize(
    "text",
    [
        "Recalling that the Ministers agreed to cooperate on return and readmission,",
        "1. The next meeting will be held in Rome in the spring of the following year.",
        "1. Migrants send home more than they keep for themselves in most months.",
        "1. Return and readmission",
    ],
)
def test_what_decides_nothing_is_no_operative_paragraph(reading_of, text):
    assert told(reading_of(HEAD["en"] + text)) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Participants agreed to share statistics on irregular migration.", [("commitment", "Participants")]),
        ("en", "It was recommended that States ratify the protocol against smuggling.", [("recommendation", None)]),
        ("en", "Member States were encouraged to collect data on migration.", [("request", "Member States")]),
        ("en", "Delegations spoke of their laws. It was agreed to set up a working group.", [("commitment", None)]),
        ("fr", "Il a été convenu de créer un groupe de travail sur les données.", [("commitment", None)]),
        ("fr", "Les participants ont recommandé de protéger les victimes.", [("recommendation", "Les participants")]),
        ("es", "Se recomendó fortalecer la protección consular de los migrantes.", [("recommendation", None)]),
        ("es", "Se instó a los Estados a ratificar el protocolo contra la trata.", [("request", None)]),
        ("pt", "Foi recomendado que os Estados recolham dados sobre as migrações.", [("recommendation", None)]),
        (
            "pt",
            "Os participantes acordaram criar uma rede de pontos focais na região.",
            [("commitment", "Os participantes")],
        ),
        ("ar", "اتفق المشاركون على إنشاء شبكة لتبادل البيانات حول الهجرة.", [("commitment", None)]),
        ("ru", "Было решено создать рабочую группу по вопросам реадмиссии.", [("commitment", None)]),
    ],
)
def test_a_report_tells_what_was_decided_without_numbers(reading_of, language, text, expected):
    found = reading_of(f"{HEAD[language]}{text}").operative_paragraphs
    assert [(item.kind, item.actor) for item in found] == expected


def test_bullets_below_a_line_need_no_number_and_no_stop(reading_of):
    text = (
        "The participants recommended the following actions:\n- Develop common standards\n- Ensure access to consuls\n"
    )
    found = reading_of(HEAD["en"] + text).operative_paragraphs
    assert [(item.kind, item.text) for item in found] == [
        ("recommendation", "- Develop common standards"),
        ("recommendation", "- Ensure access to consuls"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One speaker suggested that the coffee should be better in future years."),
        ("en", "Several delegations proposed to come back to the matter at another time."),
        ("en", "The Secretariat informed participants that the website will be updated in the spring."),
        ("en", "The delegation of the host asked whether the figures were final or provisional."),
        ("en", "The agenda was adopted without comment and the Chair thanked all delegations."),
        ("fr", "Un des participants a suggéré de changer l'ordre des séances du lendemain."),
        ("es", "Varias delegaciones propusieron volver sobre el asunto en otra ocasión."),
        ("ru", "Один из участников предложил вернуться к этому вопросу в другой раз."),
    ],
)
def test_one_voice_or_a_report_decides_nothing(reading_of, language, text):
    assert told(reading_of(f"{HEAD[language]}{text}")) == []
