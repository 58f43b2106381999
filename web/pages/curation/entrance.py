"""Who may come in here: curators, and forms that came from a page of their session."""

from typing import Annotated

from fastapi import Depends, Form

from api.authentication import check_form
from web.pages.visit import CurrentVisit, Visit


def curating(visit: CurrentVisit, form_token: Annotated[str, Form(max_length=200)] = "") -> Visit:
    """The visit of a curator who sent a form of ours; raises what else it is."""
    visit.actor.require("curate")
    check_form(visit.request, form_token)
    return visit


CuratorsForm = Annotated[Visit, Depends(curating)]
