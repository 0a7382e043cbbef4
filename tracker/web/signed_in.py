"""The person who is signed in: a real User for actions, and a plain profile for the frame around every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import g
from flask_login import current_user

from tracker.permissions import GRANTS, Permission, Role

if TYPE_CHECKING:
    from tracker.accounts.models import User


@dataclass(frozen=True)
class Profile:
    """What the frame says of the user. Read once, so that a page after a rollback asks nothing again."""

    id: int
    name: str
    initials: str
    role: Role
    language: str
    theme: str
    zone: str | None
    municipality_name: str
    unread: int
    pinned: int

    def may(self, permission: Permission) -> bool:
        return permission in GRANTS[self.role]


def signed_in_user() -> User:
    """The user of this request. Only for addresses that ask for a sign-in."""
    user = found_user()
    if user is None:
        raise RuntimeError("nobody is signed in")
    return user


def found_user() -> User | None:
    if "user" not in g:
        g.user = current_user.user if current_user.is_authenticated else None
        g.profile = _profile(g.user, current_user.counts) if g.user is not None else None
    return cast("User | None", g.user)


def stand_in(user: User) -> None:
    """Let this request be of this person: for what is written in their name while they are not there."""
    g.user, g.profile = user, _profile(user, {})


def ask_nobody() -> None:
    """The rest of this request is the same for everybody: who is signed in is not even asked."""
    g.user = g.profile = None


def found_profile() -> Profile | None:
    found_user()
    return cast("Profile | None", g.profile)


def _profile(user: User, counts: dict[str, int]) -> Profile:
    home = user.municipality
    return Profile(
        id=user.id,
        name=user.name,
        initials=user.initials,
        role=user.role,
        language=user.language.value,
        theme=user.theme.value,
        zone=home.timezone if home else None,
        municipality_name=home.name_in(user.language) if home else "",
        unread=counts.get("unread", 0),
        pinned=counts.get("pinned", 0),
    )
