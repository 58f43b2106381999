"""The pages that checkers look at; whoever adds a page adds a line, and `test_pages.py` says so."""

from dataclasses import dataclass

PHRASE = "%22return+and+readmission%22"
LONG_TITLE = (
    "Joint conclusions, recommendations and plan of action of the extraordinary ministerial meeting on orderly "
    "return, readmission, sustainable reintegration, labour mobility, border management and the protection of the "
    "rights of all migrants, held at the invitation of the Governments of the participating States on 5 June 2014"
)


@dataclass(frozen=True)
class Look:
    """One page: its address, the status it answers with, and the form that is sent for it to be shown."""

    path: str
    status: int = 200
    form: dict[str, str] | None = None


# For everybody; {document} is a PDF with two language versions, {file} and {other}.
PUBLIC = (
    Look("/"),
    Look(f"/search?q={PHRASE}&iscm=rabat&iscm=rcm&year_from=2000"),
    Look("/search?q=nothingatall&year=2003"),
    Look("/search?q=readmision+traficking"),
    Look("/search?q=return&kind=commitment&iscm=rabat&more=element"),
    Look(f"/documents/{{document}}?q={PHRASE}"),
    Look("/documents/{document}?view=text"),
    Look("/documents/{document}/files/{other}"),
    Look(f"/documents/{{document}}/pages/3?q={PHRASE}"),
    Look("/documents/{document}/files/{file}/pages/3"),
    Look("/documents/{document}/files/{other}/pages/3/10-60"),
    Look("/documents/{document}/side-by-side?page=3"),
    Look("/iscms"),
    Look("/iscms/rabat"),
    Look("/iscms/igc"),
    Look("/overview"),
    Look("/overview?scheme=theme"),
    Look(f"/overview/trend?q={PHRASE}"),
    Look("/overview/compare?iscm=rabat&iscm=khartoum&element=s"),
    Look("/commitments"),
    Look("/meetings"),
    Look("/meetings?view=month&month=2018-05"),
    Look("/highlights/2018"),
    Look("/programs"),
    Look("/about"),
    Look("/sign-in"),
    Look("/sign-in", 422, {"email": "nobody@example.org", "password": "mistyped"}),
    Look("/invitation/{secret}"),
    Look("/invitation/{secret}", 422, {"password": "too short", "again": "not the same"}),
    Look("/invitation/over", 404),
    Look("/nowhere", 404),
    Look("/documents/{withdrawn}", 410),
    Look(f"/ar/search?q={PHRASE}"),
    Look("/ar/iscms/rabat"),
)
# For an administrator, who is also a curator. {long} has a title of 300 characters, {twin} nearly the same text,
# {untitled} neither title nor date nor process, {failed} no text; these four are restricted.
SIGNED_IN = (
    Look("/search?q=extraordinary"),
    Look("/documents/{long}"),
    Look("/documents/{long}/pages/1"),
    Look("/documents/{untitled}"),
    Look("/documents/{failed}"),
    Look("/documents/{withdrawn}", 410),
    Look("/upload"),
    Look("/upload", 422, {"title": "A title", "visibility": "restricted"}),
    Look("/uploads"),
    Look("/curation"),
    Look("/curation?list=attention"),
    Look("/curation?list=failed"),
    Look("/curation?list=withdrawn&done=true"),
    Look("/curation/review/{document}"),
    Look("/curation/review/{long}?list=restricted"),
    Look("/curation/review/{untitled}"),
    Look("/curation/review/{failed}?list=failed"),
    Look("/curation/review/{withdrawn}?list=withdrawn"),
    Look("/curation/review/{untitled}", 409, {"revision": "999", "title": "Another title"}),
    Look("/curation/review/{document}/withdrawal", 422, {"reason": ""}),
    Look("/curation/bulk"),
    Look("/curation/bulk?scheme=element&iscm=prague"),
    Look("/curation/bulk?scheme=state&iscm=igc"),
    Look("/curation/bulk", 409, {"scheme": "theme", "iscm": "prague", "digest": "of something else"}),
    Look("/curation/pairs"),
    Look("/curation/pairs?kind=version"),
    Look("/curation/pairs/{long}/{twin}"),
    Look("/curation/history"),
    Look("/curation/text-quality"),
    Look("/account"),
    Look("/account/password", 422, {"current": "x", "password": "y", "again": "z"}),
    Look("/account/tokens", 200, {"name": "nightly export", "scope": "read", "days": "7"}),
    Look("/accounts"),
    Look("/accounts", 422, {"email": "no address", "role": "reader"}),
    Look("/accounts/invitation", 200, {"email": "officer@example.org"}),
    Look("/ar/curation/review/{document}"),
    Look("/ar/account"),
)
# For the administrator of a repository without any document, before and after there is an account.
EMPTY = (
    Look("/first-administrator/{secret}"),
    Look("/first-administrator/{secret}", 422, {"email": "no address", "password": "x", "again": "y"}),
    Look("/"),
    Look("/search?sort=date"),
    Look("/search?q=return"),
    Look("/iscms/rabat"),
    Look("/overview"),
    Look("/overview/trend"),
    Look("/overview/compare"),
    Look("/commitments"),
    Look("/meetings?year=2018"),
    Look("/highlights/2018"),
    Look("/curation"),
    Look("/curation?list=unreviewed"),
    Look("/curation/bulk"),
    Look("/curation/pairs"),
    Look("/curation/history"),
    Look("/curation/text-quality"),
    Look("/uploads"),
)
# These answer only with another address or with an error's page.
NO_PAGES = {
    ("GET", "/export"), ("GET", "/highlights"), ("GET", "/overview/cell"), ("GET", "/curation/next"),
    ("GET", "/sign-in/provider"), ("GET", "/sign-in/provider/return"), ("POST", "/curation/pairs/{one_id}/{other_id}"),
    ("POST", "/curation/review/{document_id}/reinstatement"), ("POST", "/curation/events/{event_id}/undo"),
    ("POST", "/curation/batches/{batch}/undo"), ("POST", "/sign-out"), ("POST", "/account/sessions/end"),
    ("POST", "/account/tokens/revoke"), ("POST", "/account/searches"), ("POST", "/account/searches/delete"),
    ("POST", "/accounts/role"), ("POST", "/accounts/state"),
}  # fmt: skip
