"""Curators at work: lists, one document after the other, many tags at once, doubles, what was changed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from repository.access import SYSTEM
from repository.likeness_upkeep import compare_waiting
from repository.repository import Repository

TEXT = "On return and readmission. " + " ".join(f"Paragraph {n} speaks of matter {7 * n}." for n in range(60))
PAGES = tuple(f"/curation{page}" for page in ("", "/next", "/bulk", "/history", "/pairs", "/pairs/x/y", "/review/none"))


class Curator:
    """A browser with a curator's session: opens pages, presses their buttons."""

    def __init__(self, client: TestClient, token: str, read: Callable[..., Any]) -> None:
        self.client, self.token, self.read = client, token, read

    def press(self, path: str, button: str, page: Any = None, **typed: str) -> Any:
        """Send the form of the review with one of its buttons, as a browser would; answers what came back."""
        page = self.read(path) if page is None else page
        assert page.xpath("//form[@id='review']//button[@value=$value]", value=button), button
        return self.client.post(path.partition("?")[0], data=fields_of(page) | typed | {"do": button})

    def send(self, path: str, **data: str) -> Any:
        return self.client.post(path, data={"form_token": self.token, **data})


def fields_of(page: Any) -> dict[str, str]:
    (form,) = page.xpath("//form[@id='review']")
    values = {field.get("name"): field.get("value", "") for field in form.xpath(".//input")}
    values |= {field.get("name"): field.text or "" for field in form.xpath(".//textarea")}
    for field in form.xpath(".//select"):
        values[field.get("name")] = "".join(field.xpath(".//option[@selected]/@value"))
    return values


@pytest.fixture
def curator(client: TestClient, sign_in: Callable[[str], str], read: Callable[..., Any]) -> Curator:
    return Curator(client, sign_in("curator"), read)


def tags(repository: Repository, public_id: str) -> dict[str, str]:
    with repository.read() as uow:
        return {f"{tag.scheme}:{tag.code}": tag.state for tag in uow.documents.get(public_id, SYSTEM).tags}


def document(repository: Repository, public_id: str) -> Any:
    with repository.read() as uow:
        found = uow.documents.get(public_id, SYSTEM)
        return found, [event.action for event in uow.audit.of(found)]


def test_curation_is_for_curators(client: TestClient, sign_in: Callable[[str], str]) -> None:
    for path in PAGES:
        assert client.get(path).headers["location"].startswith("/sign-in"), path
    token = sign_in("contributor")
    for path in PAGES:
        assert client.get(path).status_code == 403, path
    for path in ("/curation/bulk", "/curation/events/x/undo", "/curation/batches/x/undo", "/curation/pairs/x/y"):
        assert client.post(path, data={"form_token": token, "said": "apart"}).status_code == 403, path
    for path in ("", "/withdrawal", "/reinstatement"):
        assert client.post(f"/curation/review/x{path}", data={"form_token": token}).status_code == 403, path


def test_a_form_from_elsewhere_changes_nothing(
    client: TestClient, curator: Curator, library: dict[str, str], repository: Repository
) -> None:
    path = f"/curation/review/{library['rabat']}"
    for address, more in (
        (path, {"do": "next", "revision": "2"}),
        (f"{path}/withdrawal", {"reason": "x"}),
        ("/curation/bulk", {"scheme": "element"}),
    ):
        assert client.post(address, data={"form_token": "0" * 64, **more}).status_code == 403
    found, actions = document(repository, library["rabat"])
    assert (found.reviewed_at, actions) == (None, [])


def test_the_lists_lead_to_what_waits(curator: Curator, library: dict[str, str], words: Any) -> None:
    page = curator.read("/curation?list=untyped")
    counts = {
        link.xpath("string(span[1])"): link.xpath("string(span[2])") for link in page.xpath("//nav//li/a[span[2]]")
    }
    assert counts["Not yet reviewed"] == "5"
    assert counts["No type"] == "4"
    assert counts["Restricted"] == "1"
    assert counts["Withdrawn"] == "1"
    assert len(page.xpath("//tbody/tr")) == 4
    assert "0 of 5 reviewed, 4 need attention" in words(page)
    first = curator.client.get("/curation/next?list=untyped")
    assert first.headers["location"] == f"/curation/review/{library['rcm']}?list=untyped"


def test_a_document_is_reviewed_tag_by_tag(curator: Curator, library: dict[str, str], repository: Repository) -> None:
    path = f"/curation/review/{library['rabat']}"
    page = curator.read(path)
    assert [item.get("id") for item in page.xpath("//li[@aria-current='true']")] == ["tag-iscm-rabat"]
    assert page.xpath("//button[@aria-keyshortcuts='a']/@value") == ["accept:iscm:rabat"]
    accepted = curator.press(path, "accept:iscm:rabat", page)
    assert accepted.status_code == 303
    assert accepted.headers["location"].endswith("#tag-element-e")
    page = curator.read(accepted.headers["location"])
    assert page.xpath("//button[@aria-keyshortcuts='r']/@value") == ["reject:element:e"]
    curator.press(path, "reject:element:e", page)
    said = tags(repository, library["rabat"])
    assert (said["iscm:rabat"], said["element:e"], said["element:s"]) == ("confirmed", "rejected", "suggested")
    curator.press(path, "all")
    assert tags(repository, library["rabat"])["element:s"] == "confirmed"
    curator.press(path, "add", add="element:k")
    assert tags(repository, library["rabat"])["element:k"] == "confirmed"


