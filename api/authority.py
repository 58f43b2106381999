"""The authority data as JSON: processes, GCM schemes and meetings, with document counts."""

from fastapi import APIRouter

from api.authentication import CurrentActor
from api.house import CurrentHouse
from api.presenting import iscm_shape
from api.problems import problem_responses
from api.shapes.authority import (
    ElementShape,
    GcmShape,
    IscmShape,
    IscmsShape,
    MeetingShape,
    MeetingsShape,
    ObjectiveShape,
    ThemeShape,
)
from api.shapes.documents import PlaceShape
from repository.errors import Unknown

router = APIRouter(tags=["authority data"])


@router.get("/iscms", summary="All processes", responses=problem_responses(401))
def iscms(house: CurrentHouse, actor: CurrentActor) -> IscmsShape:
    """Every process of the authority file, with the number of documents you may see."""
    with house.repository.read() as uow:
        counts = uow.documents.tag_counts("iscm", actor)
    known = house.repository.authority.iscms
    return IscmsShape(iscms=[iscm_shape(iscm, counts.get(iscm.slug, 0)) for iscm in known])


@router.get("/iscms/{slug}", summary="One process", responses=problem_responses(401, 404))
def iscm(slug: str, house: CurrentHouse, actor: CurrentActor) -> IscmShape:
    """One process of the authority file."""
    known = {iscm.slug: iscm for iscm in house.repository.authority.iscms}
    if slug not in known:
        raise Unknown("There is no process “%(slug)s”. All of them are at /api/iscms.", slug=slug[:60])
    with house.repository.read() as uow:
        counts = uow.documents.tag_counts("iscm", actor)
    return iscm_shape(known[slug], counts.get(slug, 0))


@router.get("/gcm", summary="Elements, themes and objectives", responses=problem_responses(401))
def gcm(house: CurrentHouse, actor: CurrentActor) -> GcmShape:
    """24 elements (New York Declaration), 6 themes (modalities resolution), 23 objectives (adopted Compact)."""
    authority = house.repository.authority
    with house.repository.read() as uow:
        elements, themes, objectives = (
            uow.documents.tag_counts(scheme, actor) for scheme in ("element", "theme", "objective")
        )
    return GcmShape(
        elements=[
            ElementShape(
                code=element.letter,
                label=element.label,
                theme=element.theme,
                objectives=list(authority.objectives_of(element.letter)),
                documents=elements.get(element.letter, 0),
            )
            for element in authority.elements
        ],
        themes=[
            ThemeShape(
                code=str(theme.number),
                label=theme.label,
                elements=list(theme.elements),
                documents=themes.get(str(theme.number), 0),
            )
            for theme in authority.themes
        ],
        objectives=[
            ObjectiveShape(
                code=str(objective.number),
                label=objective.label,
                elements=list(objective.elements),
                documents=objectives.get(str(objective.number), 0),
            )
            for objective in authority.objectives
        ],
    )


@router.get("/meetings", summary="Known meetings", responses=problem_responses(401))
def meetings(house: CurrentHouse, actor: CurrentActor) -> MeetingsShape:
    """Meetings of the authority file, newest first, with the documents of them that you may see."""
    with house.repository.read() as uow:
        return MeetingsShape(
            meetings=[
                MeetingShape(
                    key=meeting.key,
                    iscms=meeting.iscms,
                    name=meeting.name,
                    level=meeting.level,
                    date=meeting.date_from,
                    date_to=meeting.date_to,
                    place=PlaceShape(city=meeting.city, country=meeting.country),
                    verification=meeting.verification,
                    documents=[document.public_id for document in documents],
                )
                for meeting, documents in uow.documents.meetings(actor)
            ]
        )
