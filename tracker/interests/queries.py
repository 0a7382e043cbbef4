"""Reading interests: rows for lists and parts of pages, one interest, who at home might suit, numbers for reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.accounts.models import User
from tracker.contacts.models import Contact
from tracker.events.models import Event
from tracker.interests.kinds import LIVE, State
from tracker.interests.models import Interest, InterestMatch
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.kernel.text import fold
from tracker.organisations import queries as organisation_queries
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership
from tracker.places.models import Country

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

SHOWN_AT_ONCE = 20
SUGGESTED = 6
SHORTEST_WORD = 4  # letters: shorter ones say nothing of a sector
OfPartner, OfOrganisation = aliased(Country), aliased(Country)


def get_interest(interest_id: int) -> Interest:
    """The interest with all that it leads to. Raises NoResultFound."""
    return db.session.scalars(
        select(Interest)
        .where(Interest.id == interest_id)
        .options(
            joinedload(Interest.partnership).joinedload(Partnership.country),
            joinedload(Interest.organisation),
            joinedload(Interest.contact),
            joinedload(Interest.event),
            joinedload(Interest.interaction),
            joinedload(Interest.negotiation),
            joinedload(Interest.responsible),
            selectinload(Interest.matches).joinedload(InterestMatch.organisation),
        )
    ).one()


def _suits(language: str) -> ScalarSelect[str]:
    """The names of the organisations at home that suit."""
    suiting = aliased(Organisation)
    name = suiting.name_ru if language == "ru" else suiting.name_en
    return (
        select(func.aggregate_strings(name, ", "))
        .select_from(InterestMatch)
        .join(suiting, suiting.id == InterestMatch.organisation_id)
        .where(InterestMatch.municipality_id == Interest.municipality_id, InterestMatch.interest_id == Interest.id)
        .correlate(Interest)
        .scalar_subquery()
    )


def rows(language: str = "ru") -> Select[Any]:
    """Interests as rows: with who it is about, country, event, person responsible, and who suits at home."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            Interest.id,
            Interest.direction,
            Interest.kind,
            Interest.what,
            Interest.details,
            Interest.sector,
            Interest.voiced_on,
            Interest.value,
            Interest.currency,
            Interest.state,
            Interest.partnership_id,
            Interest.negotiation_id,
            Interest.responsible_id,
            Interest.dropped_reason,
            Partnership.title_ru.label("partner_ru"),
            Partnership.title_en.label("partner_en"),
            Organisation.name_ru.label("organisation_ru"),
            Organisation.name_en.label("organisation_en"),
            Contact.name_ru.label("contact_ru"),
            Contact.name_en.label("contact_en"),
            func.coalesce(OfPartner.code, OfOrganisation.code).label("country_code"),
            Event.title_ru.label("event_ru"),
            Event.title_en.label("event_en"),
            User.name.label("responsible"),
            _suits(language).label("suits"),
        )
        .join(User, User.id == Interest.responsible_id)
        .join(Partnership, Partnership.id == Interest.partnership_id, isouter=True)
        .join(OfPartner, OfPartner.id == Partnership.country_id, isouter=True)
        .join(Organisation, Organisation.id == Interest.organisation_id, isouter=True)
        .join(OfOrganisation, OfOrganisation.id == Organisation.country_id, isouter=True)
        .join(Contact, Contact.id == Interest.contact_id, isouter=True)
        .join(Event, Event.id == Interest.event_id, isouter=True)
    )


def kept(statement: Select[Any]) -> Select[Any]:
    return statement.where(Interest.archived_at.is_(None))


def _latest(criterion: ColumnElement[bool], language: str, limit: int = SHOWN_AT_ONCE) -> Sequence[Any]:
    return db.session.execute(
        kept(rows(language)).where(criterion).order_by(Interest.voiced_on.desc(), Interest.id.desc()).limit(limit)
    ).all()


def of_partner(partnership_id: int, language: str = "ru") -> Sequence[Any]:
    return _latest(Interest.partnership_id == partnership_id, language)


def of_event(event_id: int, language: str = "ru") -> Sequence[Any]:
    return _latest(Interest.event_id == event_id, language)


def of_organisation(organisation_id: int, language: str = "ru") -> Sequence[Any]:
    """What an organisation wants, and what it suits."""
    suiting = select(InterestMatch.interest_id).where(InterestMatch.organisation_id == organisation_id)
    return _latest(or_(Interest.organisation_id == organisation_id, Interest.id.in_(suiting)), language)


def of_contact(contact_id: int, language: str = "ru") -> Sequence[Any]:
    return _latest(Interest.contact_id == contact_id, language)


def of_interaction(interaction_id: int, language: str = "ru") -> Sequence[Any]:
    return _latest(Interest.interaction_id == interaction_id, language)


def of_negotiation(negotiation_id: int, language: str = "ru") -> Sequence[Any]:
    return _latest(Interest.negotiation_id == negotiation_id, language)


