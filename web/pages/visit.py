"""One visit: the request, the house, who is asking, and how a page is answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.addresses import base_url
from api.authentication import current_actor, identity_of
from api.house import CurrentHouse, House
from api.listing import listed
from repository.access import Actor
from repository.authority import Authority
from repository.settings import Settings
from search.entries import UNTITLED, title_of
from search.hit import Hit
from search.labels import Labelled
from web.interface_language import InterfaceLanguage, interface_language
from web.rendering import address, render
from web.translations import translations

DEFAULT_NAME = str(Settings.model_fields["site_name"].default)


class SignInFirst(Exception):
    """A page that is for people with an account, asked for without one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page needs to answer."""

    request: Request
    house: House
    actor: Actor
    # The language this reader is spoken to.
    language: InterfaceLanguage

    @property
    def authority(self) -> Authority:
        """The authority data."""
        return self.house.repository.authority

    @property
    def settings(self) -> Settings:
        """The settings of this repository."""
        return self.house.repository.settings

    @property
    def base_url(self) -> str:
        """The public address without a closing slash, for what people copy."""
        return base_url(self.request)

    def gettext(self, text: str) -> str:
        """A text of the interface in the reader's language."""
        return str(translations(self.language.code).gettext(text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """As `gettext`, in the form that goes with a count."""
        return str(translations(self.language.code).ngettext(one, many, count))

    def label(self, scheme: str, code: str, language: str | None = None) -> str:
        """What a reader sees for a code, in the reader's language."""
        return self.authority.label(scheme, code, language or self.language.code)

    def facet_label(self, facet: str, value: str) -> str:
        """The same for a value of a facet; a year is its own label."""
        return value if facet == "year" else self.label(facet, value)

    def labels(self, scheme: str, found: Iterable[Labelled]) -> list[str]:
        """The same for codes that a search found."""
        return [self.label(scheme, one.value) for one in found]

    def place_of(self, hit: Hit) -> str:
        """City and State of a document found."""
        country = self.label("state", hit.country) if hit.country else ""
        return listed((hit.city, country), self.language.code)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page in the common frame."""
        known = {
            "label": self.label,
            "labels": self.labels,
            "place_of": self.place_of,
            "authority": self.authority,
            "title_of": title_of,
            "untitled": UNTITLED,
        }
        framed = frame(self.request, self.actor, self.settings.site_name)
        return answer(self.language, template, {**framed, **known, **values}, status)

    def require_account(self) -> None:
        """Raise SignInFirst for a reader whom nobody knows."""
        if self.actor.is_anonymous:
            raise SignInFirst

    def require(self, action: str) -> None:
        """Raise SignInFirst for a reader whom nobody knows, Forbidden for an account that may not do this."""
        self.require_account()
        self.actor.require(action)


def to_sign_in(request: Request, _: Exception) -> Response:
    """Where SignInFirst leads: sign in, then come back here."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(address("/sign-in", next=here), 303)


def answer(language: InterfaceLanguage, template: str, values: dict[str, Any], status: int) -> HTMLResponse:
    """A rendered page whose links stay in its language."""
    return HTMLResponse(language.rooted(render(template, values, language.code)), status)


def frame(request: Request, actor: Actor, site_name: str) -> dict[str, Any]:
    """What the frame around every page shows."""
    return {
        "site_name": site_name,
        "base_url": base_url(request),
        "actor": actor,
        "here": request.url.path,
        "here_whole": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "is_address": request.method in ("GET", "HEAD"),
        "form_token": identity_of(request).form_key,
    }


def the_visit(request: Request, house: CurrentHouse, actor: Annotated[Actor, Depends(current_actor)]) -> Visit:
    """The visit of this request."""
    return Visit(request, house, actor, interface_language(request))


CurrentVisit = Annotated[Visit, Depends(the_visit)]
