"""Which processes name which in their documents, and the passages that speak of an element, under the mask."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from repository.access import Actor
from repository.models import Document, Page, Tag, TagEvidence

# A long document has no more passages than this beside those of others.
_OF_ONE_DOCUMENT = 8


class Mentions:
    """Mentions and passages of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page_texts(self, keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Page]:
        """The pages named by (file id, page number), in one read."""
        wanted = set(keys)
        query = select(Page).where(
            Page.file_id.in_({file_id for file_id, _ in wanted}),
            Page.number.in_({number for _, number in wanted}),
        )
        found = {(page.file_id, page.number): page for page in self._session.scalars(query)}
        return {key: page for key, page in found.items() if key in wanted}

    def of(self, slug: str, actor: Actor) -> dict[str, int]:
        """By process, how many of its documents name this one, most first."""
        return self._counts(Tag.code == slug, "issuer", actor)

    def by(self, slug: str, actor: Actor) -> dict[str, int]:
        """By process, in how many documents of this one it is named, most first."""
        return self._counts(Tag.code == slug, "named", actor)

    def _counts(self, condition: ColumnElement[bool], wanted: str, actor: Actor) -> dict[str, int]:
        other = aliased(Tag)
        schemes = ("mention", "iscm") if wanted == "issuer" else ("iscm", "mention")
        total = func.count(func.distinct(Tag.document_id)).label("total")
        query = (
            select(other.code, total)
            .select_from(Tag)
            .join(other, other.document_id == Tag.document_id)
            .join(Document, Document.id == Tag.document_id)
            .where(
                condition,
                Tag.scheme == schemes[0],
                other.scheme == schemes[1],
                other.code != Tag.code,
                _counted(Tag),
                (other.state == "confirmed") | ((other.state == "suggested") & other.assigned),
                _shown(actor),
            )
            .group_by(other.code)
            .order_by(total.desc(), other.code)
        )
        return {row.code: row.total for row in self._session.execute(query)}

    def passages(self, slug: str, scheme: str, code: str, actor: Actor, most: int) -> Sequence[TagEvidence]:
        """Passages in a process's documents that speak of a code, the newest documents first."""
        issued = Document.tags.any((Tag.scheme == "iscm") & (Tag.code == slug) & _counted(Tag))
        place = func.row_number().over(partition_by=Tag.id, order_by=(TagEvidence.page, TagEvidence.start))
        first = (
            select(TagEvidence.id, place.label("place"))
            .join(Tag, TagEvidence.tag_id == Tag.id)
            .join(Document, Document.id == Tag.document_id)
            .where(Tag.scheme == scheme, Tag.code == code, _counted(Tag), _shown(actor), issued)
            .subquery()
        )
        query = (
            select(TagEvidence)
            .join(first, first.c.id == TagEvidence.id)
            .join(Tag, TagEvidence.tag_id == Tag.id)
            .join(Document, Document.id == Tag.document_id)
            .where(first.c.place <= _OF_ONE_DOCUMENT)
            .options(joinedload(TagEvidence.tag).joinedload(Tag.document).selectinload(Document.files))
            .order_by(Document.date_from.desc().nulls_last(), Document.id, TagEvidence.page, TagEvidence.start)
            .limit(most)
        )
        return self._session.scalars(query).all()


def _counted(tag: type[Tag]) -> ColumnElement[bool]:
    return (tag.state == "confirmed") | ((tag.state == "suggested") & tag.assigned)


def _shown(actor: Actor) -> ColumnElement[bool]:
    return (Document.status == "ready") & Document.withdrawn_at.is_(None) & Document.visibility.in_(actor.visibilities)
