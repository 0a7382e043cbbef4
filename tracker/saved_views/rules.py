"""Whose a view is, and who may share one. No session, no request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission, Role
from tracker.saved_views.models import LONGEST_WORDS

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.saved_views.models import SavedView

SATURDAY = 5
PASSING = frozenset({"view", "after", "before", "from"})


def canonical(words: str) -> str:
    """The words of an address that make a look, in one order; a place among the pages is no part of it."""
    pairs = [(name, value) for name, value in parse_qsl(words) if name not in PASSING]
    return urlencode(sorted(pairs))


def check_words(words: str) -> str:
    kept = canonical(words)
    if len(kept) > LONGEST_WORDS:
        raise RuleBroken(N_("So many filters cannot be kept. Take some away."))
    return kept


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def mails_on(day: date) -> bool:
    """Mail of views goes on working days: on Monday, or on the first day after it on which somebody looks."""
    return day.weekday() < SATURDAY


def is_visible(view: SavedView, user: User) -> bool:
    return view.owner_id == user.id or view.shared


def may_change(view: SavedView, user: User) -> bool:
    """One's own; and an administrator changes what is shared."""
    return view.owner_id == user.id or (view.shared and user.may(Permission.SETTINGS_MANAGE))


def check_change(view: SavedView, user: User) -> None:
    if not may_change(view, user):
        raise NotAllowed(N_("This view belongs to a colleague. Save a copy of your own."))


def check_sharing(user: User, *, shared: bool, default_role: Role | None) -> None:
    if shared and not user.may(Permission.VIEWS_SHARE):
        raise NotAllowed(N_("You may keep views for yourself only."), "shared")
    if default_role is not None:
        if not user.may(Permission.SETTINGS_MANAGE):
            raise NotAllowed(N_("An administrator sets the first view of a role."), "default_role")
        if not shared:
            raise RuleBroken(N_("The first view of a role has to be shared."), "shared")
