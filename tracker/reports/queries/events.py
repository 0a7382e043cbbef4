"""What came of each event, and the delegations that came and went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, union
from sqlalchemy.orm import aliased

from tracker.accounts.models import User
from tracker.agreements.models import Agreement
from tracker.contacts.models import Contact
from tracker.events.kinds import Side
from tracker.events.models import Event, EventCost, EventDelegation, EventLink, EventMember
from tracker.interactions.models import Interaction
from tracker.interests.models import Interest
from tracker.kernel.db import db
from tracker.negotiations.models import Negotiation
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership
from tracker.places.models import City, Country
from tracker.reports.queries.counted import counted, in_year
from tracker.reports.queries.talks import OVER_TOO
from tracker.reports.report import Asked

D = EventDelegation


def _held(asked: Asked) -> list[ColumnElement[bool]]:
    """Events that have begun and were not cancelled."""
    return [
        Event.archived_at.is_(None),
        Event.cancelled_on.is_(None),
        Event.starts_on <= asked.today,
        in_year(Event.starts_on, asked.year),
    ]


def held(asked: Asked) -> Sequence[Any]:
    """The events, the latest first."""
    return db.session.execute(
        select(
            Event.id,
            Event.title_ru,
            Event.title_en,
            Event.kind,
            Event.starts_on,
            Event.report_due_on,
            Event.reported_on,
        )
        .where(*_held(asked))
        .order_by(Event.starts_at.desc(), Event.id.desc())
    ).all()


def _of_events(asked: Asked, event_id: Any, *counts: Any) -> dict[int, Any]:
    """Event → how many rows speak of it."""
    rows = db.session.execute(
        select(event_id, *counts).join(Event, Event.id == event_id).where(*_held(asked)).group_by(event_id)
    )
    return {row[0]: row[1] if len(counts) == 1 else tuple(row[1:]) for row in rows}


def delegations_of(asked: Asked) -> dict[int, int]:
    return _of_events(asked, D.event_id, func.count())


def people_of(asked: Asked) -> dict[int, int]:
    return _of_events(asked, EventMember.event_id, func.count())


def costs_of(asked: Asked) -> dict[tuple[int, str], tuple[int | None, int | None]]:
    """(event, currency) → planned and spent, in hundredths."""
    rows = db.session.execute(
        select(EventCost.event_id, EventCost.currency, func.sum(EventCost.planned), func.sum(EventCost.actual))
        .join(Event, Event.id == EventCost.event_id)
        .where(*_held(asked))
        .group_by(EventCost.event_id, EventCost.currency)
        .order_by(EventCost.currency)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _said(_asked: Asked) -> Select[Any]:
    return select(Interaction.id).where(Interaction.archived_at.is_(None), Interaction.event_id.is_not(None))


def _voiced(_asked: Asked) -> Select[Any]:
    return select(Interest.id).where(Interest.archived_at.is_(None), Interest.event_id.is_not(None))


_grown = union(
    select(EventLink.event_id, EventLink.negotiation_id).where(EventLink.negotiation_id.is_not(None)),
    select(Interest.event_id, Interest.negotiation_id).where(
        Interest.event_id.is_not(None), Interest.negotiation_id.is_not(None), Interest.archived_at.is_(None)
    ),
).subquery()


def _talks(_asked: Asked) -> Select[Any]:
    """Those linked to the event, and those that grew out of an interest voiced there."""
    return (
        select(Negotiation.id)
        .join(_grown, _grown.c.negotiation_id == Negotiation.id)
        .where(Negotiation.archived_at.is_(None))
    )


def _agreements(_asked: Asked) -> Select[Any]:
    return (
        select(Agreement.id)
        .join(EventLink, EventLink.agreement_id == Agreement.id)
        .where(Agreement.archived_at.is_(None))
    )


INTERACTIONS = counted("event-interactions", "interactions", of=_said, by=lambda _asked: (Interaction.event_id,))
INTERESTS = counted("event-interests", "interests", of=_voiced, by=lambda _asked: (Interest.event_id,))
TALKS = counted(
    "event-talks", "negotiations", of=_talks, by=lambda _asked: (_grown.c.event_id,), distinct=True, words=OVER_TOO
)
AGREEMENTS = counted(
    "event-agreements", "agreements", of=_agreements, by=lambda _asked: (EventLink.event_id,), distinct=True
)


# delegations

_of_partner, _of_organisation, _of_itself, _of_place = (aliased(Country) for _number in range(4))
COUNTRY: Any = case(
    (D.side == Side.OURS, _of_place.id), else_=func.coalesce(_of_partner.id, _of_organisation.id, _of_itself.id)
)


def _delegations(asked: Asked, *columns: Any) -> Select[Any]:
    """Delegations of events held: theirs are of a country, ours went to one."""
    statement = (
        select(*columns)
        .select_from(D)
        .join(Event, Event.id == D.event_id)
        .join(City, City.id == Event.city_id, isouter=True)
        .join(_of_place, _of_place.id == City.country_id, isouter=True)
        .join(Partnership, Partnership.id == D.partnership_id, isouter=True)
        .join(_of_partner, _of_partner.id == Partnership.country_id, isouter=True)
        .join(Organisation, Organisation.id == D.organisation_id, isouter=True)
        .join(_of_organisation, _of_organisation.id == Organisation.country_id, isouter=True)
        .join(_of_itself, _of_itself.id == D.country_id, isouter=True)
        .where(*_held(asked))
    )
    if asked.side is not None:
        statement = statement.where(D.side == Side(asked.side))
    if asked.country is not None:
        statement = statement.where(asked.country == COUNTRY)
    return statement


def _people() -> Any:
    return (
        select(func.count())
        .select_from(EventMember)
        .where(EventMember.municipality_id == D.municipality_id, EventMember.event_delegation_id == D.id)
        .correlate(D)
        .scalar_subquery()
    )


def delegations(asked: Asked) -> Sequence[Any]:
    """One row each, the latest first."""
    columns = (
        D.id,
        D.event_id,
        D.side,
        D.arrives_on,
        D.departs_on,
        Event.title_ru,
        Event.title_en,
        Event.starts_on,
        Event.ends_on,
        COUNTRY.label("country_id"),
        Partnership.title_ru.label("partner_ru"),
        Partnership.title_en.label("partner_en"),
        Organisation.name_ru.label("organisation_ru"),
        Organisation.name_en.label("organisation_en"),
        _of_itself.name_ru.label("itself_ru"),
        _of_itself.name_en.label("itself_en"),
        _people().label("people"),
    )
    ordered = _delegations(asked, *columns).order_by(Event.starts_at.desc(), Event.id.desc(), D.id)
    return db.session.execute(ordered).all()


def heads(ids: Sequence[int]) -> Sequence[Any]:
    """Who leads each of these delegations, with the post."""
    return db.session.execute(
        select(
            EventMember.event_delegation_id,
            EventMember.name,
            EventMember.post,
            Contact.name_ru,
            Contact.name_en,
            User.name.label("colleague"),
        )
        .join(Contact, Contact.id == EventMember.contact_id, isouter=True)
        .join(User, User.id == EventMember.user_id, isouter=True)
        .where(EventMember.event_delegation_id.in_(ids), EventMember.is_head)
        .order_by(EventMember.event_delegation_id, EventMember.position)
    ).all()


def delegations_by_country(asked: Asked) -> dict[tuple[int | None, Side], tuple[int, int]]:
    """(country, side) → how many delegations, and how many people in them."""
    country, people = COUNTRY.label("country"), func.coalesce(func.sum(_people()), 0)
    rows = db.session.execute(_delegations(asked, country, D.side, func.count(), people).group_by(country, D.side))
    return {(row[0], row[1]): (row[2], int(row[3])) for row in rows}
