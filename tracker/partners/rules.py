"""What may be done with a partnership, and how long its silence is. Pure: no session, no request."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.partners.kinds import DECIDED, ORDINARY, Silence, Status
from tracker.permissions import Permission

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.partners.models import Partnership
    from tracker.places.models import City, Country, Region

VERY_LONG = 2  # times the municipality's months of silence


@dataclass(frozen=True)
class Decision:
    """What is said when the life of a partnership is decided on."""

    to: Status
    decided_on: date | None
    reason: str
    document: str


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def silence_limits(today: date, after_months: int) -> tuple[date, date]:
    """Partners last heard before the first day are silent for long, before the second for very long."""
    return months_before(today, after_months), months_before(today, after_months * VERY_LONG)


def silence(status: Status, last_heard_on: date | None, entered_on: date, *, today: date, after_months: int) -> Silence:
    """How long nobody was heard. Suspended, honorary and ended partners are silent by decision."""
    if status not in ORDINARY:
        return Silence.NONE
    long, very_long = silence_limits(today, after_months)
    heard_on = last_heard_on or entered_on
    if heard_on < very_long:
        return Silence.VERY_LONG
    return Silence.LONG if heard_on < long else Silence.NONE


def check_place(country: Country | None, region: Region | None, city: City | None) -> None:
    """The parts of the place belong together; the country is known in any case."""
    if country is None:
        raise RuleBroken(N_("Choose a city; while it is not named, a region or a country."), "place")
    if region is not None and region.country_id != country.id:
        raise RuleBroken(N_("This region lies in another country."), "place")
    if city is None:
        return
    if city.country_id != country.id:
        raise RuleBroken(N_("This city lies in another country."), "place")
    if region is not None and city.region_id not in (None, region.id):
        raise RuleBroken(N_("This city lies in another region."), "place")


def check_city_to_name(partnership: Partnership, city: City | None) -> None:
    """A city is named once, and it lies where the partner was known to be."""
    if partnership.is_named:
        raise RuleBroken(N_("The city of this partnership is named already."))
    if city is None:
        raise RuleBroken(N_("Choose the city."), "place")
    check_place(partnership.country, partnership.region, city)


def check_since(since_on: date | None, today: date) -> None:
    if since_on is not None and since_on > today:
        raise RuleBroken(N_("This day lies in the future."), "since")


def check_ordinary_status(before: Status | None, after: Status) -> None:
    """Whoever keeps a partnership up to date sets its ordinary statuses; the others are decisions."""
    if before is after:
        return
    if after not in ORDINARY:
        raise RuleBroken(N_("To suspend, honour or end a partnership is a decision of its own."), "status")
    if before in DECIDED:
        raise RuleBroken(N_("This partnership was suspended, honoured or ended; resume it first."), "status")


def check_succession(
    partnership: Partnership, successor: Partnership | None, merged_on: date | None, document: str, *, today: date
) -> None:
    """A city merges once, into another that goes on, by an act that has come."""
    if successor is None or successor.id == partnership.id:
        raise RuleBroken(N_("Choose the partner that goes on."), "successor_id")
    if successor.archived_at is not None or successor.status is Status.ENDED:
        raise RuleBroken(N_("This partner itself is over or archived."), "successor_id")
    if merged_on is None:
        raise RuleBroken(N_("Say on what day it was decided."), "merged_on")
    if merged_on > today:
        raise RuleBroken(N_("This day lies in the future."), "merged_on")
    if not document:
        raise RuleBroken(N_("Name the document: its kind, number and day."), "document")


def possible_decisions(status: Status) -> tuple[Status, ...]:
    """What can be decided about a partnership of this status."""
    if status in ORDINARY:
        return DECIDED
    return (Status.ACTIVE, *(other for other in DECIDED if other is not status))


def check_decision(partnership: Partnership, decision: Decision, today: date) -> None:
    """A decision has its day, its reason and its document; to resume a partnership needs no document."""
    if decision.to not in possible_decisions(partnership.status):
        raise RuleBroken(N_("This cannot be decided now."), "to")
    if decision.decided_on is None:
        raise RuleBroken(N_("Say on what day it was decided."), "decided_on")
    if decision.decided_on > today:
        raise RuleBroken(N_("This day lies in the future."), "decided_on")
    if not decision.reason:
        raise RuleBroken(N_("Say the reason."), "reason")
    if decision.to in DECIDED and not decision.document:
        raise RuleBroken(N_("Name the document: its kind, number and day."), "document")


def can_archive(partnership: Partnership, by: User) -> bool:
    """A manager any partnership, an official those he or she is responsible for."""
    own = by.may(Permission.ARCHIVE_OWN) and partnership.responsible_id == by.id
    return own or by.may(Permission.PARTNERS_ARCHIVE)


def check_archive(partnership: Partnership, by: User) -> None:
    if not can_archive(partnership, by):
        raise NotAllowed(N_("You may archive only what you are responsible for."))
