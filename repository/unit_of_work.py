"""A unit of work: one session, its documents, accounts and audit trail, committed out loud."""

from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from repository.accounts import Accounts
from repository.audit import Audit
from repository.authority import Authority
from repository.bulk import Bulk
from repository.calendar import Calendar
from repository.commitments import Commitments
from repository.comparing import Comparing
from repository.curation import Curation
from repository.documents import Documents
from repository.embargoes import Embargoes
from repository.exporting import Exporting
from repository.guesses import Guesses
from repository.harvesting import Harvest
from repository.histories import Histories
from repository.indexing import Indexing
from repository.mentions import Mentions
from repository.merging import Merging
from repository.models import File
from repository.queue import Queue
from repository.reading import Reading
from repository.recording import record
from repository.relations import Relations
from repository.saved_searches import SavedSearches
from repository.text_quality import TextQuality
from repository.tokens import Tokens
from repository.undoing import Undoing
from repository.years import Years


class UnitOfWork:
    """Everything one task reads or writes; leaving it without `commit()` undoes it."""

    def __init__(self, session: Session, authority: Authority) -> None:
        self.session = session
        self._authority = authority
        self.documents = Documents(session, authority)
        self.indexing = Indexing(session)
        self.tokens = Tokens(session)
        self.accounts = Accounts(session, self.tokens)
        self.guesses = Guesses(session)
        self.saved_searches = SavedSearches(session)
        self.audit = Audit(session)
        self.embargoes = Embargoes(session, self.documents, self.audit)
        self.harvest = Harvest(session)
        self.exporting = Exporting(session)
        self.commitments = Commitments(session)
        self.text_quality = TextQuality(session)
        self.years = Years(session, authority)
        self.calendar = Calendar(session, authority)
        self.mentions = Mentions(session)
        self.relations = Relations(session)
        self.curation = Curation(self.documents, self.audit)
        self.bulk = Bulk(session, self.curation)
        self.merging = Merging(session, self.documents, self.audit, authority)
        self.undoing = Undoing(session, self.documents, self.audit, self.merging, authority)
        self.comparing = Comparing(session, self.audit)
        self.queue = Queue(session)
        self.histories = Histories(session)

    def record(self, file: File, reading: Reading) -> None:
        """Write what was read from a file."""
        record(self.session, self.documents, self._authority, file, reading)

    def commit(self) -> None:
        """Keep what was done."""
        self.session.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()
