"""Every route of the application and who may call it; whoever adds a route adds a line here.

`needs` is what a caller must be allowed to do: one of the actions of `repository.access`, "" for everybody, or
"session": signed in by a browser, which a token is not. A form also carries the token of its session.
`{document_id}` and the other names in braces are filled in by the test; `data`, `files` and `json` are what is sent.
`answers` is the status for those who may.
"""

from dataclasses import dataclass, field
from typing import Any

GET = ("GET",)
PAGE = ("GET", "HEAD")
POST = ("POST",)


@dataclass(frozen=True)
class Route:
    """One route: its pattern, who may call it, how it is called here, and what it then answers."""

    methods: tuple[str, ...]
    path: str
    needs: str = ""
    query: str = ""
    answers: int = 200
    data: dict[str, Any] | None = None
    files: dict[str, Any] | None = None
    json: dict[str, Any] | None = None
    # A form of our pages: needs the token of a session. A page sends those who are nobody to the sign-in.
    is_form: bool = False
    sends_to_sign_in: bool = False
    # Values for the names in braces besides the usual ones.
    values: dict[str, str] = field(default_factory=dict)


_TEXT = {"file": ("note.txt", b"Return and readmission, said in a table of routes.")}
_DOCUMENT = "/documents/{document_id}"
_DRAWN = {"document_id": "{drawn_id}"}
_PAIR = {"one_id": "{document_id}", "other_id": "{drawn_id}"}
_VERSION = "/documents/{document_id}/files/{file_id}"

