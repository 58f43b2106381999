"""Processes that a text only names: several that share one word, and what other bodies say about one."""

import pytest

REPORTS = (
    (
        "IOM\nUN Migration\n\nPRESS RELEASE\n\n"
        "IOM Supports Prague Process Ministerial Meeting on Migration\n\n"
        "Vienna, 12 October 2022 – The International Organization for Migration (IOM) took part today "
        'in the ministerial meeting of the Prague Process. "We welcome the commitment of States," said '
        "the Director General.\n"
    ),
    (
        "International Organization for Migration\n\nNews\n\n14 May 2018\n\n"
        "Rabat Process ministers meet in Marrakech\n\n"
        "Marrakech – Ministers from 58 countries gathered this week. IOM will continue to support the "
        "dialogue.\n"
    ),
    (
        "The Regional Conference on Migration at twenty: a study of informal governance\n\n"
        "Maria Lopez\nUniversity of Somewhere\n\nAbstract\n"
        "This paper examines the Regional Conference on Migration (RCM) as a case of informal "
        "governance.\n"
        "Keywords: migration, governance\n"
    ),
    (
        "Towards an effective Bali Process? Lessons from ten years\n\nPolicy Brief No. 7\n"
        "Centre for Migration Research, Canberra\nJune 2014\n\n"
        "The Bali Process was established in 2002. This brief reviews its record on migration.\n"
    ),
    (
        "COUNCIL OF THE EUROPEAN UNION\n\nBrussels, 12 May 2016\n8782/16\n\n"
        "COUNCIL CONCLUSIONS ON THE RABAT AND KHARTOUM PROCESSES\n\n"
        "1. The Council recalls the Valletta Summit on Migration and welcomes the work of the Rabat "
        "Process and of the Khartoum Process.\n"
        "2. The Council calls on Member States to contribute.\n"
    ),
    (
        "United Nations\nGeneral Assembly\nA/RES/63/225\nDistr.: General\n10 March 2009\n\n"
        "Resolution adopted by the General Assembly on 19 December 2008\n"
        "63/225. International migration and development\n\nThe General Assembly,\n"
        "Welcoming the convening of the Global Forum on Migration and Development in Manila,\n"
        "1. Takes note of the report.\n"
    ),
    (
        "United Nations                                   A/C.2/62/L.25\nGeneral Assembly\n\n"
        "Sixty-second session\n\nPhilippines: draft resolution\n\n"
        "Global Forum on Migration and Development\n\nThe General Assembly,\n\n"
        "Welcoming the first meeting of the Global Forum on Migration and Development, held in Brussels "
        "in July 2007,\n"
        "\n1. Takes note with interest of the outcome of the first meeting;\n"
    ),
    (
        "Government of Nepal\nMinistry of Labour and Employment\n\nPress Statement\n\n"
        "Kathmandu, 17 November 2018\n\nHonourable Minister addresses Colombo Process\n\n"
        "The Minister for Labour left today for Kathmandu to attend the Sixth Ministerial Consultation "
        "of the Colombo Process on overseas workers.\n"
    ),
    (
        "EUROPEAN COMMISSION\nStaff Working Document\n"
        "Implementation report on the Prague Process Action Plan 2012-2016\nBrussels, 3 June 2016\n\n"
        "This document of the services of the Commission reports on projects in migration.\n"
    ),
    (
        "PARLAMENTO ANDINO\nDeclaración de apoyo a la Conferencia Suramericana sobre Migraciones\n"
        "Bogotá, 4 de junio de 2013\n\n"
        "La Plenaria del Parlamento Andino declara su respaldo a la Conferencia Suramericana sobre "
        "Migraciones.\n"
    ),
    (
        "Sénat de la République française\nRapport d'information sur le Processus de Rabat\n"
        "par Mme Durand, sénatrice\n12 juin 2014\n\n"
        "Le présent rapport examine la coopération migratoire menée au sein du Processus de Rabat.\n"
    ),
    (
        "Институт миграционных исследований\nАлматинский процесс: итоги и перспективы\n"
        "Аналитическая записка\n2016\n\n"
        "В записке рассматривается Алматинский процесс как площадка по миграции.\n"
    ),
    (
        "Amnistía Internacional\nDeclaración pública\n5 de julio de 2019\n\n"
        "Proceso de Quito: los Estados deben proteger a las personas venezolanas\n\n"
        "En vísperas de la IV reunión del Proceso de Quito, Amnistía Internacional pide a los gobiernos "
        "proteger a los migrantes.\n"
    ),
    (
        "جامعة القاهرة\nدراسة حول عملية التشاور العربية الإقليمية حول الهجرة\n2018\n\n"
        "تتناول الدراسة عملية التشاور العربية الإقليمية حول الهجرة واللجوء من منظور مقارن.\n"
    ),
    (
        "Global Detention Project\n"
        "Submission on the work of the Intergovernmental Consultations on Migration, Asylum and "
        "Refugees (IGC)\n"
        "Geneva, May 2011\n\nThis submission describes the IGC as an informal body.\n"
    ),
)


@pytest.mark.parametrize("text", REPORTS)
def test_what_another_body_says_about_a_process_is_not_by_it(reading_of, tags_of, text):
    reading = reading_of(text)
    assert tags_of(reading, "iscm") == []
    assert tags_of(reading, "mention")


@pytest.mark.parametrize(
    ("slugs", "text"),
    [
        (
            ["budapest", "prague"],
            "The meeting took note of the work of the Budapest and Prague Processes and of migration.",
        ),
        (["khartoum", "rabat"], "Участники приветствовали Рабатский и Хартумский процессы по вопросам миграции."),
        (["rcm", "sacm"], "Se saludó la labor migratoria de los procesos de Puebla y Lima."),
        (["khartoum", "rabat"], "Les participants ont salué les processus de Rabat et de Khartoum sur la migration."),
        (["khartoum", "rabat"], "Os participantes saudaram os processos de Rabat e de Cartum sobre migração."),
        (["khartoum", "rabat"], "رحب المشاركون بعمليتي الرباط والخرطوم بشأن الهجرة."),
        (["khartoum", "prague", "rabat"], "The Rabat, Khartoum and Prague Processes on migration were named."),
        (
            ["budapest", "khartoum", "rabat"],
            "Le Conseil rappelle les Processus de Rabat, de Khartoum et de Budapest pour la migration.",
        ),
        (["khartoum", "rabat"], "Участники отметили, что в области миграции процессы Рабат и Хартум были полезны."),
    ],
)
def test_names_that_share_one_word_are_all_read(reading_of, tags_of, slugs, text):
    reading = reading_of(f"A note\n\n{text}")
    assert sorted({*tags_of(reading, "mention"), *tags_of(reading, "iscm")}) == slugs


def test_two_processes_may_share_a_letterhead(reading_of, tags_of):
    text = "RABAT AND KHARTOUM PROCESSES\nSenior Officials' Meeting\nValletta, 8 May 2017\n\nConclusions on migration"
    assert tags_of(reading_of(text), "iscm") == ["khartoum", "rabat"]


def test_a_resolution_that_carries_a_declaration_is_one(reading_of):
    text = (
        "General Assembly\n\nResolution adopted by the General Assembly on 7 June 2022\n\nThe General Assembly,\n"
        "Endorses the Progress Declaration of the International Migration Review Forum contained in the annex.\n\n"
    )
    assert reading_of(text).type.value == "declaration"
