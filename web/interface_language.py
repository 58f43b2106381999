"""The language a page speaks to its reader: from its address (`/fr/search`), else from the browser."""

import re
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# As they name themselves, in the order of a language menu; the first is what the sources are written in.
LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "pt": "Português",
    "ru": "Русский",
}
SOURCE = "en"
_IN_ADDRESS = re.compile(rf"/({'|'.join(LANGUAGES)})(?=/|$)")
_OF_THIS_SITE = re.compile(rf'(\b(?:href|action|formaction|src)=")(/(?!/)(?!(?:{"|".join(LANGUAGES)})(?:["/?#]|$)))')
# Files and calls that are the same in every language keep their one address.
_SAME_IN_ALL = ("/static/", "/api/")
_STATE = "interface_language"


@dataclass(frozen=True, slots=True)
class InterfaceLanguage:
    """A language code, and whether the address names it, so that the links of the page must, too."""

    code: str
    in_address: bool

    def rooted(self, html: str) -> str:
        """A page whose links stay in its language."""
        return _OF_THIS_SITE.sub(self._root, html) if self.in_address else html

    def _root(self, link: re.Match[str]) -> str:
        following = link.string[link.start(2) : link.start(2) + 10]
        prefix = "" if following.startswith(_SAME_IN_ALL) else f"/{self.code}"
        return f"{link[1]}{prefix}{link[2]}"


def interface_language(request: HTTPConnection) -> InterfaceLanguage:
    """What `LanguageOfAddress` found out for this request."""
    found: InterfaceLanguage = getattr(request.state, _STATE, InterfaceLanguage(SOURCE, False))
    return found


def preferred(accept_language: str) -> str:
    """The language of ours that a browser likes best (`fr-CH, fr;q=0.9, en;q=0.8`); English where it names none."""
    best, weight = SOURCE, 0.0
    for choice in accept_language[:500].split(","):
        name, _, parameters = choice.partition(";")
        code = name.strip().casefold().partition("-")[0]
        liked = _quality(parameters)
        if code in LANGUAGES and liked > weight:
            best, weight = code, liked
    return best


def _quality(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    try:
        return min(1.0, float(value)) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


class LanguageOfAddress:
    """ASGI middleware: takes the language off the address, and keeps redirects in it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on without its language; say in the answer which one was spoken."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        language = _take_off(scope)
        scope.setdefault("state", {})[_STATE] = language

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), language)
            await send(message)

        await self._app(scope, receive, complete)


def _take_off(scope: Scope) -> InterfaceLanguage:
    named = _IN_ADDRESS.match(scope["path"])
    if not named:
        return InterfaceLanguage(preferred(Headers(scope=scope).get("accept-language", "")), False)
    scope["path"] = scope["path"][named.end() :] or "/"
    scope["raw_path"] = scope.get("raw_path", b"")[named.end() :] or b"/"
    return InterfaceLanguage(named[1], True)


def _complete(headers: MutableHeaders, language: InterfaceLanguage) -> None:
    if headers.get("content-type", "").startswith("text/html"):
        headers.setdefault("Content-Language", language.code)
        headers.add_vary_header("Accept-Language")
    location = headers.get("location", "")
    if language.in_address and location.startswith("/") and not location.startswith(("//", *_SAME_IN_ALL)):
        headers["Location"] = location if _IN_ADDRESS.match(location) else f"/{language.code}{location}"
