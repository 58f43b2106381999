"""Who may see and do what: roles, and the mask that goes inside every query."""

from dataclasses import dataclass

from repository.errors import Forbidden, Unauthenticated

ROLES = ("reader", "contributor", "curator", "administrator")
VISIBILITIES = ("public", "restricted")

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
    """Who is asking: an account, or nobody in particular."""

    email: str = ""
    role: str = ""
    user_id: int | None = None

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
        raise Forbidden(f"Your account is a {self.role}; to {action} it must be a {ACTIONS[action]} or higher.")

    @property
    def visibilities(self) -> tuple[str, ...]:
        """The access mask: never empty, so that it can never be mistaken for no filter."""
        return VISIBILITIES if self.may("read restricted") else ("public",)


ANONYMOUS = Actor()
SYSTEM = Actor(email="system", role="administrator")