ROUTES = (
    # The API: reading
    Route(PAGE, "/api/openapi.json"),
    Route(("GET", "HEAD"), "/api/documents/{document_id}/original"),
    Route(GET, "/api/documents/{document_id}/pages/{number}.png", values={"document_id": "{drawn_id}"}),
    Route(GET, "/api/documents/{document_id}/pages/{number}"),
    Route(GET, "/api/documents/{document_id}"),
    Route(GET, "/api/search", query="q=return"),
    Route(GET, "/api/suggest", query="q=re"),
    Route(GET, "/api/export.{form}", values={"form": "csv"}),
    Route(GET, "/api/passages.csv", query="q=return"),
    Route(GET, "/api/matrix.csv"),
    Route(GET, "/api/trend.csv", query="q=return"),
    Route(GET, "/api/commitments"),
    Route(GET, "/api/commitments.csv"),
    Route(GET, "/api/iscms"),
    Route(GET, "/api/iscms/{slug}"),
    Route(GET, "/api/gcm"),
    Route(GET, "/api/meetings"),
    Route(GET, "/api/documents", "upload"),
    Route(GET, "/api/text-quality", "upload"),
    # The API: writing
    Route(POST, "/api/documents", "upload", answers=202, files=_TEXT),
    Route(("PATCH",), "/api/documents/{document_id}", "curate", json={"title": "Another title"}),
    Route(GET, "/api/documents/{document_id}/history", "curate"),
    Route(POST, "/api/documents/{document_id}/undo", "curate", answers=409, json={}, values=_DRAWN),
    Route(("DELETE",), "/api/documents/{document_id}", "withdraw", answers=204, values={"document_id": "{fresh_id}"}),
    # Data and harvesting
    Route(("GET", "HEAD"), "/documents/{document_id}.{form}"),
    Route(("GET", "HEAD"), "/unapi", query="id={document_id}&format=ris"),
    Route(GET, "/healthz"),
    Route(("GET", "HEAD"), f"{_VERSION}/original"),
    Route(("GET", "POST"), "/oai", query="verb=Identify"),
    Route(GET, "/oai/style.xsl"),
    Route(GET, "/oai/iscm.xsd"),
    Route(GET, "/feeds/search.atom", query="q=return"),
    Route(GET, "/feeds/{kind}/{code}.atom"),
    Route(GET, "/sitemap.xml"),
    Route(GET, "/robots.txt"),
    Route(GET, "/llms.txt"),
    Route(GET, "/opensearch.xml"),
    Route(GET, "/opensearch/suggestions", query="q=re"),
    Route(GET, "/meetings.ics"),
    # Pages for everybody
    Route(PAGE, "/"),
    Route(PAGE, "/search", query="q=return"),
    Route(PAGE, "/export", query="form=csv&id={document_id}", answers=303),
    Route(PAGE, _DOCUMENT),
    Route(PAGE, _VERSION),
    Route(PAGE, f"{_DOCUMENT}/side-by-side", answers=422),
    Route(PAGE, f"{_DOCUMENT}/pages/{{number}}"),
    Route(PAGE, f"{_VERSION}/pages/{{number}}"),
    Route(PAGE, f"{_VERSION}/pages/{{number}}/{{passage}}"),
    Route(PAGE, "/iscms"),
    Route(PAGE, "/iscms/{slug}"),
    Route(PAGE, "/overview"),
    Route(PAGE, "/overview/cell", query="cell={slug}.s", answers=303),
    Route(PAGE, "/overview/trend", query="q=return"),
    Route(PAGE, "/overview/compare", query="iscm={slug}&element=s"),
    Route(PAGE, "/commitments"),
    Route(PAGE, "/meetings"),
    Route(PAGE, "/highlights", answers=303),
    Route(PAGE, "/highlights/{year}"),
    Route(PAGE, "/programs"),
    Route(PAGE, "/about"),
    # Pages for accounts
    Route(PAGE, "/upload", "upload", sends_to_sign_in=True),
    Route(POST, "/upload", "upload", files=_TEXT, data={}, is_form=True),
    Route(PAGE, "/uploads", "upload", sends_to_sign_in=True),
    # Pages for curators
    Route(PAGE, "/curation", "curate", sends_to_sign_in=True),
    Route(PAGE, "/curation/next", "curate", answers=303, sends_to_sign_in=True),
    Route(PAGE, "/curation/review/{document_id}", "curate", sends_to_sign_in=True),
    Route(POST, "/curation/review/{document_id}", "curate", answers=409, data={"revision": "999"}, is_form=True),
    Route(POST, "/curation/review/{document_id}/withdrawal", "curate", answers=422, data={"reason": ""}, is_form=True),
    Route(POST, "/curation/review/{document_id}/reinstatement", "curate", answers=422, data={}, is_form=True),
    Route(POST, "/curation/events/{event_id}/undo", "curate", answers=404, data={}, is_form=True),
    Route(POST, "/curation/batches/{batch}/undo", "curate", answers=404, data={}, is_form=True),
    Route(PAGE, "/curation/bulk", "curate", query="scheme=element", sends_to_sign_in=True),
    Route(POST, "/curation/bulk", "curate", answers=409, data={"scheme": "element"}, is_form=True),
    Route(PAGE, "/curation/pairs", "curate", sends_to_sign_in=True),
    Route(PAGE, "/curation/pairs/{one_id}/{other_id}", "curate", answers=404, sends_to_sign_in=True, values=_PAIR),
    Route(
        POST,
        "/curation/pairs/{one_id}/{other_id}",
        "curate",
        answers=404,
        data={"said": "apart"},
        is_form=True,
        values=_PAIR,
    ),
    Route(PAGE, "/curation/history", "curate", sends_to_sign_in=True),
    Route(PAGE, "/curation/text-quality", "curate", sends_to_sign_in=True),
    Route(PAGE, "/account", "session", sends_to_sign_in=True),
    Route(POST, "/account/password", "session", answers=422, data={"current": "x", "password": "y"}, is_form=True),
    Route(POST, "/account/sessions/end", "session", answers=404, data={"id": "none"}, is_form=True),
    Route(POST, "/account/tokens", "session", data={"name": "x", "scope": "read"}, is_form=True),
    Route(POST, "/account/tokens/revoke", "session", answers=404, data={"id": "none"}, is_form=True),
    Route(POST, "/account/searches", "session", answers=303, data={"query": "q=return"}, is_form=True),
    Route(POST, "/account/searches/delete", "session", answers=404, data={"query": "q=none"}, is_form=True),
    Route(PAGE, "/accounts", "administer", sends_to_sign_in=True),
    Route(POST, "/accounts", "administer", answers=422, data={"email": "x", "role": "reader"}, is_form=True),
    Route(POST, "/accounts/invitation", "administer", data={"email": "reader@example.org"}, is_form=True),
    Route(POST, "/accounts/role", "administer", answers=404, data={"email": "none"}, is_form=True),
    Route(POST, "/accounts/state", "administer", answers=404, data={"email": "none", "state": "off"}, is_form=True),
    # Doors: everybody may knock
    Route(PAGE, "/sign-in", query="next=/about"),
    Route(POST, "/sign-in", answers=422, data={"email": "{caller}", "password": "wrong"}),
    Route(PAGE, "/sign-in/provider", answers=404),
    Route(PAGE, "/sign-in/provider/return", answers=404),
    Route(PAGE, "/invitation/{secret}", answers=404),
    Route(POST, "/invitation/{secret}", answers=404, data={}),
    Route(PAGE, "/first-administrator/{secret}", answers=404),
    Route(POST, "/first-administrator/{secret}", answers=404, data={}),
    # The last one: it ends the session of whoever calls.
    Route(POST, "/sign-out", answers=303, data={}),
)