def test_evidence_turns_the_page_beside_with_the_passage_lit(curator: Curator, library: dict[str, str]) -> None:
    page = curator.read(f"/curation/review/{library['rabat']}?page=2&light=12-34")
    assert page.xpath("//*[@class='excerpt']/mark")[0].text.startswith("return and")
    (link,) = page.xpath("//li[@id='tag-iscm-rabat']//ul[@class='evidence']//a/@href")
    turned = curator.read(link)
    assert "Page 1 of 2" in turned.xpath("string(//h2[@id='leaf'])")
    assert turned.xpath("//*[@class='excerpt']/mark")[0].text == "Rabat"


def test_what_is_entered_is_saved_and_the_next_document_comes(
    curator: Curator, library: dict[str, str], repository: Repository
) -> None:
    path = f"/curation/review/{library['rabat']}"
    answer = curator.press(path, "next", title="A better title", date="2018-05-02..2018-05-03", country="MAR")
    assert answer.headers["location"].startswith(f"/curation/review/{library['rcm']}?list=unreviewed&done=")
    found, actions = document(repository, library["rabat"])
    assert (found.title, found.date_to, found.country) == ("A better title", "2018-05-03", "MAR")
    assert found.reviewed_by == "curator@example.org"
    assert actions == ["edit"]
    following = curator.read(answer.headers["location"])
    assert "A better title" in following.xpath("string(//*[@role='status'])")
    (undo,) = following.xpath("//*[@role='status']//form/@action")
    assert curator.send(undo, back=path).headers["location"] == path
    found, actions = document(repository, library["rabat"])
    assert (found.title, found.reviewed_at, actions) == ("Marrakesh declaration", None, ["undo", "edit"])


def test_after_the_last_document_the_list_is_done(curator: Curator, keep: Callable[..., str]) -> None:
    only = keep("We met.", date="2018")
    assert curator.press(f"/curation/review/{only}?list=untyped", "next", type="declaration").headers["location"] == (
        "/curation?done=true"
    )
    assert "This list is done" in curator.read("/curation?done=true").text_content()


def test_a_mistake_keeps_what_was_entered(
    curator: Curator, library: dict[str, str], repository: Repository, tree
) -> None:
    path = f"/curation/review/{library['rabat']}"
    answer = curator.press(path, "next", title="Typed with care", date="the 3rd of May")
    assert answer.status_code == 422
    page = tree(answer.text)
    assert "is not a date" in page.xpath("string(//*[@role='alert'])")
    assert page.xpath("string(//textarea[@id='title'])") == "Typed with care"
    assert document(repository, library["rabat"])[0].title == "Marrakesh declaration"
    assert curator.press(path, "save", page, date="2018").status_code == 303
    assert document(repository, library["rabat"])[0].title == "Typed with care"


def test_two_curators_do_not_overwrite_each_other(
    curator: Curator, library: dict[str, str], repository: Repository, tree
) -> None:
    path = f"/curation/review/{library['rabat']}"
    seen = curator.read(path)
    curator.press(path, "save", city="Marrakesh")
    answer = curator.press(path, "save", seen, title="Typed meanwhile")
    assert answer.status_code == 409
    page = tree(answer.text)
    assert "Somebody changed this document after you opened it" in page.xpath("string(//*[@role='alert'])")
    assert page.xpath("string(//textarea[@id='title'])") == "Typed meanwhile"
    assert document(repository, library["rabat"])[0].title == "Marrakesh declaration"


def test_a_withdrawal_needs_a_reason_and_can_be_taken_back(
    curator: Curator, client: TestClient, library: dict[str, str]
) -> None:
    path = f"/curation/review/{library['rabat']}"
    assert curator.send(f"{path}/withdrawal", reason="  ").status_code == 422
    assert curator.send(f"{path}/withdrawal", reason="A draft.", back=path).headers["location"] == path
    assert client.get(f"/documents/{library['rabat']}").status_code == 410
    assert "A draft." in curator.read("/curation?list=withdrawn").text_content()
    assert curator.send(f"{path}/reinstatement", back="//elsewhere.example").headers["location"] == "/"
    assert client.get(f"/documents/{library['rabat']}").status_code == 200


