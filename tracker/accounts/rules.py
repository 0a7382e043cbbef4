"""Decisions about passwords, guessing and roles. No session, no request."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.accounts.models import User
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Role

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 128
WATCHED = timedelta(minutes=15)
MOST_BY_PAIR, MOST_BY_ADDRESS, MOST_BY_ACCOUNT = 5, 30, 50
IDLE, LONGEST_SESSION = timedelta(hours=12), timedelta(days=7)

_COMMON = ("password", "qwerty", "123456", "пароль", "йцукен", "admin", "welcome", "letmein", "iloveyou", "abc123")


def check_password(password: str, *, of: User | None = None) -> None:
    """Long enough, not a common one, not the account's own words. No rule of composition (ASVS 6.2.5)."""
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(N_("At least %(least)s characters."), "new_password", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(N_("At most %(most)s characters."), "new_password", most=LONGEST_PASSWORD)
    plain = password.casefold()
    bare = plain.strip("0123456789!?.,_-+*@#$ ")
    if len(set(plain)) < 4 or bare in _COMMON or any(plain == word * (len(plain) // len(word)) for word in _COMMON):  # noqa: PLR2004
        raise RuleBroken(N_("Too easy to guess. Three or four unusual words make a good password."), "new_password")
    if of is not None and (plain in of.email.casefold() or of.email.casefold().partition("@")[0] == bare):
        raise RuleBroken(N_("Too easy to guess: it is like your address."), "new_password")


def is_guessing(*, by_pair: int, by_address: int, by_account: int) -> bool:
    """Whether so many failures within `WATCHED` mean that further attempts wait.

    The pair of account and network address is what locks first, so that an outsider cannot lock a colleague out;
    every count falls by itself within 15 minutes.
    """
    return by_pair >= MOST_BY_PAIR or by_address >= MOST_BY_ADDRESS or by_account >= MOST_BY_ACCOUNT


def check_role(role: Role, *, municipality_id: int | None, region_code: str | None) -> None:
    if (role is Role.OBSERVER) != (municipality_id is None):
        raise RuleBroken(N_("An observer belongs to a region, everybody else to a municipality."), "role")
    if role is Role.OBSERVER and not region_code:
        raise RuleBroken(N_("Name the region whose municipalities the observer sees."), "role")


def check_own_change(user: User, by: User) -> None:
    """Nobody blocks or demotes oneself: an administration must not lock itself out."""
    if user.id == by.id:
        raise RuleBroken(N_("You cannot change your own role or block yourself. Ask another administrator."), "role")


def is_away(user: User, today: date) -> bool:
    """Whether the person is on leave or on a journey today, the first and the last day counted."""
    if user.away_until is None:
        return False
    return (user.away_from is None or user.away_from <= today) and today <= user.away_until


def check_deputy(user: User, deputy: User | None) -> None:
    """Somebody else of the same administration, who can act."""
    if deputy is None:
        return
    if deputy.id == user.id or not deputy.is_active or deputy.municipality_id != user.municipality_id:
        raise RuleBroken(N_("This person cannot stand in for you."), "deputy_id")
