"""The searches that people keep: each a query string with a name, once for a person."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.errors import Conflict, Unknown
from repository.people import SavedSearch, User

MOST = 100
_LONGEST_NAME = 200


class SavedSearches:
    """Saved searches of one unit of work's session; nobody is shown another's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, user: User) -> Sequence[SavedSearch]:
        """Somebody's searches, the latest first."""
        query = select(SavedSearch).where(SavedSearch.user_id == user.id)
        return self._session.scalars(query.order_by(SavedSearch.created_at.desc(), SavedSearch.id.desc())).all()

    def save(self, user: User, name: str, query: str) -> None:
        """Keep a search; one that is there already stays as it is. Raises Conflict where there are too many."""
        if self._find(user, query):
            return
        if self._count(user) >= MOST:
            raise Conflict(
                "You keep %(most)s searches, the most there can be. Delete one in your account first.", most=MOST
            )
        self._session.add(SavedSearch(user_id=user.id, name=name[:_LONGEST_NAME], query=query))

    def delete(self, user: User, query: str) -> None:
        """Keep it no more; raises Unknown where it is not one of theirs."""
        saved = self._find(user, query)
        if saved is None:
            raise Unknown("There is no such search in your account.")
        self._session.delete(saved)

    def _find(self, user: User, query: str) -> SavedSearch | None:
        return self._session.scalar(
            select(SavedSearch).where(SavedSearch.user_id == user.id, SavedSearch.query == query)
        )

    def _count(self, user: User) -> int:
        return self._session.scalar(select(func.count(SavedSearch.id)).where(SavedSearch.user_id == user.id)) or 0
