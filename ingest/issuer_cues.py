"""Words around the name of a process that tell whether the text is by it, to it, or about it; six languages, folded."""

import re

# A title that speaks to or about a process is not by it.
TOWARDS = re.compile(
    r"(?<!\w)(?:to|towards|with|for|at|au|aux|a la|avec|pour|vers|al|con|para|hacia|com|ao|к|для|в адрес|الي|مع)\s+"
    r"(?:the |le |la |el |o |a )?$|"
    r"(?<!\w)(?:supports|hosts|welcomes|joins|attends|congratulates|strengthens|assists|soutient|appuie|accueille|"
    r"rejoint|apoya|acoge|recibe|apoia|acolhe|поддерживает|принимает|تدعم|تستضيف)\W+(?:\w+\W+){0,3}$"
)
ABOUT = re.compile(
    r"(?<!\w)(?:evaluation|review|study|history|role|future|evolution|etude|estudio|estudo|papel|analysis) "
    r"(?:of|de|do|du)\s+(?:the |le |la |el |o |a )?$"
)
# Those whose text it is, right before the name of their process.
MEMBERS = re.compile(
    r"(?<!\w)(?:members?|states|countries|partners|participants|ministers|officials|delegations|governments|"
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
