"""The fields of the index and their names."""

from whoosh.fields import ID, Schema

from repository.authority_records import LANGUAGES

# Raise it whenever an index written before could no longer be read, or would answer otherwise: it is then rebuilt.
VERSION = 5

ID_FIELD = "public_id"
# Unstemmed words, for prefixes.
WORDS, TITLE_WORDS = "words", "title_words"
BODY = {language: f"body_{language}" for language in LANGUAGES}
TITLE = {language: f"title_{language}" for language in LANGUAGES}
# What stands in headings stands in the body, too.
HEADING = {language: f"heading_{language}" for language in LANGUAGES}
FIELDS = (WORDS, TITLE_WORDS, *BODY.values(), *TITLE.values(), *HEADING.values())

# The texts of a document, and the text and the language of each field; unstemmed words have no language.
PAGES_TEXT, TITLE_TEXT, HEADINGS_TEXT = "pages", "title", "headings"
TEXTS = (PAGES_TEXT, TITLE_TEXT, HEADINGS_TEXT)
TEXT_OF: dict[str, tuple[str, str]] = {
    WORDS: (PAGES_TEXT, ""),
    TITLE_WORDS: (TITLE_TEXT, ""),
    **{field: (PAGES_TEXT, language) for language, field in BODY.items()},
    **{field: (TITLE_TEXT, language) for language, field in TITLE.items()},
    **{field: (HEADINGS_TEXT, language) for language, field in HEADING.items()},
}


def stem_key(stem: str, language: str) -> bytes:
    """What a stem is filed under: stems of two languages are different terms."""
    return f"{language} {stem}".encode()


def schema() -> Schema:
    """The schema of a new index; how the terms of a field are written is ours (`segment.py`)."""
    return Schema(**{name: ID() for name in (ID_FIELD, *FIELDS)})
