"""Documents a reader may want beside one: of the same meeting, the same process and year, or of much the same words."""

from collections.abc import Iterable
from dataclasses import dataclass

from repository.models import Document
from repository.relations import Neighbour
from repository.unit_of_work import UnitOfWork
from web.pages.visit import Visit

_MOST = 5


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Documents that belong with one in the same way."""

    label: str
    documents: tuple[Neighbour, ...]


def related(visit: Visit, uow: UnitOfWork, document: Document, language: str | None) -> list[RelatedGroup]:
    """The groups that have documents; one that is in an earlier group is not repeated."""
    alike = visit.house.search.similar(document.public_id, language, visit.actor, _MOST)
    groups = (
        (visit.gettext("Of the same meeting"), uow.relations.of_same_meeting(document, visit.actor, _MOST)),
        (visit.gettext("Of the same process and year"), uow.relations.of_same_year(document, visit.actor, _MOST)),
        (visit.gettext("Of much the same words"), uow.relations.among(alike, visit.actor)),
    )
    return list(_without_repeats(groups))


def _without_repeats(groups: Iterable[tuple[str, Iterable[Neighbour]]]) -> Iterable[RelatedGroup]:
    seen: set[str] = set()
    for label, documents in groups:
        fresh = tuple(one for one in documents if one.public_id not in seen)
        seen |= {one.public_id for one in fresh}
        if fresh:
            yield RelatedGroup(label, fresh)
