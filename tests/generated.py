"""Random agreements with a life of three years, told through the actions, and a log of what was done.

What a register or a report says of them is compared with what plain Python computes from the log: by walking through
the days one by one, without a look at the database or at the code of the product.
"""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests import factories
from tracker.agreements import actions
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action, NoticeUnit, Renewal, Status
from tracker.kernel import clock

if TYPE_CHECKING:
    from tracker.accounts.models import User

DAY = timedelta(days=1)
FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)


@dataclass
class Life:
    """What was done to one agreement: (day, what, until) in order, and what it was made with."""

    id: int
    foreign: bool
    signed_on: date
    enters_on: date
    ends_on: date | None
    renews_by_months: int = 0
    done: list[tuple[date, str, date | None]] = field(default_factory=list)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def agreements(official: User, manager: User, *, seed: int, count: int) -> list[Life]:
    """Made in the order of their days: each person acts on the day itself, the calendar every morning it must."""
    chance = random.Random(seed)
    lives: list[Life] = []
    plans: list[tuple[date, int, str]] = []
    for _one in range(count):
        life = _sign(official, manager, chance)
        lives.append(life)
        day = life.enters_on
        for _step in range(chance.randrange(4)):
            day += timedelta(days=chance.randint(5, 300))
            if day <= LAST:
                what = chance.choice(["suspend", "resume", "prolong", "notice", "terminate", "object"])
                plans.append((day, len(lives) - 1, what))
    for day, at, what in sorted(plans):
        with clock.standing_at(noon(day)):
            _take(lives[at], what, day, manager, chance)
    return lives


def _sign(official: User, manager: User, chance: random.Random) -> Life:
    signed = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    enters = signed + timedelta(days=chance.choice([0, 0, 0, 10, 40]))
    term = chance.choice([None, None, 100, 200, 365, 400])
    ends = enters + timedelta(days=term) if term else None
    foreign = chance.random() < 0.8
    renewal: dict[str, Any] = {}
    if ends and chance.random() < 0.4:
        renewal = {
            "renewal": Renewal.IF_NOBODY_OBJECTS,
            "renewal_months": 6,
            "notice": 5,
            "notice_unit": NoticeUnit.DAYS,
        }
    with clock.standing_at(noon(signed)):
        made = factories.make_agreement(
            official, today=signed, status="approved", decider=manager, foreign=foreign, ends_on=ends, **renewal
        )
        if made.has_foreign_party:
            _step(made, Action.SEND_TO_REGION, manager, signed, number="15-2", enclosures=factories.ENCLOSED)
            _step(made, Action.RECORD_CONSENT, manager, signed, number="204")
        _step(made, Action.SIGN, manager, signed, place="Дзержинск", enters_on=enters)
    months = renewal.get("renewal_months", 0)
    return Life(made.id, foreign, signed, enters, ends, months)


def _step(agreement: Any, action: Action, by: User, day: date, **said: Any) -> None:
    actions.take_step(agreement, action, by=by, today=day, answers=Answers(**{"on": day, **said}))


def _take(life: Life, what: str, day: date, manager: User, chance: random.Random) -> None:
    """Do what was planned if it can be done on that day, and write down what was done."""
    from tracker.agreements import queries

    agreement = queries.get_agreement(life.id)
    actions.settle(agreement, today=day)
    status, ends = agreement.status, agreement.ends_on
    if what == "suspend" and status is Status.IN_FORCE:
        _step(
            agreement, Action.SUSPEND, manager, day, number="7", reason="санкции", by_party_id=agreement.parties[1].id
        )
    elif what == "resume" and status is Status.SUSPENDED:
        _step(agreement, Action.RESUME, manager, day)
    elif what == "prolong" and status in {Status.IN_FORCE, Status.EXPIRED} and ends and not agreement.notice_given_on:
        until = max(ends, day) + timedelta(days=chance.randint(1, 200))
        _step(agreement, Action.PROLONG, manager, day, number="1", from_on=ends + DAY, until=until)
        life.done.append((day, what, until))
        return
    elif what == "notice" and status is Status.IN_FORCE and not agreement.notice_given_on:
        over = day + timedelta(days=chance.randint(1, 60))
        if ends and over > ends + DAY:
            return
        _step(agreement, Action.GIVE_NOTICE, manager, day, notice_on=day, on=over, number="9", reason="не продлевать")
        life.done.append((day, what, over))
        return
    elif what == "terminate" and status in {Status.IN_FORCE, Status.SUSPENDED}:
        _step(agreement, Action.TERMINATE, manager, day, number="11", reason="по соглашению сторон")
    elif what == "object" and status is Status.IN_FORCE and agreement.renews and day <= agreement.last_day_to_act:
        _step(agreement, Action.OBJECT, manager, day, number="12")
    else:
        return
    life.done.append((day, what, None))


# what is expected, from the log alone


@dataclass
class Expected:
    """How an agreement stands at the end of a day."""

    state: str
    ends_on: date | None
    over_on: date | None = None
    noticed: bool = False
    objected: bool = False


def expected(life: Life, day: date) -> Expected | None:
    """Walk from the signing to the day, one day after the other."""
    if life.signed_on > day:
        return None
    now = Expected("signed", life.ends_on)
    today = life.signed_on
    while today <= day:
        _morning(now, life, today)
        for on, what, until in life.done:
            if on == today:
                _afternoon(now, what, today, until)
        today += DAY
    return now


def _morning(now: Expected, life: Life, today: date) -> None:
    """What the calendar does."""
    if now.state == "signed" and today >= life.enters_on:
        now.state = "in force"
    if now.state in {"in force", "suspended"} and now.ends_on is not None and today > now.ends_on:
        if life.renews_by_months and not now.noticed and not now.objected:
            now.ends_on = _months_later(now.ends_on, life.renews_by_months)
        else:
            now.state, now.over_on = "over", today


def _afternoon(now: Expected, what: str, today: date, until: date | None) -> None:
    """What a person does."""
    if what == "suspend":
        now.state = "suspended"
    elif what == "resume":
        now.state = "in force"
    elif what == "prolong":
        now.state, now.ends_on, now.over_on, now.objected = "in force", until, None, False
    elif what == "notice":
        assert until is not None
        now.ends_on, now.noticed = until - DAY, True
    elif what == "terminate":
        now.state, now.over_on = "over", today
    elif what == "object":
        now.objected = True


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
