"""The site's own public address, for links that leave the site."""

from fastapi import Request

from api.house import House


def base_url(request: Request) -> str:
    """Scheme and host without a slash at the end: as set by the administrator, else as the request has it."""
    house: House = request.app.state.house
    return (house.repository.settings.base_url or str(request.base_url)).rstrip("/")
