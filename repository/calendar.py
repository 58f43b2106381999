"""Meetings for a calendar: narrowed by process, year and State, with how many documents of each a reader may see."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.access import Actor
from repository.authority import Authority
from repository.models import Document, Meeting


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings are asked for; what is empty asks for any."""

    iscm: str = ""
    year: str = ""
    country: str = ""

    def fits(self, meeting: Meeting) -> bool:
        """Whether a meeting is one of them."""
        return (
            (not self.iscm or self.iscm in meeting.iscms)
            and (not self.year or (meeting.date_from or "").startswith(self.year))
            and (not self.country or meeting.country == self.country)
        )


class Calendar:
    """Meetings of one session."""

    def __init__(self, session: Session, authority: Authority) -> None:
        self._session = session
        self._authority = authority

    def meetings(self, actor: Actor) -> list[tuple[Meeting, int, str]]:
        """Every meeting, newest first, with the number of its documents that the reader may see, and the id of one.

        One that is known from documents alone is there for those who may see one of them.
        """
        held = (
            select(
                Document.meeting_id,
                func.count(Document.id).label("total"),
                func.min(Document.public_id).label("one"),
            )
            .where(
                Document.meeting_id.is_not(None),
                Document.status == "ready",
                Document.withdrawn_at.is_(None),
                Document.visibility.in_(actor.visibilities),
            )
            .group_by(Document.meeting_id)
            .subquery()
        )
        query = (
            select(Meeting, func.coalesce(held.c.total, 0), func.coalesce(held.c.one, ""))
            .outerjoin(held, held.c.meeting_id == Meeting.id)
            .order_by(Meeting.date_from.desc().nulls_last(), Meeting.key)
        )
        known = {meeting.key for meeting in self._authority.meetings}
        found = self._session.execute(query)
        return [(meeting, total, one) for meeting, total, one in found if total or meeting.key in known]
