"""The repository opened: settings, database, originals and authority data in one place."""

from typing import Any

from sqlalchemy import select

from repository.authority import Authority
from repository.authority_files import load_authority
from repository.authority_records import Meeting as KnownMeeting
from repository.current import Current
from repository.database import Database
from repository.models import Meeting
from repository.originals import Originals
from repository.settings import Settings
from repository.unit_of_work import UnitOfWork


class Repository:
    """What is kept; `read()` and `write()` open units of work on it."""

    def __init__(self, settings: Settings) -> None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.authority: Authority = load_authority()
        self.originals = Originals(settings.originals_dir)
        self.database = Database(settings.database, settings.data_dir / "upgrade.lock")
        self.database.upgrade()
        self.current = Current(self.database.engine)
        self._load_meetings()

    def read(self) -> UnitOfWork:
        """A unit of work that only reads, and waits for nobody."""
        return UnitOfWork(self.database.reading(), self.authority)

    def write(self) -> UnitOfWork:
        """A unit of work that may write; on SQLite it takes the write lock when it begins."""
        return UnitOfWork(self.database.writing(), self.authority)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def _load_meetings(self) -> None:
        """Meetings of the authority data that the database does not know yet, or knows differently."""
        with self.read() as uow:
            known = {meeting.key: meeting for meeting in uow.session.scalars(select(Meeting))}
        rows = {meeting.key: _meeting_fields(meeting) for meeting in self.authority.meetings}
        changed = {
            key: fields
            for key, fields in rows.items()
            if key not in known or any(getattr(known[key], name) != value for name, value in fields.items())
        }
        if not changed:
            return
        with self.write() as uow:
            for key, fields in changed.items():
                meeting = uow.session.scalar(select(Meeting).where(Meeting.key == key)) or Meeting(key=key)
                for name, value in fields.items():
                    setattr(meeting, name, value)
                uow.session.add(meeting)
            uow.commit()


def _meeting_fields(meeting: KnownMeeting) -> dict[str, Any]:
    return {
        "iscms": list(meeting.iscms),
        "name": meeting.name,
        "level": meeting.level,
        "date_from": meeting.date_from,
        "date_to": meeting.date_to,
        "city": meeting.city,
        "country": meeting.country,
        "verification": meeting.verification,
        "source_url": meeting.source or "",
    }
