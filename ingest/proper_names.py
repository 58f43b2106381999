"""Names of offices and of agreements, told by their capitals: what they are called after is not what a text treats."""

import re
from collections.abc import Iterator

_OFFICES = (
    r"Ministr(?:y|ies)|Ministers?|Department|Directorate(?:[- ]General)?|Bureau|Division|Convention|Protocol|"
    r"Declaration|"
    r"Secretary|Minist[eè]re|Ministres?|Direction|Secr[eé]tariat|Convention|Protocole|D[eé]claration|Ministerio|"
    r"Ministr[oa]s?|"
    r"Direcci[oó]n|Secretar[ií]a|Subsecretari[oa]|Convenci[oó]n|Protocolo|Minist[eé]rio|Dire[cç][cç]?[aã]o|"
    r"Conven[cç][aã]o|Department"
)
_JOINT = (
    r"of|for|on|against|to|and|the|in|with|their|de|des|du|d'|la|le|les|l'|et|à|aux|sur|contre|del|los|las|el|y|e|para|"
    r"da|do|das|dos"
)
_NAME = re.compile(
    rf"\b(?:{_OFFICES})\s+(?:(?:{_JOINT})\s*){{1,3}}(?:[A-ZÀ-Ý][\w'’-]*[a-zà-ÿ][\w'’-]*"
    rf"(?:,?\s+(?:(?:{_JOINT})\s*){{0,3}}(?=[A-ZÀ-Ý]))?)+"
)


def proper_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of such names."""
    for match in _NAME.finditer(text):
        yield match.span()
