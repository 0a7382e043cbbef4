"""Reading events: rows for lists and parts of pages, one event with all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, union
from sqlalchemy.orm import joinedload, selectinload

from tracker.accounts.models import User
from tracker.events.kinds import State
from tracker.events.models import Event, EventDelegation, EventItem, EventLink, EventMember
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.kernel.subjects import subject_kind
from tracker.kernel.text import fold
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership
from tracker.places.models import City, Country

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

FOUND_AT_ONCE = 8
SHOWN_AT_ONCE = 20
D = EventDelegation


def get_event(event_id: int) -> Event:
    """The event with place, host and person responsible. Raises NoResultFound."""
    return db.session.scalars(
        select(Event)
        .where(Event.id == event_id)
        .options(
            joinedload(Event.city).joinedload(City.country),
            joinedload(Event.responsible),
            joinedload(Event.host_partnership),
            joinedload(Event.host_organisation),
        )
    ).one()


def get_known(event_id: int) -> Event:
    """The bare event; one that its page has read already is not read again. Raises NoResultFound."""
    return db.session.get_one(Event, event_id)


def get_told(event_id: int) -> Event:
    """The same with delegations, members, programme, costs and links. Raises NoResultFound."""
    members = selectinload(Event.delegations).selectinload(D.members)
    return db.session.scalars(
        select(Event)
        .where(Event.id == event_id)
        .options(
            joinedload(Event.city).joinedload(City.country),
            joinedload(Event.responsible),
            joinedload(Event.host_partnership),
            joinedload(Event.host_organisation),
            selectinload(Event.delegations).joinedload(D.partnership).joinedload(Partnership.country),
            selectinload(Event.delegations).joinedload(D.organisation),
            selectinload(Event.delegations).joinedload(D.country),
            members.joinedload(EventMember.contact),
            members.joinedload(EventMember.user),
            selectinload(Event.programme).joinedload(EventItem.responsible),
            selectinload(Event.costs),
            selectinload(Event.links),
        )
    ).one()


def get_delegation(event_id: int, event_delegation_id: int) -> EventDelegation:
    """A delegation of this event. Raises NoResultFound."""
    return db.session.scalars(
        select(D)
        .where(D.id == event_delegation_id, D.event_id == event_id)
        .options(selectinload(D.members).joinedload(EventMember.contact))
    ).one()


def find_linked(kind: str, number: int) -> Any:
    """The talks or the agreement of this number, of slices above this one; None when there are none such."""
    known = subject_kind(kind)
    return db.session.scalar(select(known.model).where(known.model.id == number)) if known is not None else None


# rows


def rows() -> Select[Any]:
    """Events as rows: with place, host, person responsible, and how many delegations."""
    delegations = (
        select(func.count())
        .where(D.municipality_id == Event.municipality_id, D.event_id == Event.id)
        .correlate(Event)
        .scalar_subquery()
    )
    return (
        select(  # type: ignore[return-value]  # columns by name
            Event.id,
            Event.kind,
            Event.title_ru,
            Event.title_en,
            Event.place,
            Event.zone,
            Event.starts_on,
            Event.starts_time,
            Event.starts_at,
            Event.ends_on,
            Event.ends_at,
            Event.level,
            Event.responsible_id,
            Event.cancelled_on,
            Event.report_due_on,
            Event.reported_on,
            Event.archived_at,
            City.name_ru.label("city_ru"),
            City.name_en.label("city_en"),
            Country.code.label("country_code"),
            Partnership.title_ru.label("host_partner_ru"),
            Partnership.title_en.label("host_partner_en"),
            Organisation.name_ru.label("host_organisation_ru"),
            Organisation.name_en.label("host_organisation_en"),
            User.name.label("responsible"),
            delegations.label("delegations"),
        )
        .join(User, User.id == Event.responsible_id)
        .join(City, City.id == Event.city_id, isouter=True)
        .join(Country, Country.id == City.country_id, isouter=True)
        .join(Partnership, Partnership.id == Event.host_partnership_id, isouter=True)
        .join(Organisation, Organisation.id == Event.host_organisation_id, isouter=True)
    )


def kept(statement: Select[Any]) -> Select[Any]:
    return statement.where(Event.archived_at.is_(None))


def stands(states: Collection[State], now: datetime) -> ColumnElement[bool]:
    """In one of these states, as `rules.state_of` tells of one."""
    goes_on = Event.cancelled_on.is_(None)
    tests = {
        State.CANCELLED: Event.cancelled_on.is_not(None),
        State.PLANNED: and_(goes_on, Event.starts_at > now),
        State.ON: and_(goes_on, Event.starts_at <= now, Event.ends_at >= now),
        State.OVER: and_(goes_on, Event.ends_at < now),
    }
    return or_(*(tests[state] for state in states))


def takes_place(first: date, last: date | None = None) -> ColumnElement[bool]:
    """Not cancelled, with a day in this span (without `last`: from `first` on)."""
    criterion = and_(Event.cancelled_on.is_(None), Event.ends_on >= first)
    return criterion if last is None else and_(criterion, Event.starts_on <= last)


def guests_of(event_ids: Collection[int]) -> Sequence[Any]:
    """Rows (event, partner) of those that host these events or send delegations."""
    named = (Partnership.id, Partnership.title_ru, Partnership.title_en)
    sent = select(D.event_id, *named).join(Partnership, Partnership.id == D.partnership_id)
    hosted = (
        select(Event.id.label("event_id"), *named)
        .join(Partnership, Partnership.id == Event.host_partnership_id)
        .where(Event.id.in_(event_ids))
    )
    return db.session.execute(union(sent.where(D.event_id.in_(event_ids)), hosted)).all() if event_ids else ()


def lacks_report(today: date) -> ColumnElement[bool]:
    """Over, not cancelled, a report is due and not made by the day."""
    return and_(
        Event.cancelled_on.is_(None),
        Event.ends_on < today,
        Event.report_due_on.is_not(None),
        Event.reported_on.is_(None),
    )


def _takes_part(criterion: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(D.municipality_id == Event.municipality_id, D.event_id == Event.id, criterion)


def with_partner_in(ids: Collection[int]) -> ColumnElement[bool]:
    """Hosted by one of these partners, or with a delegation of one."""
    return or_(Event.host_partnership_id.in_(ids), _takes_part(D.partnership_id.in_(ids)))


def with_country_in(ids: Any) -> ColumnElement[bool]:
    """In one of these countries, or with a delegation of one."""
    partners = select(Partnership.id).where(Partnership.country_id.in_(ids))
    organisations = select(Organisation.id).where(Organisation.country_id.in_(ids))
    return or_(
        City.country_id.in_(ids),
        _takes_part(or_(D.country_id.in_(ids), D.partnership_id.in_(partners), D.organisation_id.in_(organisations))),
    )


def _latest(statement: Select[Any], limit: int = SHOWN_AT_ONCE) -> Sequence[Any]:
    return db.session.execute(kept(statement).order_by(Event.starts_at.desc(), Event.id.desc()).limit(limit)).all()


def of_partner(partnership_id: int) -> Sequence[Any]:
    return _latest(rows().where(with_partner_in([partnership_id])))


def with_partner(partnership_id: int) -> Select[Any]:
    """Rows for the timeline of a partner."""
    return kept(rows()).where(with_partner_in([partnership_id]), Event.cancelled_on.is_(None))


def of_organisation(organisation_id: int) -> Sequence[Any]:
    part = _takes_part(D.organisation_id == organisation_id)
    return _latest(rows().where(or_(Event.host_organisation_id == organisation_id, part)))


def of_contact(contact_id: int) -> Sequence[Any]:
    """Events in whose delegations a person stood."""
    members = select(EventMember.event_delegation_id).where(EventMember.contact_id == contact_id)
    return _latest(rows().where(_takes_part(D.id.in_(members))))


def of_negotiation(negotiation_id: int) -> Sequence[Any]:
    linked = select(EventLink.event_id).where(EventLink.negotiation_id == negotiation_id)
    return _latest(rows().where(Event.id.in_(linked)))


def of_agreement(agreement_id: int) -> Sequence[Any]:
    linked = select(EventLink.event_id).where(EventLink.agreement_id == agreement_id)
    return _latest(rows().where(Event.id.in_(linked)))


def on_at(now: datetime, limit: int = SHOWN_AT_ONCE) -> Sequence[Any]:
    """Rows of the events that are under way, those begun last first."""
    return _latest(rows().where(stands([State.ON], now)), limit)


def between(first: date, last: date) -> Select[Any]:
    """Events with a day in this span, in order: for calendars and reports."""
    return kept(rows()).where(Event.starts_on <= last, Event.ends_on >= first).order_by(Event.starts_at, Event.id)


def reports_due(today: date) -> Select[Any]:
    """Events over whose report is to be made, the soonest due first: for the first page and reminders."""
    return kept(rows()).where(lacks_report(today)).order_by(Event.report_due_on, Event.id)


def found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    begins = case((Event.folded.like(f" {fold(typed)}%"), 0), else_=1)
    return db.session.execute(
        kept(rows()).where(matches(Event, typed)).order_by(begins, Event.starts_at.desc(), Event.id.desc()).limit(limit)
    ).all()


def named(ids: Collection[int]) -> Sequence[Any]:
    return db.session.execute(rows().where(Event.id.in_(ids)).order_by(Event.id)).all()


# choices of filters


def choices(limit: int = 200) -> Sequence[Any]:
    """Rows of all events for a filter, the latest first."""
    return db.session.execute(
        select(Event.id, Event.title_ru, Event.title_en, Event.starts_on)
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(limit)
    ).all()


def partners() -> Sequence[Any]:
    """Rows of the partners that host events or send delegations."""
    theirs = or_(
        Partnership.id.in_(select(Event.host_partnership_id).where(Event.host_partnership_id.is_not(None))),
        Partnership.id.in_(select(D.partnership_id).where(D.partnership_id.is_not(None))),
    )
    return db.session.execute(
        select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        .where(theirs)
        .order_by(Partnership.sort_name, Partnership.id)
    ).all()


def years() -> Sequence[int]:
    """The years in which events begin, the last one first."""
    first, last = db.session.execute(select(func.min(Event.starts_on), func.max(Event.starts_on))).one()
    return list(range(last.year, first.year - 1, -1)) if first is not None else []


# colleagues, for delegations of our own
