"""Attempts at a password: each is counted before it is looked at, and too many have to wait."""

from api import security_log
from repository import passwords
from repository.errors import Rejected
from web.pages.visit import Visit
from web.rate_limits import network_of


def attempted(visit: Visit, email: str) -> int:
    """Count an attempt at this account's password; answers 0, or the seconds to wait before the next."""
    with visit.house.repository.write() as uow:
        wait = uow.guesses.attempt(email, network(visit))
        uow.commit()
    return wait


def network(visit: Visit) -> str:
    """Where the attempt comes from: what counts as one network, or this machine's own address."""
    address = security_log.client_address(visit.request)
    return network_of(address) or address


def too_many(visit: Visit, seconds: int) -> str:
    """How long to wait, in a sentence."""
    sentence = visit.ngettext(
        "Too many attempts. Wait %(num)d second, then try again.",
        "Too many attempts. Wait %(num)d seconds, then try again.",
        seconds,
    )
    return sentence % {"num": seconds}


def refusal(visit: Visit, email: str, password: str, again: str) -> str:
    """Why a new password cannot be taken, in a sentence; empty where it can."""
    if password != again:
        return visit.gettext("The two new passwords are not the same. Type both again.")
    try:
        passwords.check(password, email)
    except Rejected as trouble:
        return trouble.sentence
    return ""
