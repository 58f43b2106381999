"""Every text of the pages can be said in every language, and is; none stands in a template untold to gettext."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

import web
import web.app
from repository.errors import Trouble
from web.interface_language import LANGUAGES, SOURCE
from web.rendering import TEMPLATES

WEB = Path(web.__file__).parent
FLOORS = [WEB.parent / name for name in ("repository", "ingest", "search", "api", "web")]
# As `make messages` has it.
METHODS = [
    *((pattern, "ignore") for pattern in ("commands/**.py", "manifest.py", "bags.py", "harvest/oai.py")),
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
]
# What `make messages` looks for: functions, with the places of their texts, and kinds of trouble.
MAKEFILE = (WEB.parent / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
SENTENCES = re.findall(r"\S+", re.findall(r"^SENTENCES := (.*)$", MAKEFILE, re.MULTILINE)[0])
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(SENTENCES)}
# These make their sentence themselves; the last one is for whoever starts the service.
NOT_RAISED_WITH_A_TEXT = {"Moved", "Overdue", "AuthorityError"}
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
# Attributes whose text a reader sees or hears.
SPOKEN = re.compile(r'\b(?:title|alt|aria-label|aria-description|placeholder|label)="([^"]*)', re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>?|&[a-z]+;|&#\w+;")
WORD = re.compile(r"[^\W\d_]{2,}")
# Proper names and notations that are the same in every language.
SAME = set(
    re.findall(
        r"\w+", "ISCM GCM JSON CSV RIS PDF OCR UTC SHA XLSX API OAI PMH Atom unAPI ArrowLeft ArrowRight BibTeX CSL"
    )
)
# Blocks that hold a class of the page or links for machines.
UNSEEN = ("kind", "alternates")


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, ...]]:
    """What gettext is asked for anywhere, singular and plural."""
    found = [text for floor in FLOORS for _, _, text, _, _ in extract_from_dir(str(floor), METHODS, OPTIONS, KEYWORDS)]
    return [(text,) if isinstance(text, str) else tuple(text) for text in found]


def kinds(kind: type[Trouble] = Trouble) -> Iterator[str]:
    """The names of every kind of trouble."""
    for special in kind.__subclasses__():
        yield special.__name__
        yield from kinds(special)


def test_the_translators_are_given_the_sentences_of_every_kind_of_trouble() -> None:
    assert set(kinds()) - set(SENTENCES) == NOT_RAISED_WITH_A_TEXT


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str, texts: list[tuple[str, ...]]) -> None:
    catalog = _catalog(language)
    missing = [text[0] for text in texts if not _is_said(catalog.get(text if len(text) > 1 else text[0]), catalog)]
    assert not missing, f"{len(missing)} texts are not in {language}.po, such as {missing[:3]}; run: make messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_what_is_filled_in_and_what_is_marked_up(language: str) -> None:
    for message in _catalog(language):
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        for form in said:
            assert _placed(form) <= _placed(*asked), (language, message.id)
            # Only a plural form for exactly one may leave out the number itself.
            assert _placed(form) >= _placed(asked[0]) - {"%(count)s", "%(num)s", "%(shown)s"}, (language, message.id)
            assert sorted(TAG.findall(form)) in [sorted(TAG.findall(text)) for text in asked], (language, message.id)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_nothing_that_no_page_says(language: str, texts: list[tuple[str, ...]]) -> None:
    asked = {text[0] for text in texts}
    extra = [message.id for message in _catalog(language) if message.id and _first(message) not in asked]
    assert not extra


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("**/*.html")), ids=lambda path: path.name)
def test_no_template_says_a_word_that_gettext_is_not_asked_for(path: Path) -> None:
    # Read as it is written: in an environment of a language the texts are translated when a template is loaded.
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text(encoding="utf-8"))
    for block in tree.find_all(nodes.Block):
        block.body = [] if block.name in UNSEEN else block.body
    said = [word for text in _plain(tree) for word in WORD.findall(text) if word not in SAME]
    assert not said, f"{path.name} says these words in one language only: {' '.join(said[:12])}"


def _plain(tree: nodes.Template) -> Iterator[str]:
    """Text of a template that stands there as it is: between tags, in spoken attributes, as a value that is printed."""
    whole = "".join(data.data if isinstance(data, nodes.TemplateData) else "\0" for data in _output(tree))
    yield TAG.sub(" ", re.sub(r"<(script|style|code|kbd|pre)\b.*?</\1>", " ", whole, flags=re.DOTALL))
    yield from SPOKEN.findall(whole)
    for output in tree.find_all(nodes.Output):
        for value in output.nodes:
            yield from _printed(value)


def _output(tree: nodes.Template) -> Iterator[nodes.Node]:
    for output in tree.find_all(nodes.Output):
        yield from output.nodes


def _printed(value: nodes.Node) -> Iterator[str]:
    """Literal texts that an expression may print; those given to a call or a test are no words for a reader."""
    match value:
        case nodes.Const(value=str() as text) if " " in text.strip() or text[:1].isupper():
            yield text
        case nodes.CondExpr():
            yield from _printed(value.expr1)
            yield from _printed(value.expr2) if value.expr2 else ()
        case nodes.Or() | nodes.Concat() | nodes.Add():
            for part in value.iter_child_nodes():
                yield from _printed(part)


def _catalog(language: str) -> Catalog:
    with (WEB / "translations" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _is_said(message: Message | None, catalog: Catalog) -> bool:
    if message is None or message.fuzzy:
        return False
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms) and (not message.pluralizable or len(forms) == catalog.num_plurals)


def _first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else str(message.id)


def _placed(*texts: str) -> set[str]:
    return {place for text in texts for place in re.findall(r"%\(\w+\)s", text)}
