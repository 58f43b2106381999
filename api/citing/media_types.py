"""The media types of the forms for programs, and which form a request asks for."""

import mimeparse

# By the name that ends the address of a form; the first type is the one it is sent as.
MEDIA_TYPES: dict[str, tuple[str, ...]] = {
    "ris": ("application/x-research-info-systems",),
    "bib": ("application/x-bibtex", "text/x-bibtex"),
    "csl": ("application/vnd.citationstyles.csl+json",),
    "jsonld": ("application/ld+json",),
    "dc": ("application/xml", "text/xml"),
    "json": ("application/json",),
    "linkset": ("application/linkset+json",),
}
_FORM_OF = {media_type: name for name, types in MEDIA_TYPES.items() for media_type in types}
# The last one wins where a request likes several the same.
_RANKED = [*reversed(_FORM_OF), "application/xhtml+xml", "text/html"]


def asked_for(accept: str) -> str | None:
    """The form that an Accept header likes best; None stands for the page for people, also where nothing fits."""
    if not accept:
        return None
    try:
        return _FORM_OF.get(mimeparse.best_match(_RANKED, accept))
    except ValueError:
        return None
