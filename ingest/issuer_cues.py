"""Words around the name of a process that tell whether the text is by it, to it, or about it; six languages, folded."""

import re

# A title that speaks to or about a process is not by it.
TOWARDS = re.compile(
    r"(?<!\w)(?:to|towards|with|for|at|au|aux|a la|avec|pour|vers|al|con|para|hacia|com|ao|к|для|в адрес|الي|مع)\s+"
    r"(?:the |le |la |el |o |a )?$|"
    r"(?<!\w)(?:supports|hosts|welcomes|joins|attends|congratulates|strengthens|assists|soutient|appuie|accueille|"
    r"rejoint|apoya|acoge|recibe|apoia|acolhe|поддерживает|принимает|تدعم|تستضيف)\W+(?:\w+\W+){0,3}$|"
    r"(?<!\w)(?:to|aux?|al|a|ao|aos|as|к|الي) (?:the |all |los |las |les |la |o |os )?(?:governments|states|members|"
    r"ministers|"
    r"delegates|chairs?|secretariat|gobiernos|estados|miembros|ministros|ministres|membres|gouvernements|etats|"
    r"governos|"
    r"правительствам|министрам|حكومات|وزراء|اعضاء) (?:of |de |des |du |do |da |dos )?(?:the |la |le |el |l')?$"
)
# What a meeting leaves behind, right before its name: it speaks for the meeting whoever printed it.
OUTCOME_OF = re.compile(
    r"(?<!\w)(?:declaration|conclusions|outcome|communique|recommendations|report|summary|resume|resumen|declaracion|conclusiones|informe|"
    r"rapport|"
    r"declaracao|conclusoes|relatorio|декларация|заключения|итоги|اعلان|توصيات) (?:of|by|adopted (?:at|by)|de|du|del|"
    r"da|do) "
    r"(?:the |la |le |el |l'|o |a )?$"
)
# What is made for a meeting of another: "contribution to the tenth summit of the", "on the margins of the meeting of".
_A_MEETING_OF = (
    r"(?:the |la |le |el |l'|o |a )?(?:[\w-]+ ){0,3}?(?:meeting|conference|consultation|summit|session|congress|forum|"
    r"reunion|conferencia|sommet|congreso|encuentro|cumbre|foro|reuniao|cimeira|встреч\w*|конференци\w*|заседани\w*|"
    r"совещани\w*|саммит\w*|(?:ال|ل|لل)?(?:اجتماع|مؤتمر|موتمر|قمه|دوره|منتدي))"
    r"(?: (?:of|de|del|du|da|do))?(?: (?:the|la|le|el|l'|o|a))?\s*(?:[\w-]+ )?$"
)
FOR_A_MEETING = re.compile(
    rf"(?<!\w)(?:to|towards|for|at|au|a la|pour|vers|al|para|hacia|ao|к|для|الي)\s+{_A_MEETING_OF}|"
    rf"(?<!\w)(?:ل|لل)(?=اجتماع|مؤتمر|موتمر|قمه|دوره){_A_MEETING_OF}"
)
MARGINS = re.compile(r"(?<!\w)(?:margins?|sidelines|side event|marge|margen|margem|полях|هامش)(?:\W+\w+){0,8}\W*$")
# Who writes in the name of a process, on a line of its own above it: "Presidencia Pro Tempore".
PRESIDING = re.compile(
    r"^\W*(?:the |la |el |a |o )?(?:pro tempore )?(?:presidency|chair(?:manship|person)?|co-chairs|secretariat|"
    r"presidencia|presidence|secretaria|secretariado|председательство|секретариат|(?:ال)?(?:رئاسه|امانه))"
    r"(?: (?:pro tempore|tecnica|technique|technical|executive|executiva|ejecutiva|permanente|العامه|الفنيه))?"
    r"(?: (?:of|de|del|du|da|do)(?: (?:the|la|le|el|o|a))?)?\W*$"
)
ABOUT = re.compile(
    r"(?<!\w)(?:evaluation|review|study|history|role|future|evolution|etude|estudio|estudo|papel|analysis|work|impact|"
    r"effectiveness|implementation|travaux|trabajo|trabalho) (?:of|de|do|du|des)\s+(?:the |le |la |el |o |a )?$"
)
# A declaration on an initiative is its own; a paper on one, or what another body says on it, is not.
ON = re.compile(r"(?<!\w)(?:on|about|sur|sobre|о|об|по|بشان|حول|عن)\s+(?:the |le |la |les |el |los |las |o |a |os )?$")
# Bodies that report on others: what their news, studies and statements name is their subject.
REPORTING = re.compile(
    r"^\W*(?:(?:the |le |la |el |o )?(?:government|gouvernement|gobierno|governo|ministr\w+|minister\w+|department|"
    r"embassy|ambassade|embajada|office of|iom|oim|international organi[sz]ation for migration|"
    r"organisation internationale pour les migrations|organizacion internacional para las migraciones|"
    r"organizacao internacional para as migracoes|unhcr|acnur|hcr|institut\w*|centre for|center for|centro de|"
    r"foundation|fondation|fundacion|fundacao|think tank|правительств\w+|министерств\w+|институт\w*|центр|"
    r"(?:ال)?(?:حكومه|وزاره|معهد|مركز|جامعه)|المنظمه الدوليه للهجره|международн\w+ организаци\w+ по миграции))(?!\w)",
    re.MULTILINE,
)
# Those whose text it is, right before the name of their process.
MEMBERS = re.compile(
    r"(?<!\w)(?:members?|states|countries|partners|participants|ministers|officials|delegations|governments|chairs?|"
    r"directors|heads|"
    r"pays|etats|membres|partenaires|ministres|paises|estados|miembros|membros|ministros|delegaciones|"
    r"государств\w*|участник\w*|министр\w*|стран\w*|الدول|الاعضاء|وزراء)\W+(?:\w+\W+){0,3}$"
)
# A subject holds the name of a process as a part: "the member States of the", "ministers taking part in the".
OF = re.compile(
    r"(?<!\w)(?:of|in|to|from|du|de|des|del|do|da|au|al|en|em|no|na|a|within|under)\s+"
    r"(?:the |la |le |el |los |o |a )?$|\w'$"
)
NUMBER = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})*[.)]?\s+")
# Clauses that speak of others.
RECALLING = re.compile(
    r"(?<!\w)(?:recall|recogni|reconn|reconoc|reconhec|призна|"
    r"noting|took note|taking note|note[sd]? |welcom|acknowledg|bearing in mind|having regard|"
    r"considering|mindful|commend|support|thank|rappel|notant|prenant|considerant|salu|record|tomando nota|teniendo|"
    r"considerando|relembr|saudando|tendo|agradec|ссыла|напомин|отмеча|приветств|принимая|учитыва|اذ )"
)
# The subject of a first sentence: "We, the Ministers of the States of the ... Process".
SUBJECT_WORDS = re.compile(
    r"^\W*(?:we|the (?:ministers|vice|heads|participa|member|delegat|represent|governments|senior|states)|nous|les "
    r"(?:ministres|vice|chefs|etats|pays|delegat|represent|participant|hauts)|nosotr|l[oa]s (?:viceminist|ministr|jefe|"
    r"pais|estado|delegac|represent|maxim|autorid)|nos|os (?:ministr|estado|chefe|represent|pais)|as (?:delegac|"
    r"autorid)|мы|министры|участники|представители|главы|старшие|государства|نحن|ان (?:ال)?وزراء|الوزراء|الدول|ممثلو)"
)
# Between the verb of a meeting and a name: others took part, or something else is meant.
BESIDE = re.compile(
    r"(?<!\w)(?:participa\w*|presence|attended|attendance|represent\w*|observ\w*|support\w*|cooperation|collaboration|"
    r"together with|prepar\w*|preceded|margins?|sidelines|since|follow\w*|recall\w*|established|presen[cç]\w*|marge|"
    r"apoyo|apoio|soutien|margen|margem|участи\w*|присутств\w*|поддержк\w*|подготов\w*|по итогам|مشارك\w*|بحضور|"
    r"بدعم|هامش|ممثل\w*|تحضير\w*)"
)
# A meeting within a process is one of it.
WITHIN = re.compile(
    r"(?<!\w)(?:(?:in |within |under )the (?:framework|context|auspices) of|au titre|dans le cadre|sous l'egide|"
    r"en el marco|no (?:quadro|ambito)|sob a egide|в рамках|في اطار|ضمن)\W+(?:\w+\W+){0,3}$"
)
# What joins two names into one phrase.
JOINT = re.compile(
    r"[\s)\]»”\"]*(?:\([^)]{2,12}\))?[\s)\]»”\",]*(?:(?:and|et|y|e|и|و|&|/|-)?\s*(?:also |of |du |de |del |do |da )?"
    r"(?:the |le |la |el |o |a |l')?)[\s(\[«“\"]*"
)
# Those whose text it is, right behind the name of their process.
MEMBERS_AFTER = re.compile(
    r"(?:members?|partners?|participating|states|countries|ministers|senior|chairs?|co-chairs?|troika)(?!\w)"
)
# What scholars print around their articles: what stands in such a title is their subject.
_APPARATUS = (
    r"abstract|resume|resumen|resumo|аннотация|реферат|(?:ال)?(?:ملخص|مستخلص)",
    r"key ?words|mots[- ]cles|palabras clave|palavras[- ]chave|ключевые слова|(?:ال)?كلمات (?:ال)?مفتاحي\w*",
    r"doi|issn|isbn|удк|ббк|cc by|научн\w+ стать\w+|journal of|working paper|thesis|dissertation|these de doctorat|"
    r"tesis",
)
_SCHOLARLY = tuple(re.compile(rf"(?<!\w)(?:{words})(?!\w)") for words in _APPARATUS)


def is_scholarly(folded: str) -> bool:
    """Whether the beginning of a text has two of the things by which journals show what they print."""
    return sum(bool(pattern.search(folded)) for pattern in _SCHOLARLY) >= 2
