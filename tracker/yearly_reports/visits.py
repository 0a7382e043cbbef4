"""Who came to us and whom we went to see in a year, and what its events cost; by the events and their delegations.

An event takes place at home where we are the host, and with the partner who is. At one of a third party (a forum)
nobody visits anybody. A delegation that is nobody's event but its own counts also while its members are not named.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.events.kinds import Kind, Side
from tracker.events.models import Event, EventCost, EventDelegation, EventMember
from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

INCOMING, OUTGOING = "incoming", "outgoing"
PERSONS = {INCOMING: "guests", OUTGOING: "travellers"}
COMES = {INCOMING: Side.THEIRS, OUTGOING: Side.OURS}
OF_ITSELF = {Kind.DELEGATION_IN: INCOMING, Kind.DELEGATION_OUT: OUTGOING}
WHOSE = (Event.id, Event.kind, Event.host_partnership_id, Event.host_organisation_id)
Counts = dict[str, int]


def _none() -> Counts:
    return {INCOMING: 0, OUTGOING: 0, "guests": 0, "travellers": 0}


@dataclass
class Visits:
    """Delegations and persons, in all and with each partner."""

    all: Counts = field(default_factory=_none)
    by_partner: dict[int, Counts] = field(default_factory=lambda: defaultdict(_none))

    def add(self, direction: str, partners: Iterable[int | None], persons: int) -> None:
        for counts in (self.all, *(self.by_partner[one] for one in set(partners) if one is not None)):
            counts[direction] += 1
            counts[PERSONS[direction]] += persons


def of_year(year: int, until: date) -> Visits:
    """Of the events that began in the year, up to a day, and were not cancelled."""
    delegations = _delegations(year, until)
    visits = Visits()
    for event in db.session.execute(_events(year, until, *WHOSE)):
        direction = _direction(event)
        if direction is None:
            continue
        came = [one for one in delegations[event.id] if one.side is COMES[direction]]
        for one in came:
            visits.add(direction, _partners(direction, event, one), one.persons)
        if not came and event.kind in OF_ITSELF:
            others = {one.partnership_id for one in delegations[event.id]}
            visits.add(direction, {event.host_partnership_id, *others}, 0)
    return visits


def costs(year: int, until: date) -> list[dict[str, Any]]:
    """Planned and actual costs of the same events, in hundredths of each currency."""
    statement = (
        _events(year, until, EventCost.currency, func.sum(EventCost.planned), func.sum(EventCost.actual))
        .join(EventCost, EventCost.event_id == Event.id)
        .group_by(EventCost.currency)
        .order_by(EventCost.currency)
    )
    return [
        {"currency": currency, "planned": int(planned or 0), "actual": int(actual or 0)}
        for currency, planned, actual in db.session.execute(statement)
    ]


def _events(year: int, until: date, *columns: Any) -> Select[Any]:
    held = Event.starts_on.between(date(year, 1, 1), min(date(year, 12, 31), until))
    return select(*columns).select_from(Event).where(held, Event.archived_at.is_(None), Event.cancelled_on.is_(None))


def _delegations(year: int, until: date) -> dict[int, list[Any]]:
    columns: list[Any] = [EventDelegation.event_id, EventDelegation.side, EventDelegation.partnership_id]
    persons = (
        select(func.count(EventMember.id))
        .where(EventMember.event_delegation_id == EventDelegation.id)
        .correlate(EventDelegation)
        .scalar_subquery()
    )
    statement = _events(year, until, *columns, persons.label("persons"))
    statement = statement.join(EventDelegation, EventDelegation.event_id == Event.id)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement.order_by(EventDelegation.id)):
        found[row.event_id].append(row)
    return found


def _direction(event: Any) -> str | None:
    """Who travels: they to us, we to them, or nobody."""
    if event.kind in OF_ITSELF:
        return OF_ITSELF[event.kind]
    if event.host_partnership_id is not None:
        return OUTGOING
    return INCOMING if event.host_organisation_id is None else None


def _partners(direction: str, event: Any, delegation: Any) -> set[int | None]:
    """With whom the visit is: whose delegation came, or who was the host."""
    return {delegation.partnership_id if direction == INCOMING else event.host_partnership_id}
