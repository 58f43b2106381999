"""What every request needs, put together once by the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from repository.repository import Repository
from search.index import Index
from search.searching import Search


@dataclass(frozen=True, slots=True)
class House:
    """The opened floors; `wake` tells the background worker that there is something to do."""

    repository: Repository
    index: Index
    search: Search
    wake: Callable[[], None]


def the_house(request: Request) -> House:
    """The house of the application that serves this request."""
    house: House = request.app.state.house
    return house


CurrentHouse = Annotated[House, Depends(the_house)]
