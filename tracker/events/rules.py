"""When an event is on, what its parts must agree with, and by when its report is due. Pure: no session, no request."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from tracker.events.kinds import State
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.money import CURRENCIES
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User
    from tracker.events.models import Event

REPORT_WITHIN = 3  # working days after the end: the order of Rostov-on-Don on delegations and trips
SATURDAY = 5
LONGEST = timedelta(days=366)
# days off that stand in article 112 of the Labour Code of Russia; moved ones differ by year and are not known here
HOLIDAYS = frozenset(
    {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
)  # fmt: skip


class Span(NamedTuple):
    """From when to when, in days and times of the place; without a time the whole day."""

    starts_on: date
    starts_time: str | None
    ends_on: date
    ends_time: str | None

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """Beginning and end as moments, to the second."""
        return moment(self.starts_on, self.starts_time, zone), moment(self.ends_on, self.ends_time or "23:59", zone)


def moment(day: date, at: str | None, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at or "00:00"), ZoneInfo(zone)).astimezone(UTC)


def check_span(span: Span) -> None:
    if span.ends_on < span.starts_on:
        raise RuleBroken(N_("An event cannot end before it begins."), "ends_on")
    same_day = span.ends_on == span.starts_on
    if same_day and span.starts_time and span.ends_time and span.ends_time < span.starts_time:
        raise RuleBroken(N_("An event cannot end before it begins."), "ends_time")
    if span.ends_on - span.starts_on > LONGEST:
        raise RuleBroken(N_("An event lasts a year at most. Make one of each part."), "ends_on")


def state_of(row: Any, now: datetime) -> State:
    """Of an event or a row of one."""
    if row.cancelled_on is not None:
        return State.CANCELLED
    if now < row.starts_at:
        return State.PLANNED
    return State.ON if now <= row.ends_at else State.OVER


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS


def report_due(ends_on: date) -> date:
    """The last of the working days within which the report on an event is to be made."""
    day, left = ends_on, REPORT_WITHIN
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


def check_cancelling(event: Event, reason: str | None, now: datetime) -> None:
    if event.cancelled_on is not None:
        raise RuleBroken(N_("This event is cancelled already."))
    if state_of(event, now) is State.OVER:
        raise RuleBroken(N_("This event is over. Say in its outcome what became of it."))
    if not reason:
        raise RuleBroken(N_("Say why it is cancelled."), "reason")


def check_programme(event: Event, items: Sequence[dict[str, Any]]) -> None:
    """Each item lies within the days of the event and ends after it begins."""
    for item in items:
        if not event.starts_on <= item["happens_on"] <= event.ends_on:
            raise RuleBroken(
                N_("“%(what)s”: the event is from %(first)s to %(last)s."),
                "programme",
                what=item["what"],
                first=event.starts_on,
                last=event.ends_on,
            )
        if item.get("ends_time") and item["ends_time"] < item["starts_time"]:
            raise RuleBroken(N_("“%(what)s” ends before it begins."), "programme", what=item["what"])


def check_costs(costs: Sequence[dict[str, Any]]) -> None:
    for cost in costs:
        if cost["currency"] not in CURRENCIES:
            raise RuleBroken(N_("Choose one of the list."), "costs")


def check_delegation(answers: dict[str, Any], members: Sequence[dict[str, Any]]) -> None:
    """It departs after it arrives, has one head at most, and nobody stands in it twice."""
    arrives, departs = answers.get("arrives_on"), answers.get("departs_on")
    if arrives and departs and departs < arrives:
        raise RuleBroken(N_("The delegation departs before it arrives."), "departs_on")
    if sum(bool(one.get("is_head")) for one in members) > 1:
        raise RuleBroken(N_("A delegation has one head."), "members")
    people = [(one.get("contact_id"), one.get("user_id")) for one in members if not one.get("name")]
    if len(people) != len(set(people)):
        raise RuleBroken(N_("Somebody stands in the delegation twice."), "members")


def check_report(event: Event, on: date, now: datetime, today: date) -> None:
    if event.cancelled_on is not None or state_of(event, now) is not State.OVER:
        raise RuleBroken(N_("The report is made when the event is over."))
    if on < event.ends_on:
        raise RuleBroken(N_("The report is not older than the end of the event."), "reported_on")
    if on > today:
        raise RuleBroken(N_("This day lies in the future."), "reported_on")


def check_responsible(user: User) -> None:
    if not (user.is_active and user.may(Permission.EVENTS_EDIT)):
        raise RuleBroken(N_("This person cannot answer for it."), "responsible_id")


def can_archive(event: Event, by: User) -> bool:
    """A manager any event, an official those he or she answers for."""
    own = by.may(Permission.ARCHIVE_OWN) and event.responsible_id == by.id
    return own or by.may(Permission.EVENTS_ARCHIVE)


def check_archive(event: Event, by: User) -> None:
    if not can_archive(event, by):
        raise NotAllowed(N_("You may archive only events you answer for."))
