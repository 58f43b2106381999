"""Opening the repository for a command, with its settings from the environment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import ValidationError

from repository.errors import Rejected
from repository.settings import Settings

if TYPE_CHECKING:
    from repository.repository import Repository


def settings_from_environment() -> Settings:
    """The settings; a bad one is named, with what it should be."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"ISCM_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()]
        raise Rejected("These settings cannot be used. " + "; ".join(problems) + ".") from error


@contextmanager
def opened() -> "Iterator[Repository]":
    """The repository of this environment, closed again afterwards."""
    # Commands that store nothing ask only for the settings, and need not load the database for them.
    from repository.repository import Repository

    repository = Repository(settings_from_environment())
    try:
        yield repository
    finally:
        repository.close()
