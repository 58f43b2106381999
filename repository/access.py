"""Who may see and do what: roles, and the mask that goes inside every query."""

from dataclasses import dataclass

from repository.errors import Forbidden, Unauthenticated
from repository.said import said

ROLES = ("reader", "contributor", "curator", "administrator")
VISIBILITIES = ("public", "restricted")
# How far a token reaches, as the role it then counts as; never further than its holder's own.
SCOPES = {"read": "reader", "upload": "contributor", "curate": "curator", "administer": "administrator"}

# What each role may do; a higher role may do all that a lower one may.
ACTIONS = {
    "read restricted": "reader",
    "upload": "contributor",
    "curate": "curator",
    "withdraw": "curator",
    "administer": "administrator",
}
_A_ROLE = {
    "reader": said("a reader"),
    "contributor": said("a contributor"),
    "curator": said("a curator"),
    "administrator": said("an administrator"),
}
_TO = {
    "read restricted": said("read restricted"),
    "upload": said("upload"),
    "curate": said("curate"),
    "withdraw": said("withdraw"),
    "administer": said("administer"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: an account, or nobody in particular; of a token with the role that its scope leaves."""

    email: str = ""
    role: str = ""
    user_id: int | None = None
    scope: str = ""

    @property
    def is_anonymous(self) -> bool:
        """True for a reader without an account."""
        return not self.role

    def may(self, action: str) -> bool:
        """Whether the actor's role reaches what the action needs."""
        return self.role in ROLES and ROLES.index(self.role) >= ROLES.index(ACTIONS[action])

    def require(self, action: str) -> None:
        """Raise Unauthenticated or Forbidden unless the actor may."""
        if self.may(action):
            return
        if self.is_anonymous:
            raise Unauthenticated("Sign in first, or send a bearer token: this needs an account.")
        values = {"role": _A_ROLE[self.role], "action": _TO[action], "needed": _A_ROLE[ACTIONS[action]]}
        if self.scope:
            raise Forbidden(
                "With this token you are %(role)s; to %(action)s one must be %(needed)s or higher.", **values
            )
        raise Forbidden("Your account is %(role)s; to %(action)s it must be %(needed)s or higher.", **values)

    @property
    def visibilities(self) -> tuple[str, ...]:
        """The access mask: never empty, so that it can never be mistaken for no filter."""
        return VISIBILITIES if self.may("read restricted") else ("public",)


def scope_of(role: str) -> str:
    """The widest scope that a role has a use for."""
    return next(scope for scope, reached in SCOPES.items() if reached == role)


def narrowed(role: str, scope: str) -> str:
    """What is left of a role within a scope: the lower of the two."""
    return min(role, SCOPES[scope], key=ROLES.index)


ANONYMOUS = Actor()
SYSTEM = Actor(email="system", role="administrator")
