"""Signing in at an OpenID Connect provider, a real one over HTTP: who is let in as what, and which lies are refused."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OctKey

from repository.errors import Rejected
from repository.repository import Repository
from repository.settings import Settings
from tests.web.provider_for_tests import CLIENT_ID, CLIENT_SECRET, TestProvider, new_key
from web.app import create_app

MARIA = {"sub": "m-1", "email": "maria@example.org", "email_verified": True, "groups": ["staff", "iscm"]}


@pytest.fixture(scope="module")
def served() -> Iterator[TestProvider]:
    served = TestProvider()
    yield served
    served.stop()


@pytest.fixture
def provider(served: TestProvider) -> TestProvider:
    served.person, served.lies, served.is_broken, served.published = dict(MARIA), {}, False, served.key
    return served


@pytest.fixture
def settings(tmp_path: Path, provider: TestProvider) -> Settings:
    return Settings(
        data_dir=tmp_path / "data",
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name="IOM",
        oidc_roles="staff=reader, iscm=curator, it=administrator",
    )


@pytest.fixture
def come_back(client: TestClient, provider: TestProvider) -> Callable[..., Any]:
    """Go to the provider, sign in there, and come back."""

    def come_back(**changed: str) -> Any:
        there = client.get("/sign-in/provider?next=/uploads")
        assert there.status_code == 303
        back = provider.signed_in(there.headers["location"])
        for old, new in changed.items():
            back = back.replace(f"{old}=", f"{old}={new}")
        return client.get(back.removeprefix("http://testserver"))

    return come_back


def role_of(repository: Repository, email: str) -> str:
    with repository.read() as uow:
        return uow.accounts.get(email).role


def test_a_person_with_a_group_is_signed_in_with_its_role(
    client: TestClient, come_back: Callable[..., Any], repository: Repository
) -> None:
    assert "Sign in with IOM" in client.get("/sign-in").text
    back = come_back()
    assert (back.status_code, back.headers["location"]) == (303, "/uploads")
    assert client.get("/uploads").status_code == 200
    assert role_of(repository, "maria@example.org") == "curator"
    page = client.get("/account").text
    assert "maria@example.org" in page
    assert "Present password" not in page


def test_the_role_follows_the_groups_at_every_sign_in(
    come_back: Callable[..., Any], provider: TestProvider, repository: Repository
) -> None:
    come_back()
    provider.person["groups"] = "staff"
    come_back()
    assert role_of(repository, "maria@example.org") == "reader"
    provider.person["groups"] = []
    refused = come_back()
    assert refused.status_code == 403
    assert "have no role here" in refused.text


def test_who_has_no_role_gets_no_account(
    come_back: Callable[..., Any], provider: TestProvider, repository: Repository
) -> None:
    provider.person["groups"] = ["others", {"staff": 1}, None]
    assert come_back().status_code == 403
    with repository.read() as uow:
        assert uow.accounts.count() == 0


def test_an_account_made_here_is_joined_when_its_address_is_vouched_for_and_keeps_its_role(
    come_back: Callable[..., Any], provider: TestProvider, repository: Repository
) -> None:
    with repository.write() as uow:
        uow.accounts.add("maria@example.org", "administrator")
        uow.commit()
    provider.person["email_verified"] = False
    refused = come_back()
    assert refused.status_code == 403
    assert "does not vouch" in refused.text
    provider.person |= {"email_verified": True, "groups": []}
    assert come_back().status_code == 303
    assert role_of(repository, "maria@example.org") == "administrator"
    # Somebody else who is given the same address there is somebody else.
    provider.person["sub"] = "m-2"
    assert come_back().status_code == 403
    with repository.write() as uow:
        uow.accounts.add("b@example.org", "administrator")
        uow.accounts.disable(uow.accounts.get("maria@example.org"))
        uow.commit()
    provider.person["sub"] = "m-1"
    refused = come_back()
    assert refused.status_code == 403
    assert "has been disabled" in refused.text


def unsigned(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return ".".join(encoded) + "."


def signed_with_the_secret(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET * 2), algorithms=["HS256"])


LIES = {
    "another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "for another client": {"claims": {"aud": "another"}},
    "handed on by another client": {"claims": {"aud": [CLIENT_ID, "another"], "azp": "another"}},
    "another nonce": {"claims": {"nonce": "another"}},
    "over": {"claims": {"exp": 1_700_000_000, "iat": 1_600_000_000}},
    "nobody": {"claims": {"sub": None}},
    "unsigned": {"raw": unsigned},
    "signed with the secret": {"raw": signed_with_the_secret},
    "no token": {"raw": lambda _: "nonsense"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_proves_nothing_opens_nothing(
    lie: str, client: TestClient, come_back: Callable[..., Any], provider: TestProvider
) -> None:
    provider.lies = LIES[lie]
    refused = come_back()
    assert refused.status_code == 403
    assert "did not say who you are" in refused.text
    assert client.get("/uploads").status_code == 303


def test_a_token_of_another_key_is_refused_and_a_new_key_of_the_provider_is_learned(
    come_back: Callable[..., Any], provider: TestProvider
) -> None:
    assert come_back().status_code == 303
    old, provider.key = provider.key, new_key()
    assert come_back().status_code == 403
    provider.published = provider.key
    assert come_back().status_code == 303
    provider.key = provider.published = old


def test_nobody_comes_back_who_did_not_leave_from_here(
    app: FastAPI, client: TestClient, come_back: Callable[..., Any], provider: TestProvider
) -> None:
    assert come_back(state="x").status_code == 403
    assert come_back(code="x").status_code == 403
    assert client.get("/sign-in/provider/return?error=access_denied").status_code == 403
    # A sign-in that somebody else began: its address in another browser, which has another cookie or none.
    back = provider.signed_in(client.get("/sign-in/provider").headers["location"]).removeprefix("http://testserver")
    other = TestClient(app, follow_redirects=False)
    assert other.get(back).status_code == 403
    other.get("/sign-in/provider")
    assert other.get(back).status_code == 403


def test_a_provider_that_does_not_answer_is_said_and_passwords_go_on(
    client: TestClient, provider: TestProvider, settings: Settings
) -> None:
    provider.is_broken = True
    answer = client.get("/sign-in/provider")
    assert answer.status_code == 503
    assert "does not answer" in answer.text
    assert 'name="password"' in answer.text
    provider.is_broken = False
    provider.lies = {"issuer": "https://elsewhere.example"}
    assert client.get("/sign-in/provider").status_code == 503


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"oidc_issuer": "http://provider.example"}, "must be asked over https"),
        ({"oidc_client_id": ""}, "Set both or neither"),
        ({"oidc_roles": "staff=boss"}, "is no group and role"),
    ],
)
def test_settings_that_cannot_be_are_refused_at_the_start(
    settings: Settings, changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Rejected, match=sentence):
        create_app(settings.model_copy(update=changed))
