"""Who may see and do what: roles, and the mask that goes inside every query."""

from dataclasses import dataclass

from repository.errors import Forbidden, Unauthenticated

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
        needed = ("an " if ACTIONS[action] == "administrator" else "a ") + ACTIONS[action]
        if self.scope:
            raise Forbidden(f"With this token you are a {self.role}; to {action} one must be {needed} or higher.")
        raise Forbidden(f"Your account is a {self.role}; to {action} it must be {needed} or higher.")

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
