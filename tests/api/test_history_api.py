"""What was done to a document, told and taken back over HTTP."""

from fastapi.testclient import TestClient

Headers = dict[str, str]


def test_a_change_is_told_and_undone(client: TestClient, library: dict[str, str], curator: Headers) -> None:
    address = f"/api/documents/{library['rabat']}"
    changes = {"title": "Another", "tags": [{"scheme": "element", "code": "s", "state": "rejected"}], "reviewed": True}
    changed = client.patch(address, json=changes, headers=curator)
    assert changed.json()["reviewed_at"]
    [event] = client.get(f"{address}/history", headers=curator).json()["events"]
    title = "Political Declaration of Marrakesh"
    assert event["before"] == {"title": title, "element:s": "suggested", "reviewed": False}
    assert event["after"] == {"title": "Another", "element:s": "rejected", "reviewed": True}
    assert (event["actor"], event["can_be_undone"], event["is_undone"]) == ("curator@example.org", True, False)
    undone = client.post(f"{address}/undo", json={"event": event["id"]}, headers=curator)
    assert undone.json()["title"] == "Political Declaration of Marrakesh"
    assert undone.json()["reviewed_at"] is None
    assert undone.headers["etag"] == client.get(address, headers=curator).headers["etag"]
    again = client.post(f"{address}/undo", json={"event": event["id"]}, headers=curator)
    assert (again.status_code, again.json()["detail"]) == (
        409,
        "This change was undone already. Nothing was changed.",
    )


def test_the_latest_change_is_undone_where_none_is_named(
    client: TestClient, library: dict[str, str], curator: Headers
) -> None:
    address = f"/api/documents/{library['rabat']}"
    assert client.post(f"{address}/undo", json={}, headers=curator).status_code == 409
    client.delete(address, params={"reason": "A draft."}, headers=curator)
    assert client.get(address).status_code == 410
    assert client.post(f"{address}/undo", json={}, headers=curator).status_code == 200
    assert client.get(address).status_code == 200
    assert client.post(f"{address}/undo", json={"event": "none"}, headers=curator).status_code == 404


def test_history_is_for_curators(client: TestClient, library: dict[str, str], contributor: Headers) -> None:
    address = f"/api/documents/{library['rabat']}"
    assert client.get(f"{address}/history").status_code == 401
    assert client.get(f"{address}/history", headers=contributor).status_code == 403
    assert client.post(f"{address}/undo", json={}, headers=contributor).status_code == 403
