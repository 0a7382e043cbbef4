"""Password hashes: argon2id at the strength OWASP advises (19 MiB, two passes), a few at a time."""

from __future__ import annotations

import functools
import os
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_places = threading.BoundedSemaphore(max(2, (os.cpu_count() or 1) * 2))


def make_hash(password: str) -> str:
    with _places:
        return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. With no hash (nobody has this address) it takes as long and says no."""
    with _places:
        try:
            return _hasher.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(password_hash: str) -> bool:
    return _hasher.check_needs_rehash(password_hash)


def new_password() -> str:
    """A first password that can be read out on the telephone."""
    letters = "abcdefghkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


@functools.cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe())
