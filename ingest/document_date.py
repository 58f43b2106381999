"""The date of a document: that of its title block, else of its opening or its last lines; never one it recalls."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as day

from ingest.dates import DateMention, dates_in, days_without_year
from ingest.evidence import passage
from ingest.folding import fold
from ingest.front import Front
from ingest.gathering import FOUNDED, gatherings
from ingest.place import Gazetteer
from ingest.published import PUBLISHED
from ingest.undated import bare_days, is_in_brackets, same_days
from repository.reading import Dates

# Words before a date that say it is another text's or another meeting's; beginnings of folded words.
_RECALLING = re.compile(
    r"(?<!\w)(?:recall|reaffirm|pursuant|adopted (?:at|in|by|on)|building on|began|begun|received|accepted|"
    r"submitted|in accordance with|established|launched|founded|"
    r"distr|created|since|until|resolution|previous|earlier|last|next|will|again|to be held|shall|entered into force|"
    r"signed|following|suscri|firmad|fundad|fonde|lance|lanzad|lancad|основан|подписан|rappel|adopte(?:e|s|es)? (?:a|"
    r"en|par|le)|conformement|depuis|cree|institue|prochain|precedent|"
    r"(?<!l')issu|s'appuyant|commence|nacid|nacio|naci|nasc|surgi|nee? |"
    r"suite a|record|reafirm|relembr|adoptad|aprobad|aprovad|adotad|desde|cread|criad|proxim|anterior|conforme a|"
    r"resoluc|ссылаясь|напомина|принят|учрежд|создан|с тех пор|следующ|предыдущ|резолюц|начат|"
    r"возник|اذ (?:ن|ت|ي)?(?:ستذكر|شير|ذكر)|تذكير|المعتمد|قرار|منذ|المقبل|السابق|الصادر|انشئ|انشيت|تاسس)"
)
# Words that say a meeting took place.
_MEETING = re.compile(
    r"(?<!\w)(?:meeting|summit|conference|session|attending|sommet|cumbre|cimeira|саммит|"
    r"met|gathered|assembled|convened|held|having met|took place|on the occasion|reuni|tenu|"
    r"rassembl|a l'occasion|s'est deroule|celebrad|congregad|convocad|con ocasion|con motivo|realizad|por ocasiao|"
    r"decorr|собра|состоя|прове|прошл|المجتمع|اجتمع|المنعقد|عقد|انعقد)"
)
# The words of a signature line, at its beginning or after a word or two.
_SIGNING = re.compile(
    r"^\W*(?:(?!recall|rappel|record|relembr)\w+\W+){0,2}?(?:"
    r"(?:done|adopted|issued|signed|agreed|dated) (?:at|in|on|this)(?!\w)|"
    r"(?:adopted|approved|issued) by [\w ]{3,60}? on(?!\w)|"
    r"(?:adoptee?|aprobad[oa]|adotad[oa]) (?:par|por|pel[oa]) [\w ]{3,60}? (?:le|el|em)(?!\w)|"
    r"(?:fait|adopte|hecho|dado|feito|suscrit\w*|aprobad\w*|adotad\w*|firmad\w*) (?:a|en|em|no|na|le|el)(?!\w)|"
    r"(?:совершено|принято|подписано) в|(?:حرر|صدر|اعتمد) (?:في|ب))"
)
# A title block may say where its text was adopted: "approved at the annual meeting, Praia, 24 October".
_ADOPTED = re.compile(
    r"^\W*(?:\w+\W+){0,5}?(?:adopted|approved|agreed|endorsed|adoptee?s?|approuvee?s?|aprobad[oa]s?|adoptad[oa]s?|"
    r"acordad[oa]s?|aprovad[oa]s?|adotad[oa]s?|принят(?:ая|ый|ое|ые|а|о|ы)?|утвержден(?:ная|ный|ное|ные|а|о|ы)?|"
    r"одобрен(?:ная|ный|ное|ные|а|о|ы)?|(?:ال)?معتمده?|اعتمدت?ها?|اعتمده?|اتخذته?ا?)(?!\w)"
)
# Unless it speaks of another text, which was adopted then.
_OF_ANOTHER = re.compile(
    r"(?<!\w)(?:on|about|implement\w*|review\w*|follow\w*|evaluat\w*|progress|monitor\w*|recall\w*|pursuant|annex\w*|"
    r"sur|mise en oeuvre|suivi|bilan|evaluation|rappel\w*|sobre|aplicacion|implementacion|seguimiento|cumplimiento|"
    r"evaluacion|ejecucion|execucao|implementacao|acompanhamento|seguimento|avaliacao|о|об|реализаци\w*|выполнени\w*|"
    r"ход[еа]?|оценк\w*|بشان|حول|عن|تنفيذ|متابعه|تقييم|استعراض)(?!\w)"
)
# A day by which something is asked for.
_DEADLINE = re.compile(
    r"(?<!\w)(?:(?:deadline|due|date limite|delai|plazo|fecha limite|prazo|data limite|срок|اخر موعد|الموعد النهائي)"
    r"(?:\W+\w+){0,4}?|by|before|no later than|au plus tard|avant|d'ici|antes|a mas tardar|hasta|ate|o mais tardar|"
    r"до|не позднее|قبل|بحلول|حتي)(?:\W+(?:le|el|al?|o|dia|the|del|de|au|em))*\W*$"
)
_A_LIST = 3  # So many years in one line are a history.
# A line that begins with the name and number of an act speaks of itself.
_OWN_NUMBER = re.compile(r"^\W*(?:resolu|decis|decre|lei|ley|loi|law|act|order|постановлени|указ|قرار)\w*\W.{0,20}$")
# Words by which those who speak say where and when they are together.
_GATHERED = re.compile(
    r"(?<!\w)(?:we met|have met|having met|met (?:in|at|on)|meeting (?:in|at|on)|gathered|assembled|"
    r"reuni(?:s|es|dos|das)(?!\w)|rassemble[es]*|congregad[oa]s|собравши\w*|собрались|провели|المجتمع(?:ون|ين)|اجتمعنا)"
)
_SENTENCE = re.compile(r"[.;!?؛؟]\s+|\n\s*\n")
_DATELINE_WORDS = 5
_HARDLY_MORE = 3
_BEFORE = 600
_SIGNATURE = 700
_STAMP = 120


def document_date(texts: Sequence[str], fronts: Sequence[Front], gazetteer: Gazetteer) -> Dates | None:
    """The date with what shows it, or None where none is printed."""
    for front in fronts:
        if bare := _bare_days_of_meeting(front):
            return _of_undated(texts, bare)
        if found := _of_front(front, gazetteer):
            return _shown(front.text, front.page, found)
    for number in reversed(range(1, len(texts) + 1)):
        if text := texts[number - 1]:
            last = next(_in_signature(text), None)
            return _shown(text, number, last) if last else None
    return None


def _bare_days_of_meeting(front: Front) -> list[DateMention]:
    """Days without a year that the title block prints for its meeting, where no date outside brackets has the year."""
    if any(not is_in_brackets(front.text, date) and _says_year(front, date) for date in _in_block(front)):
        return []
    return [date for date in bare_days(front) if not _is_aside(front, date)]


def _is_aside(front: Front, date: DateMention) -> bool:
    """Whether days without a year are those of distribution, a deadline or another meeting."""
    before = fold(_line_before(front.text, date))
    aside = PUBLISHED.search(before) or _DEADLINE.search(before)
    return bool(aside) or (bool(_RECALLING.search(before)) and not _is_adoption(before) and not _SIGNING.match(before))


def _says_year(front: Front, date: DateMention) -> bool:
    """Whether a date of the title block says the year of days that stand without one; a bare year only with care."""
    if date.precision != "year":
        return True
    line, before = _line(front.text, date), fold(_line_before(front.text, date))
    if _OF_ANOTHER.search(before):
        return False
    return len(line.split()) <= _HARDLY_MORE or bool(days_without_year(line)) or bool(_MEETING.search(fold(line)))


def _of_undated(texts: Sequence[str], bare: Sequence[DateMention]) -> Dates | None:
    """The same days with their year elsewhere, or the date of the signature; never the year of anything else."""
    if found := same_days(texts, bare):
        number, date = found
        return _shown(texts[number - 1], number, date)
    pages = [number for number, text in enumerate(texts, start=1) if text.strip()]
    last = texts[pages[-1] - 1]
    signed = next((date for date in _in_signature(last) if _is_signed(last, date)), None)
    return _shown(last, pages[-1], signed) if signed else None


def _is_signed(text: str, date: DateMention) -> bool:
    return bool(_SIGNING.search(fold(_sentence_before(text, date.start))))


def _of_front(front: Front, gazetteer: Gazetteer) -> DateMention | None:
    """The date of the title block, or of the opening where that is more exact."""
    best = _best_of_block(front, _in_block(front), gazetteer)
    if best and best.precision == "day" and _is_of_meeting(front, best, gazetteer):
        return best
    met = next(_of_gathering(front), None)
    if met and (best is None or best.precision == "day" or met.year == best.year):
        return met if best is None or len(met.first) >= len(best.first) else best
    if best and best.precision == "day":
        return best
    agreeing = (date for date in _in_opening(front, gazetteer) if best is None or date.year == best.year)
    opening = next(agreeing, None)
    return opening if opening and (best is None or len(opening.first) > len(best.first)) else best


def _is_of_meeting(front: Front, date: DateMention, gazetteer: Gazetteer) -> bool:
    """Whether a date of the title block stands beside a place or with a meeting, and not alone."""
    line = _line_before(front.text, date) + front.text[date.start : date.end]
    line += front.text[date.end :].partition("\n")[0]
    return gazetteer.near(front, date.start, date.end) is not None or bool(_MEETING.search(fold(line)))


def _of_gathering(front: Front) -> Iterator[DateMention]:
    """Dates of the sentence that says who met."""
    met = next(gatherings(front.text, *front.opening), None)
    if met is None:
        return
    dates = [date for date in dates_in(front.text[met.start : met.end]) if date.precision != "year"]
    # Most often the day follows the verb; "on 31 October 2017, the Co-Chairs hosted" begins with it.
    for date in sorted(dates, key=lambda date: met.start + date.start < met.verb_end):
        before = front.text[met.start : met.start + date.start]
        since = front.text[met.verb_end : met.start + date.start] or before
        if not _RECALLING.search(fold(since)) and not _RECALLING.match(fold(before)):
            yield DateMention(date.first, date.last, met.start + date.start, met.start + date.end)


def _shown(text: str, page: int, date: DateMention) -> Dates:
    return Dates(date.first, date.last, (passage(text, page, date.start, date.end, f"date:{date.precision}"),))


def _in_block(front: Front) -> Iterator[DateMention]:
    for line in front.block:
        for date in dates_in(line.text):
            before = _OWN_NUMBER.sub("", fold(line.text[: date.start]))
            if PUBLISHED.search(before) or date.year > _latest() or _is_no_meeting(line.text, date):
                continue
            if _SIGNING.match(before) or _is_adoption(before) or not _RECALLING.search(before):
                yield DateMention(date.first, date.last, line.start + date.start, line.start + date.end)


def _is_stamp(front: Front, date: DateMention) -> bool:
    """Whether the line above says that the date is that of distribution, as on papers of the United Nations."""
    return bool(PUBLISHED.search(fold(front.text[max(0, date.start - _STAMP) : date.start])))


def _is_adoption(before: str) -> bool:
    """Whether the words before a date in the title block say that the text itself was adopted."""
    adopted = _ADOPTED.match(before)
    if adopted is None or _OF_ANOTHER.search(before[: adopted.end()]):
        return False
    return not _RECALLING.search(before[adopted.end() :])


def _is_no_meeting(line: str, date: DateMention) -> bool:
    """Whether a date is a deadline, or one of several in a history."""
    if len({other.year for other in dates_in(line)}) >= _A_LIST:
        return True
    return bool(_DEADLINE.search(fold(line[: date.start])))


def _latest() -> str:
    """No text is of a later year; 2030 and 2063 are years of agendas."""
    return str(day.today().year + 1)


def _best_of_block(front: Front, dates: Iterable[DateMention], gazetteer: Gazetteer) -> DateMention | None:
    """The most exact date, but a bare year and a day of distribution last; among equals one beside a place.

    "(Geneva, 30-31 May 1996)" is the date of the conference before it where the meeting's own follows.
    """
    listed = list(dates)
    own = [date for date in listed if not is_in_brackets(front.text, date) and _is_of_meeting(front, date, gazetteer)]
    named = [date for date in listed if is_in_brackets(front.text, date) and any(it.start > date.start for it in own)]

    def rank(date: DateMention) -> tuple[bool, bool, bool, int, bool, bool, bool, int]:
        beside = gazetteer.near(front, date.start, date.end) is not None
        line = next(line for line in front.block if line.start <= date.start < line.end)
        before = front.text[line.start : date.start]
        within = gazetteer.names(line.text)
        last = date.precision == "year", _is_stamp(front, date), date in named
        return *last, -len(date.first), not _SIGNING.match(fold(before)), not within, not beside, date.start

    return min(listed, key=rank, default=None)


def _in_opening(front: Front, gazetteer: Gazetteer) -> Iterator[DateMention]:
    """Dates of the first paragraphs that say when this meeting took place."""
    start, end = front.opening
    text = front.text[start:end]
    for date in dates_in(text):
        if date.precision == "year":
            continue  # A bare year within a sentence is rarely that of the text.
        if _is_no_meeting(_line(text, date), _within_line(text, date)):
            continue
        if FOUNDED.search(fold(text[: date.start].rpartition("\n\n")[2])):
            continue  # A history of the process.
        before = fold(_sentence_before(text, date.start))
        together = [match.end() for match in _GATHERED.finditer(before)]
        since = before[together[-1] :] if together else ""
        here = bool(together) and not _RECALLING.search(since) and not _RECALLING.match(before)
        placed = _is_placed(text, date, before, gazetteer) and not _RECALLING.search(before)
        if _SIGNING.match(before) or here or placed:
            yield DateMention(date.first, date.last, start + date.start, start + date.end)


def _is_placed(text: str, date: DateMention, before: str, gazetteer: Gazetteer) -> bool:
    """Whether a date stands beside a place, in a dateline or with a word for a meeting."""
    dateline = _line_before(text, date)
    if len(dateline.split()) <= _DATELINE_WORDS and gazetteer.names(dateline):
        return True
    here = _MEETING.search(before) or _MEETING.search(fold(text[date.end : date.end + 60]))
    return bool(here) and gazetteer.names(text[max(0, date.start - 80) : date.end + 60])


def _in_signature(text: str) -> Iterator[DateMention]:
    """Dates of the last lines that say when the text was done; the last one first."""
    offset = text.rfind("\n", 0, max(0, len(text) - _SIGNATURE)) + 1
    tail = text[offset:]
    for date in reversed(dates_in(tail)):
        line, whole = _line_before(tail, date), _line(tail, date)
        if _is_no_meeting(whole, _within_line(tail, date)):
            continue
        alone = len(whole) - (date.end - date.start) < 40 and (date.precision == "day" or date.end - date.start >= 8)
        if _SIGNING.search(fold(_sentence_before(tail, date.start))) or (alone and not _RECALLING.search(fold(line))):
            yield DateMention(date.first, date.last, offset + date.start, offset + date.end)


def _line(text: str, date: DateMention) -> str:
    """The printed line that a date begins in."""
    return _line_before(text, date) + text[date.start :].partition("\n")[0]


def _line_before(text: str, date: DateMention) -> str:
    """What of that line stands before the date."""
    return text[: date.start].rpartition("\n")[2]


def _within_line(text: str, date: DateMention) -> DateMention:
    """The same date, counted from the beginning of its line."""
    before = len(_line_before(text, date))
    return DateMention(date.first, date.last, before, before + date.end - date.start)


def _sentence_before(text: str, position: int) -> str:
    head = text[max(0, position - _BEFORE) : position]
    ends = [match.end() for match in _SENTENCE.finditer(head)]
    return head[ends[-1] :] if ends else head