def with_partner(partnership_id: int) -> Select[Any]:
    """Rows for the timeline of a partner."""
    return kept(rows()).add_columns(Interest.created_at).where(Interest.partnership_id == partnership_id)


COUNTRY: ColumnElement[Any] = func.coalesce(Partnership.country_id, Organisation.country_id)  # of the rows above


def with_country_in(ids: Collection[int]) -> ColumnElement[bool]:
    """As it is counted: an organisation speaks for a partner of another country only where there is no partner."""
    return COUNTRY.in_(ids)


# who at home might suit


def suggested(interest: Interest, home_country: str) -> list[Any]:
    """Rows of organisations at home: those that suited the same sector before, then those named by its words."""
    taken = {match.organisation_id for match in interest.matches} | {interest.organisation_id}
    found: dict[int, Any] = {}
    if interest.sector:
        before = (
            select(InterestMatch.organisation_id)
            .join(Interest, Interest.id == InterestMatch.interest_id)
            .where(Interest.sector == interest.sector)
        )
        suited = organisation_queries.rows().where(
            Organisation.id.in_(before), Country.code == home_country, Organisation.archived_at.is_(None)
        )
        found |= {row.id: row for row in db.session.execute(suited.order_by(Organisation.id).limit(SUGGESTED + 1))}
    words = [word for word in fold(f"{interest.what} {interest.details or ''}").split() if len(word) >= SHORTEST_WORD]
    if words:
        stems = [matches(Organisation, word[:5]) for word in dict.fromkeys(words[:12])]
        named = organisation_queries.rows().where(
            or_(*stems), Country.code == home_country, Organisation.archived_at.is_(None)
        )
        found |= {row.id: row for row in db.session.execute(named.order_by(Organisation.id).limit(SUGGESTED + 1))}
    return [row for number, row in found.items() if number not in taken][:SUGGESTED]


# filters


def countries() -> Sequence[Any]:
    """Rows of the countries that interests are about."""
    theirs = select(Partnership.country_id).join(Interest, Interest.partnership_id == Partnership.id)
    organisations = select(Organisation.country_id).join(Interest, Interest.organisation_id == Organisation.id)
    return db.session.execute(
        select(Country.id, Country.name_ru, Country.name_en)
        .where(or_(Country.id.in_(theirs), Country.id.in_(organisations)))
        .order_by(Country.sort_name, Country.id)
    ).all()


def events() -> Sequence[Any]:
    """Rows of the events at which interests were voiced, the latest first."""
    voiced = select(Interest.event_id).where(Interest.event_id.is_not(None))
    return db.session.execute(
        select(Event.id, Event.title_ru, Event.title_en, Event.starts_on)
        .where(Event.id.in_(voiced))
        .order_by(Event.starts_at.desc(), Event.id.desc())
    ).all()


def sectors_in_use() -> list[str]:
    return [code for code in db.session.scalars(select(Interest.sector).distinct()) if code]


# numbers for reports


def voiced_between(first: date, last: date, language: str = "ru") -> Select[Any]:
    """Rows of what was voiced in a span of days, in order."""
    within = kept(rows(language)).where(Interest.voiced_on.between(first, last))
    return within.order_by(Interest.voiced_on, Interest.id)


def counts_by_state() -> dict[State, int]:
    counted = select(Interest.state, func.count()).where(Interest.archived_at.is_(None)).group_by(Interest.state)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def counts_by_sector(first: date, last: date) -> Sequence[Any]:
    """Rows (sector, count, became_talks) of what was voiced in a span of days, the commonest first."""
    number = func.count().label("count")
    return db.session.execute(
        select(Interest.sector, number, func.count(Interest.negotiation_id).label("became_talks"))
        .where(Interest.archived_at.is_(None), Interest.voiced_on.between(first, last))
        .group_by(Interest.sector)
        .order_by(number.desc(), Interest.sector)
    ).all()


def sums_by_currency(first: date, last: date) -> Sequence[Any]:
    """Rows (currency, state, value in hundredths) of what was voiced in a span of days."""
    return db.session.execute(
        select(Interest.currency, Interest.state, func.sum(Interest.value).label("value"))
        .where(Interest.archived_at.is_(None), Interest.value.is_not(None), Interest.voiced_on.between(first, last))
        .group_by(Interest.currency, Interest.state)
        .order_by(Interest.currency, Interest.state)
    ).all()


def is_live() -> ColumnElement[bool]:
    return Interest.state.in_(LIVE)


def partners() -> Sequence[Any]:
    """Rows of the partners that interests are about."""
    return db.session.execute(
        select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        .where(Partnership.id.in_(select(Interest.partnership_id).where(Interest.partnership_id.is_not(None))))
        .order_by(Partnership.sort_name, Partnership.id)
    ).all()


def known_organisation(organisation_id: int) -> int:
    """The number of an organisation of the scope. Raises NoResultFound."""
    return organisation_queries.get_organisation(organisation_id).id
