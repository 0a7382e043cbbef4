"""What an interest must say, and what may become of it. Pure: no session, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.interests.kinds import LIVE, State
from tracker.interests.sectors import SECTORS
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.money import CURRENCIES
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

    from tracker.accounts.models import User
    from tracker.interests.models import Interest


def check(answers: dict[str, Any], today: date) -> None:
    """Somebody wants something, of a known sector, worth a sum of a known currency, and has said so by now."""
    if not answers.get("what"):
        raise RuleBroken(N_("Say in one line what is wanted."), "what")
    if not any(answers.get(name) for name in ("partnership_id", "organisation_id", "contact_id")):
        raise RuleBroken(N_("Say who it is about: a partner, an organisation or a person."), "who")
    if answers.get("sector") and answers["sector"] not in SECTORS:
        raise RuleBroken(N_("Choose one of the list."), "sector")
    if answers.get("value") is not None and answers.get("currency") not in CURRENCIES:
        raise RuleBroken(N_("Say in which currency."), "currency")
    if answers.get("voiced_on") and answers["voiced_on"] > today:
        raise RuleBroken(N_("This day lies in the future."), "voiced_on")


def check_is_live(interest: Interest) -> None:
    if interest.state is State.NEGOTIATION:
        raise RuleBroken(N_("This interest has become talks already."))
    if interest.state is State.DROPPED:
        raise RuleBroken(N_("This interest was dropped. Take it up again first."))


def check_dropping(interest: Interest, reason: str | None) -> None:
    check_is_live(interest)
    if not reason:
        raise RuleBroken(N_("Say why it is dropped."), "reason")


def check_taking_up(interest: Interest) -> None:
    if interest.state is not State.DROPPED:
        raise RuleBroken(N_("This interest is not dropped."))


def check_talks(interest: Interest, by: User) -> None:
    check_is_live(interest)
    if not by.may(Permission.NEGOTIATIONS_EDIT):
        raise NotAllowed(N_("You may not begin talks."))


def state_with(matches: int, state: State) -> State:
    """A live interest is matched as soon as somebody at home suits it."""
    if state not in LIVE:
        return state
    return State.MATCHED if matches else State.OPEN


def check_responsible(user: User) -> None:
    if not (user.is_active and user.may(Permission.INTERESTS_EDIT)):
        raise RuleBroken(N_("This person cannot answer for it."), "responsible_id")


def can_archive(interest: Interest, by: User) -> bool:
    """A manager any, an official those he or she answers for."""
    own = by.may(Permission.ARCHIVE_OWN) and interest.responsible_id == by.id
    return own or by.may(Permission.INTERESTS_ARCHIVE)


def check_archive(interest: Interest, by: User) -> None:
    if not can_archive(interest, by):
        raise NotAllowed(N_("You may archive only interests you answer for."))
