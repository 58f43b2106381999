"""Passwords: hashed with Argon2, compared in the same time whoever is named, refused where they are guessed first."""

import re
import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from repository.errors import Rejected

SHORTEST = 12
# Hashing takes time by the length; nobody types more.
LONGEST = 1000
# Fewer different characters than these are a rhythm, not a password.
_FEWEST_DIFFERENT = 5
# What guessers try first, whatever figures and signs are put around it.
_COMMON = (
    "abc", "access", "account", "admin", "administrator", "asdf", "azerty", "baseball", "bonjour", "change", "changeme",
    "computer", "contrasena", "contraseña", "default", "demo", "dragon", "example", "flower", "football", "geheim",
    "guest", "hallo", "hello", "iloveyou", "internet", "iom", "iscm", "jesus", "letmein", "login", "love", "master",
    "me", "migration", "monkey", "motdepasse", "my", "new", "ninja", "pass", "passe", "passphrase", "passw0rd",
    "passwd", "password", "passwort", "please", "princess", "qazwsx", "qwer", "qwerty", "qwertyuiop", "qwertz",
    "repository", "root", "secret", "senha", "shadow", "soleil", "starwars", "sunshine", "superman", "system", "temp",
    "test", "the", "this", "trustno", "user", "welcome", "whatever", "word", "zxcvbn", "zxcvbnm", "zaq", "пароль",
    "йцукен",
)  # fmt: skip
_LEET = str.maketrans("013457@$", "oleastas")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ")
_ONLY_COMMON = re.compile(f"(?:{'|'.join(sorted(map(re.escape, _COMMON), key=len, reverse=True))})*")

_HASHER = PasswordHasher()
# Each takes 64 MB for a moment: a crowd at the door waits for its turn.
_AT_ONCE = threading.BoundedSemaphore(4)


def check(password: str, email: str) -> None:
    """Raise Rejected for a password that is too short, too long, the address itself, or among the first guesses."""
    if len(password) < SHORTEST:
        raise Rejected("The password is too short: it needs at least %(least)s characters.", least=SHORTEST)
    if len(password) > LONGEST:
        raise Rejected("The password is too long: it may have %(most)s characters.", most=LONGEST)
    if _is_address(password.casefold(), email.strip().casefold()):
        raise Rejected("The password must not be the e-mail address. Choose another one.")
    if _is_common(password.casefold()):
        raise Rejected("This password is among the first that are guessed. Choose four or five unrelated words.")


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether this is the password; takes the same time where none is kept."""
    nobody = _nobody()
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept or nobody, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


def _is_address(password: str, email: str) -> bool:
    name, _, host = email.partition("@")
    own = {_letters(part) for part in (email, name, name * 2, host)} - {""}
    return password in (email, email[::-1]) or _letters(password) in own


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def _is_common(password: str) -> bool:
    if len(set(password)) < _FEWEST_DIFFERENT or _is_run(password):
        return True
    inner = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
    return any(_ONLY_COMMON.fullmatch(_letters(text)) for text in (password, inner.translate(_LEET)))


def _is_run(password: str) -> bool:
    """Whether most of it follows a row of the keyboard, the alphabet or the figures, or repeats its beginning."""
    steps = {row[at : at + 2] for row in _ROWS for at in range(len(row) - 1)}
    steps |= {step[::-1] for step in steps}
    pairs = [password[at : at + 2] for at in range(len(password) - 1)]
    halves = range(1, len(password) // 2 + 2)
    repeats = any(password[length:] == password[:-length] for length in halves)
    return repeats or sum(pair in steps for pair in pairs) > 0.7 * len(pairs)


@cache
def _nobody() -> str:
    """Compared when there is no such account, so that the answer takes as long either way."""
    return _HASHER.hash(secrets.token_hex(16))
