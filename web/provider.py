"""An OpenID Connect provider, where one is set: authorization code with PKCE, the ID token checked against its keys."""

import base64
import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from repository.access import ROLES
from repository.errors import Busy, Forbidden, Rejected
from repository.said import said
from repository.settings import Settings

# Signed by a key of the provider; a secret that both sides share, or none at all, is no such thing.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_SECONDS = 5
_LEEWAY_SECONDS = 60
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_UNREACHABLE = said(
    "The sign-in provider does not answer as it should. Try again in a moment, or sign in with a password."
)
_NOT_PROVED = said("The sign-in provider did not say who you are. Begin again from the sign-in page.")


@dataclass(frozen=True, slots=True)
class Flow:
    """One sign-in on its way: all that has to come back is made of a secret that only this browser holds."""

    secret: str

    @classmethod
    def begun(cls) -> Self:
        """A new one."""
        return cls(secrets.token_urlsafe(32))

    def part(self, name: str) -> str:
        """State, nonce or verifier; none of them tells of the others."""
        digest = hmac.new(self.secret.encode(), name.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Person:
    """Who signed in at the provider; `role` is empty where no group of theirs has one here."""

    subject: str
    email: str
    is_verified: bool
    role: str


class Provider:
    """The provider of the settings; its metadata and keys are fetched when they are first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._issuer = settings.oidc_issuer
        self._roles = _roles(settings.oidc_roles)
        self._lock = threading.Lock()
        self._metadata: dict[str, Any] = {}
        self._keys: Any = {}

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """None where no provider is set; raises Rejected for settings that cannot be."""
        if not settings.oidc_issuer:
            return None
        _require_safe(settings.oidc_issuer)
        if not settings.oidc_client_id:
            raise Rejected("ISCM_OIDC_ISSUER is set without ISCM_OIDC_CLIENT_ID. Set both or neither.")
        return cls(settings)

    def address(self, flow: Flow, back: str) -> str:
        """Where to send the browser."""
        with self._client(back) as client:
            url, _ = client.create_authorization_url(
                self._known()["authorization_endpoint"],
                state=flow.part("state"),
                nonce=flow.part("nonce"),
                code_verifier=flow.part("verifier"),
            )
        return str(url)

    def person(self, flow: Flow, state: str, code: str, back: str) -> Person:
        """Who came back; raises Forbidden where that is not proved, Busy where the provider cannot be asked."""
        if not hmac.compare_digest(flow.part("state").encode(), state.encode()):
            raise Forbidden(_NOT_PROVED)
        claims = self._checked(self._id_token(flow, code, back), flow)
        return Person(
            subject=f"{self._issuer}|{claims['sub']}"[:300],
            email=str(claims.get("email", "")),
            is_verified=claims.get("email_verified") is True,
            role=self._role(claims.get(self._settings.oidc_role_claim)),
        )

    def _id_token(self, flow: Flow, code: str, back: str) -> str:
        from authlib.common.errors import AuthlibBaseError
        from requests import RequestException

        endpoint = self._known()["token_endpoint"]
        try:
            with self._client(back) as client:
                answer = client.fetch_token(
                    endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=flow.part("verifier"),
                    timeout=_SECONDS,
                )
        except AuthlibBaseError as error:
            raise Forbidden(_NOT_PROVED) from error
        except (RequestException, ValueError) as error:
            raise Busy(_UNREACHABLE) from error
        return str(answer.get("id_token", ""))

    def _checked(self, id_token: str, flow: Flow) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            token = self._decoded(id_token)
            registry = jwt.JWTClaimsRegistry(
                leeway=_LEEWAY_SECONDS,
                iss={"essential": True, "value": self._issuer},
                sub={"essential": True},
                aud={"essential": True, "value": self._settings.oidc_client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": flow.part("nonce")},
            )
            registry.validate(token.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise Forbidden(_NOT_PROVED) from error
        claims: dict[str, Any] = token.claims
        if claims.get("azp", self._settings.oidc_client_id) != self._settings.oidc_client_id:
            raise Forbidden(_NOT_PROVED)
        return claims

    def _decoded(self, id_token: str) -> Any:
        """The token by the keys we know; else by those of now, since providers change them."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        if self._keys:
            try:
                return jwt.decode(id_token, KeySet.import_key_set(self._keys), algorithms=_ALGORITHMS)
            except (JoseError, ValueError):
                self._keys = {}
        self._keys = self._fetched(self._known()["jwks_uri"])
        return jwt.decode(id_token, KeySet.import_key_set(self._keys), algorithms=_ALGORITHMS)

    def _known(self) -> dict[str, Any]:
        """The provider's metadata."""
        with self._lock:
            if not self._metadata:
                found = self._fetched(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
                if found.get("issuer") != self._issuer or not all(found.get(name) for name in _ENDPOINTS):
                    raise Busy(_UNREACHABLE)
                for name in _ENDPOINTS:
                    _require_safe(found[name])
                self._metadata = found
            return self._metadata

    def _fetched(self, url: str) -> dict[str, Any]:
        import requests

        try:
            answer = requests.get(url, timeout=_SECONDS, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise Busy(_UNREACHABLE) from error
        return found if isinstance(found, dict) else {}

    def _client(self, back: str) -> Any:
        # Loaded when somebody signs in so: it takes longer than the rest of the page.
        from authlib.integrations.requests_client import OAuth2Session

        secret = self._settings.oidc_client_secret.get_secret_value()
        offered = self._known().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        method = "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"
        return OAuth2Session(
            self._settings.oidc_client_id,
            secret or None,
            token_endpoint_auth_method=method if secret else "none",
            scope="openid email profile",
            redirect_uri=back,
            code_challenge_method="S256",
        )

    def _role(self, groups: object) -> str:
        """The highest role that any group has."""
        named = groups if isinstance(groups, list) else [groups]
        roles = [self._roles[group] for group in named if isinstance(group, str) and group in self._roles]
        return max(roles, key=ROLES.index, default="")


def _roles(setting: str) -> dict[str, str]:
    roles = {}
    for pair in filter(None, (part.strip() for part in setting.split(","))):
        group, _, role = (part.strip() for part in pair.rpartition("="))
        if not group or role not in ROLES:
            raise Rejected(f"ISCM_OIDC_ROLES: “{pair[:60]}” is no group and role. Write: staff=reader,team=curator.")
        roles[group] = role
    return roles


def _require_safe(url: str) -> None:
    """Nothing of a sign-in travels where others can read it; a provider on this machine is for tests."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise Rejected(f"The sign-in provider must be asked over https: {url[:100]}")