def test_many_tags_are_accepted_as_shown_and_taken_back(
    curator: Curator, library: dict[str, str], repository: Repository, tree
) -> None:
    page = curator.read("/curation/bulk?scheme=element&code=element:s&score=1")
    assert len(page.xpath("//table//tbody/tr")) == 2
    (form,) = page.xpath("//form[@method='post' and @action='/curation/bulk']")
    data = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    curator.press(f"/curation/review/{library['rcm']}", "reject:element:s")
    stale = curator.client.post("/curation/bulk", data=data)
    assert stale.status_code == 409
    data["digest"] = tree(stale.text).xpath("//input[@name='digest']/@value")[0]
    answer = curator.client.post("/curation/bulk", data=data)
    assert tags(repository, library["rabat"])["element:s"] == "confirmed"
    assert tags(repository, library["rcm"])["element:s"] == "rejected"
    accepted = curator.read(answer.headers["location"])
    (undo,) = accepted.xpath("//*[@role='status']//form/@action")
    assert curator.send(undo).headers["location"] == "/curation/bulk?undone=1"
    assert tags(repository, library["rabat"])["element:s"] == "suggested"


@pytest.fixture
def doubles(repository: Repository, keep: Callable[..., str], index: Callable[[], None]) -> tuple[str, str]:
    common = {"iscms": ("rabat",), "date": "2018-05-02", "type": "declaration"}
    ids = (keep(TEXT, title="The declaration", **common), keep(TEXT + " End.", title="Declaration", **common))
    while compare_waiting(repository):
        pass
    index()
    return ids


def test_two_documents_become_one_wherever_they_are_addressed(
    curator: Curator, client: TestClient, doubles: tuple[str, str], index: Callable[[], None]
) -> None:
    one, other = doubles
    (link,) = curator.read("/curation/pairs").xpath("//ol//a/@href")
    assert link == f"/curation/pairs/{one}/{other}"
    assert len(curator.read(link).xpath("//section[@aria-label]")) == 2
    file = client.get(f"/api/documents/{other}").json()["files"][0]["id"]
    answer = curator.send(link, said="copy", kept=one)
    assert answer.headers["location"].startswith(f"/curation/review/{one}?")
    curator.read(answer.headers["location"])
    index()
    client.cookies.clear()
    for path in (
        "/documents/{}",
        "/fr/documents/{}",
        "/documents/{}/files/" + file + "/pages/1?q=return",
        "/documents/{}.ris",
        "/documents/{}/files/" + file + "/original",
        "/api/documents/{}",
        "/api/documents/{}/pages/1",
        "/api/documents/{}/original?file=" + file,
        "/unapi?id={}&format=ris",
    ):
        moved = client.get(path.format(other))
        assert (moved.status_code, moved.headers["location"]) == (301, path.format(one)), path
        assert client.get(moved.headers["location"]).status_code == 200, path
    exported = client.get(f"/api/export.csv?id={other}&id={one}").text
    assert exported.count("/documents/" + one) >= 1
    assert len(exported.strip().splitlines()) == 2
    assert client.get("/api/search?q=readmission").json()["total"] == 1
    deleted = client.get(
        f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={_identifier(client, one)[: -len(one)]}{other}"
    )
    assert 'status="deleted"' in deleted.text


def _identifier(client: TestClient, public_id: str) -> str:
    listed = client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").text
    return next(found for found in re.findall(r"<identifier>([^<]+)", listed) if found.endswith(public_id))


def test_that_two_are_not_the_same_is_said_once(curator: Curator, doubles: tuple[str, str]) -> None:
    path = "/curation/pairs/{}/{}".format(*doubles)
    assert curator.send(path, said="apart").headers["location"] == "/curation/pairs?kind=copy"
    assert not curator.read("/curation/pairs").xpath("//ol")


def test_the_history_tells_what_was_changed_and_undoes_it(
    curator: Curator, library: dict[str, str], repository: Repository, words: Any
) -> None:
    curator.press(f"/curation/review/{library['rabat']}", "accept:element:s", title="Another title")
    page = curator.read(f"/curation/history?document={library['rabat']}")
    (row,) = page.xpath("//tbody/tr")
    assert "Title: Marrakesh declaration → became Another title" in words(row)
    assert "suggested → became confirmed" in words(row)
    (undo,) = row.xpath(".//form/@action")
    curator.send(undo)
    assert document(repository, library["rabat"])[0].title == "Marrakesh declaration"
    assert curator.send(undo).status_code == 409
    assert "undone" in words(curator.read("/curation/history"))


def test_a_document_without_text_can_be_reviewed_too(curator: Curator, repository: Repository) -> None:
    import io

    from repository.reading import Given

    with repository.write() as uow:
        failed = uow.documents.add(repository.originals.keep(io.BytesIO(b"f"), 9), "locked.pdf", Given(), SYSTEM)
        uow.documents.fail(failed, "The PDF is protected by a password.")
        uow.commit()
        public_id = failed.document.public_id
    page = curator.read(f"/curation/review/{public_id}?list=failed")
    assert "protected by a password" in page.text_content()
