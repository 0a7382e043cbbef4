"""How a card is read: the one line for phone or mail, and when it was taken. Pure: no session, no request."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.contacts import rules as contact_rules
from tracker.contacts.models import WayKind
from tracker.events.kinds import State
from tracker.events.rules import state_of
from tracker.interactions.rules import When
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from datetime import date

    from tracker.events.models import Event

FOLLOW_UP_WITHIN = timedelta(days=7)
OFFERED_AFTERWARDS = timedelta(days=7)
OLDEST = timedelta(days=60)  # a card may wait in a phone for so long and still tell its own hour
_APART = re.compile(r"[;,]\s*|\s+(?=\S+@)|(?<=\S)\s+(?=\+\d)")


def read_ways(typed: str | None) -> list[dict[str, str]]:
    """Phones, mail addresses and messenger names of one line, apart by commas. Raises RuleBroken."""
    ways = []
    for part in _APART.split(typed or ""):
        value = part.strip()
        if value:
            kind = _kind_of(value)
            _check(kind, value)
            ways.append({"kind": kind.value, "value": value})
    return ways


def _kind_of(value: str) -> WayKind:
    if value.startswith("@"):
        return WayKind.MESSENGER
    if "@" in value:
        return WayKind.EMAIL
    return WayKind.MOBILE if re.search(r"\d", value) else WayKind.MESSENGER


def _check(kind: WayKind, value: str) -> None:
    try:
        contact_rules.check_way(kind, value)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, "way", **broken.values) from broken


def check_event(event: Event, now: datetime) -> None:
    """Cards are taken at an event that has begun; also in the evening after it."""
    if event.cancelled_on is not None or event.archived_at is not None:
        raise RuleBroken(N_("This event is not held."))
    if state_of(event, now) is State.PLANNED:
        raise RuleBroken(N_("This event has not begun yet."))


def is_offered(event: Event, now: datetime) -> bool:
    """While it is on, and for the week in which cards are entered afterwards."""
    stands = event.cancelled_on is None and event.archived_at is None
    return stands and event.starts_at <= now <= event.ends_at + OFFERED_AFTERWARDS


def moment_of(told: str | None, now: datetime) -> datetime:
    """When the card was taken, as the phone tells it; now, where it tells nothing sound."""
    try:
        taken = datetime.fromisoformat(told or "").astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return now
    return taken if now - OLDEST <= taken <= now else now


def when_of(day: date | None, taken: datetime, zone: str) -> When:
    """The day that was chosen; with the hour when it is the day on which the card was taken."""
    here = taken.astimezone(ZoneInfo(zone))
    if day is None or day == here.date():
        return When(here.date(), here.time().replace(second=0, microsecond=0, tzinfo=None))
    return When(day, None)
