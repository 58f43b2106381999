"""A reference as COinS: an OpenURL context object that stands in a page, for reference managers."""

from urllib.parse import urlencode

from api.citing.reference import Reference


def coins(reference: Reference) -> str:
    """What goes into the title of a span of the class Z3988; a process is an `aucorp`, a corporate author."""
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "report"),
        ("rft.btitle", reference.title),
        ("rft.title", reference.title),
        *(("rft.aucorp", author.name) for author in reference.authors),
        ("rft.date", reference.date_from),
        ("rft.place", reference.place),
        ("rft.pub", "; ".join(author.name for author in reference.authors)),
        ("rft.pages", str(reference.page) if reference.page else ""),
        ("rft.language", reference.languages[0] if reference.languages else ""),
        ("rft_id", reference.url),
        ("rfr_id", f"info:sid/{reference.site.url.partition('://')[2]}"),
    ]
    return urlencode([(name, value) for name, value in fields if value])
