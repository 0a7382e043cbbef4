"""The person who is signed in, as a real User and never as a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import g
from flask_login import current_user

if TYPE_CHECKING:
    from tracker.accounts.models import User


def signed_in_user() -> User:
    """The user of this request. Only for addresses that ask for a sign-in."""
    user = found_user()
    if user is None:
        raise RuntimeError("nobody is signed in")
    return user


def found_user() -> User | None:
    if "user" not in g:
        g.user = current_user.user if current_user.is_authenticated else None
    return cast("User | None", g.user)
