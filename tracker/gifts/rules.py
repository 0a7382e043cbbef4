"""What a gift has to say, what is asked of a received one, and when two are alike. Pure: no session, no request.

A servant reports a protocol gift within some working days of receiving it and hands over one that is worth more than
a limit (RF Government N 10 of 09.01.2014, Civil Code 575); days and limit stand in the profile of duties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.gifts.kinds import Way
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.money import HOME_CURRENCY
from tracker.kernel.text import N_, fold
from tracker.permissions import Permission
from tracker.regulations import calendar

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from tracker.accounts.models import User
    from tracker.gifts.models import Gift
    from tracker.regulations.models import Regulation

SHORTEST_TELLING = 4
SAME_STEM = 6


def check_days(passed_on: date | None, notified_on: date | None, handed_over_on: date | None, today: date) -> None:
    if passed_on is None:
        raise RuleBroken(N_("Say on which day it was."), "passed_on")
    for field, on in (("passed_on", passed_on), ("notified_on", notified_on), ("handed_over_on", handed_over_on)):
        if on is not None and on > today:
            raise RuleBroken(N_("This lies in the future. Record it when it has happened."), field)
        if on is not None and on < passed_on:
            raise RuleBroken(N_("This lies before the day of the gift."), field)


def check_one_of_each(partners: int, contacts: int, organisations: int) -> None:
    if not partners + contacts + organisations:
        raise RuleBroken(N_("Say to whom or from whom it was."), "with_whom")
    if max(partners, contacts, organisations) > 1:
        raise RuleBroken(N_("Choose one partner, one person and one organisation at most."), "with_whom")


def notice_due_on(way: Way, passed_on: date, regulation: Regulation) -> date | None:
    """The last day to report a received gift; None where nothing is asked."""
    if way is not Way.RECEIVED or not regulation.gift_notice_days:
        return None
    return calendar.working_days(regulation).after(passed_on, regulation.gift_notice_days)


def is_dear(way: Way, price: Decimal | None, currency: str, regulation: Regulation) -> bool:
    """Worth more than a servant may keep; a value in another currency is judged by people."""
    limit = regulation.gift_value
    if way is not Way.RECEIVED or limit is None or price is None:
        return False
    return currency == HOME_CURRENCY and price > limit


def alike(one: str, other: str) -> bool:
    """Whether two gifts seem to be the same thing: a telling word in common, whatever its ending and script."""
    return any(mine.startswith(yours) or yours.startswith(mine) for mine in _stems(one) for yours in _stems(other))


def _stems(text: str) -> set[str]:
    """Beginnings of the telling words; one that is still being typed is its own beginning."""
    return {word[:SAME_STEM] for word in fold(text).split() if len(word) >= SHORTEST_TELLING}


def can_archive(gift: Gift, by: User) -> bool:
    own = by.may(Permission.ARCHIVE_OWN) and gift.user_id == by.id
    return own or by.may(Permission.GIFTS_ARCHIVE)


def check_archive(gift: Gift, by: User) -> None:
    if not can_archive(gift, by):
        raise NotAllowed(N_("You may archive only gifts of your own."))
