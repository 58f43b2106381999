"""All rules of one set of authority data, made ready once."""

from dataclasses import dataclass

from ingest.document_type import TypeCues
from ingest.meeting import MeetingCues
from ingest.operative import OperativeCues
from ingest.place import Gazetteer
from ingest.process_names import ProcessNames
from ingest.tagging import Triggers
from repository.authority import Authority


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What each part of the description goes by."""

    authority: Authority
    names: ProcessNames
    triggers: Triggers
    types: TypeCues
    meetings: MeetingCues
    gazetteer: Gazetteer
    operative: OperativeCues


_ready: list[Rulebook] = []


def rulebook(authority: Authority) -> Rulebook:
    """The rules made ready; kept, since making them takes a quarter of a second."""
    if not _ready or _ready[0].authority is not authority:
        rules = Rulebook(
            authority,
            ProcessNames(authority),
            Triggers(authority),
            TypeCues(authority),
            MeetingCues(authority),
            Gazetteer(authority),
            OperativeCues(authority),
        )
        _ready[:] = [rules]
    return _ready[0]
