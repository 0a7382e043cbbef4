"""Counting for reports. Every answer is as large as its table, whatever is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from tracker.accounts.models import User
from tracker.agreements.models import Agreement, AgreementArea
from tracker.agreements.queries import effective_status
from tracker.gifts.models import Gift
from tracker.interactions.models import Interaction
from tracker.kernel.db import db
from tracker.negotiations.models import Negotiation, Outcome, Stage, StageChange
from tracker.negotiations.queries import counted_change
from tracker.obligations.kinds import State
from tracker.obligations.models import Obligation
from tracker.partners.models import CooperationArea, Partnership, PartnershipArea
from tracker.places.models import Country
from tracker.reports.report import Asked

YEARS_BACK = 15
MOST_SPANS = 60


def year_of(column: Any) -> ColumnElement[int]:
    return cast(extract("year", column), Integer)


def _in_year(column: Any, year: int | None) -> ColumnElement[bool]:
    """Said as a range, so that an index on the day serves it."""
    if year is None:
        return literal(value=True)
    return and_(column >= date(year, 1, 1), column < date(year + 1, 1, 1))


def countries() -> Sequence[Any]:
    with_partners = select(Partnership.country_id).distinct()
    return db.session.execute(
        select(Country.id, Country.code, Country.name_ru, Country.name_en)
        .where(Country.id.in_(with_partners))
        .order_by(Country.sort_name, Country.id)
    ).all()


def areas() -> Sequence[Any]:
    return db.session.execute(
        select(CooperationArea.id, CooperationArea.code, CooperationArea.name_ru, CooperationArea.name_en).order_by(
            CooperationArea.position, CooperationArea.id
        )
    ).all()


def first_year(today: date) -> int:
    """The year in which the records begin, at most so many years back."""
    first = db.session.scalar(select(func.min(Interaction.happened_on)))
    begun = db.session.scalar(select(func.min(Negotiation.started_on)))
    years = [day.year for day in (first, begun) if day is not None]
    return max(min(years, default=today.year), today.year - YEARS_BACK)


# partners


def partners_by_country() -> Sequence[Any]:
    """(country, status) → how many partners, and the day of the last contact."""
    return db.session.execute(
        select(
            Country.id,
            Country.code,
            Country.name_ru,
            Country.name_en,
            Partnership.status,
            func.count().label("count"),
            func.max(Partnership.last_interaction_on).label("last_on"),
        )
        .join(Country, Country.id == Partnership.country_id)
        .where(Partnership.archived_at.is_(None))
        .group_by(Country.id, Country.code, Country.name_ru, Country.name_en, Country.sort_name, Partnership.status)
        .order_by(Country.sort_name, Country.id)
    ).all()


def areas_by_country() -> Sequence[Any]:
    """(country, area) → how many partners work in it."""
    return db.session.execute(
        select(Partnership.country_id, PartnershipArea.area_id, func.count().label("count"))
        .join(PartnershipArea, PartnershipArea.partnership_id == Partnership.id)
        .where(Partnership.archived_at.is_(None))
        .group_by(Partnership.country_id, PartnershipArea.area_id)
    ).all()


# interactions


def _of_interactions(asked: Asked) -> Select[Any]:
    statement = (
        select()
        .select_from(Interaction)
        .where(Interaction.archived_at.is_(None), _in_year(Interaction.happened_on, asked.year))
    )
    if asked.official is not None:
        statement = statement.where(Interaction.logged_by_id == asked.official)
    if asked.country is not None:
        statement = statement.join(Partnership, Partnership.id == Interaction.partnership_id).where(
            Partnership.country_id == asked.country
        )
    if asked.area is not None:
        in_area = select(PartnershipArea.partnership_id).where(PartnershipArea.area_id == asked.area)
        statement = statement.where(Interaction.partnership_id.in_(in_area))
    return statement


def activity_by_month(asked: Asked) -> Sequence[Any]:
    """(month, kind) → how many interactions."""
    month = cast(extract("month", Interaction.happened_on), Integer)
    return db.session.execute(
        _of_interactions(asked)
        .add_columns(month.label("month"), Interaction.kind, func.count().label("count"))
        .group_by(month, Interaction.kind)
    ).all()


def activity_by_official(asked: Asked) -> Sequence[Any]:
    """(official, kind) → how many interactions were logged."""
    return db.session.execute(
        _of_interactions(asked)
        .add_columns(Interaction.logged_by_id.label("by_id"), Interaction.kind, func.count().label("count"))
        .group_by(Interaction.logged_by_id, Interaction.kind)
    ).all()


def moves_by_official(asked: Asked) -> dict[int, int]:
    rows = db.session.execute(
        select(StageChange.by_id, func.count())
        .where(_in_year(StageChange.moved_on, asked.year), StageChange.from_stage_id.is_not(None))
        .group_by(StageChange.by_id)
    )
    return {row[0]: row[1] for row in rows}


def drafts_by_official(asked: Asked) -> dict[int, int]:
    rows = db.session.execute(
        select(Agreement.responsible_id, func.count())
        .where(_in_year(Agreement.drafted_on, asked.year), Agreement.responsible_id.is_not(None))
        .group_by(Agreement.responsible_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def names_of_users(ids: Sequence[int]) -> dict[int, str]:
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))}


# agreements


def agreements_by_status(today: date) -> Sequence[Any]:
    """(kind, status) → how many agreements."""
    status = effective_status(today)
    return db.session.execute(
        select(Agreement.kind, status.label("status"), func.count().label("count"))
        .where(Agreement.archived_at.is_(None))
        .group_by(Agreement.kind, status)
    ).all()


def expiring(today: date, until: date, official: int | None) -> Sequence[Any]:
    statement = (
        select(
            Agreement.id,
            Agreement.number,
            Agreement.title,
            Agreement.counterparts_ru,
            Agreement.counterparts_en,
            Agreement.ends_on,
            Agreement.last_day_to_act,
            Agreement.renews,
            User.name.label("responsible"),
        )
        .join(User, User.id == Agreement.responsible_id, isouter=True)
        .where(
            Agreement.archived_at.is_(None),
            Agreement.status.in_(("in_force", "suspended", "signed")),
            Agreement.ends_on.between(today, until),
        )
        .order_by(Agreement.ends_on, Agreement.id)
    )
    if official is not None:
        statement = statement.where(Agreement.responsible_id == official)
    return db.session.execute(statement).all()


def terms(today: date) -> Sequence[Any]:
    """The agreements that are valid, those that end first before those that have no end; `in_all` counts them.

    As many as a picture bears: the list of agreements has the rest.
    """
    return db.session.execute(
        select(
            Agreement.id,
            Agreement.title,
            Agreement.enters_on,
            Agreement.ends_on,
            Agreement.renews,
            func.count().over().label("in_all"),
        )
        .where(
            Agreement.archived_at.is_(None),
            Agreement.status.in_(("in_force", "suspended")),
            or_(Agreement.ends_on.is_(None), Agreement.ends_on >= today),
        )
        .order_by(Agreement.ends_on.is_(None), Agreement.ends_on, Agreement.enters_on, Agreement.id)
        .limit(MOST_SPANS)
    ).all()


def by_year(column: Any, *conditions: ColumnElement[bool]) -> dict[int, int]:
    """How many rows of the column's model fall into each year."""
    year = year_of(column)
    rows = db.session.execute(select(year, func.count()).where(column.is_not(None), *conditions).group_by(year))
    return {row[0]: row[1] for row in rows}


def yearly(today: date) -> dict[str, dict[int, int]]:
    """The same figures of each year: what was logged, begun, signed, and what came to its end."""
    here = Interaction.archived_at.is_(None)
    return {
        "interactions": by_year(Interaction.happened_on, here),
        "visits": by_year(Interaction.happened_on, here, Interaction.kind == "visit"),
        "partners": by_year(Partnership.entered_on, Partnership.archived_at.is_(None)),
        "begun": by_year(Negotiation.started_on, Negotiation.archived_at.is_(None)),
        "won": by_year(
            Negotiation.outcome_on, Negotiation.archived_at.is_(None), Negotiation.outcome == Outcome.AGREEMENT
        ),
        "signed": by_year(Agreement.signed_on, Agreement.archived_at.is_(None)),
        "lapsed": by_year(Agreement.ends_on, Agreement.archived_at.is_(None), effective_status(today) == "expired"),
        "obligations": by_year(Obligation.closed_on, Obligation.state == State.DONE, Obligation.archived_at.is_(None)),
    }


# talks


def _talks(asked: Asked) -> list[ColumnElement[bool]]:
    """Conditions on the talks themselves: country, area, official."""
    conditions: list[ColumnElement[bool]] = [Negotiation.archived_at.is_(None)]
    if asked.official is not None:
        conditions.append(Negotiation.responsible_id == asked.official)
    if asked.country is not None:
        of_country = select(Partnership.id).where(Partnership.country_id == asked.country)
        conditions.append(Negotiation.partnership_id.in_(of_country))
    if asked.area is not None:
        in_area = select(PartnershipArea.partnership_id).where(PartnershipArea.area_id == asked.area)
        conditions.append(Negotiation.partnership_id.in_(in_area))
    return conditions


def stages() -> Sequence[Any]:
    """Those in use in their order, then those that were: their history stays."""
    return db.session.execute(
        select(Stage.id, Stage.name_ru, Stage.name_en, Stage.retired_at).order_by(
            Stage.retired_at.is_not(None), Stage.position, Stage.id
        )
    ).all()


def _moves(asked: Asked) -> Subquery:
    """The moves that stand, in the stages of today: `origin`, `target` (ids or None), `moved_on`, `outcome`.

    A stage that was merged is the one that took it over, so a move between the two is none; a move that was taken
    back at once is none either.
    """
    origin, target = aliased(Stage), aliased(Stage)
    left = func.coalesce(origin.merged_into_id, StageChange.from_stage_id)
    came = func.coalesce(target.merged_into_id, StageChange.to_stage_id)
    return (
        select(
            StageChange.id,
            StageChange.negotiation_id,
            StageChange.moved_on,
            StageChange.outcome,
            left.label("origin"),
            came.label("target"),
        )
        .join(Negotiation, Negotiation.id == StageChange.negotiation_id)
        .join(origin, origin.id == StageChange.from_stage_id, isouter=True)
        .join(target, target.id == StageChange.to_stage_id, isouter=True)
        .where(
            counted_change(),
            or_(StageChange.outcome.is_not(None), left.is_(None), came.is_(None), left != came),
            *_talks(asked),
        )
        .subquery()
    )


def entered(asked: Asked) -> dict[int, int]:
    """How many talks came to each stage in the year. Stages are told apart by themselves, not by names of a day."""
    move = _moves(asked).c
    rows = db.session.execute(
        select(move.target, func.count(func.distinct(move.negotiation_id)))
        .where(move.target.is_not(None), _in_year(move.moved_on, asked.year))
        .group_by(move.target)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def left(asked: Asked) -> Sequence[Any]:
    """(stage, how) → how many moves led away: on to a later stage, back to an earlier one, or to an end."""
    move, origin, target = _moves(asked).c, aliased(Stage), aliased(Stage)
    how = case((move.outcome.is_not(None), "ended"), (target.position < origin.position, "back"), else_="on").label(
        "how"
    )
    return db.session.execute(
        select(move.origin.label("stage_id"), how, func.count().label("count"))
        .join(origin, origin.id == move.origin)
        .join(target, target.id == move.target, isouter=True)
        .where(_in_year(move.moved_on, asked.year))
        .group_by(move.origin, how)
    ).all()


def standing(asked: Asked) -> dict[int, int]:
    """How many open talks stand at each stage today."""
    rows = db.session.execute(
        select(Negotiation.stage_id, func.count())
        .where(Negotiation.outcome.is_(None), *_talks(asked))
        .group_by(Negotiation.stage_id)
    )
    return {row[0]: row[1] for row in rows}


def stays(asked: Asked) -> dict[int, list[tuple[int, int]]]:
    """Of each stage: (days, how many stays took so long), of the stays that ended in the year; shortest first."""
    move = _moves(asked).c
    following = func.lead(move.moved_on, type_=Date()).over(partition_by=move.negotiation_id, order_by=move.id)
    each = select(move.target.label("stage_id"), move.moved_on.label("since"), following.label("until")).subquery()
    rows = db.session.execute(
        select(each.c.stage_id, each.c.since, each.c.until, func.count())
        .where(each.c.stage_id.is_not(None), each.c.until.is_not(None), _in_year(each.c.until, asked.year))
        .group_by(each.c.stage_id, each.c.since, each.c.until)
    )
    found: dict[int, dict[int, int]] = {}
    for stage_id, since, ended, count in rows:
        by_days = found.setdefault(stage_id, {})
        days = (ended - since).days
        by_days[days] = by_days.get(days, 0) + count
    return {stage_id: sorted(by_days.items()) for stage_id, by_days in found.items()}


def ends(asked: Asked, by: Any) -> Sequence[Any]:
    """(what the talks are grouped by, outcome) → how many of those begun in the year."""
    return db.session.execute(
        select(by.label("by"), Negotiation.outcome, func.count().label("count"))
        .join(Partnership, Partnership.id == Negotiation.partnership_id)
        .where(_in_year(Negotiation.started_on, asked.year), *_talks(asked))
        .group_by(by, Negotiation.outcome)
    ).all()


def ends_by_area(asked: Asked) -> Sequence[Any]:
    """The same by areas of the partner: talks with a partner of two areas count in both."""
    return db.session.execute(
        select(PartnershipArea.area_id.label("by"), Negotiation.outcome, func.count().label("count"))
        .join(PartnershipArea, PartnershipArea.partnership_id == Negotiation.partnership_id)
        .where(_in_year(Negotiation.started_on, asked.year), *_talks(asked))
        .group_by(PartnershipArea.area_id, Negotiation.outcome)
    ).all()


def days_to_agreement(asked: Asked) -> dict[int, list[int]]:
    """Year of beginning → days from the beginning to the agreement, of the talks that became one."""
    rows = db.session.execute(
        select(Negotiation.started_on, Negotiation.outcome_on).where(
            Negotiation.outcome == Outcome.AGREEMENT, *_talks(asked)
        )
    )
    found: dict[int, list[int]] = {}
    for started, ended in rows:
        if ended is None:
            continue
        found.setdefault(started.year, []).append((ended - started).days)
    return found


BY_COUNTRY = Partnership.country_id
BY_OFFICIAL = Negotiation.responsible_id
BY_YEAR = year_of(Negotiation.started_on)


# obligations and gifts


def obligations_by_year(today: date) -> Sequence[Any]:
    """(year due, state) → how many; done late and open late apart."""
    year = year_of(Obligation.due_on)
    how = case(
        (and_(Obligation.state == State.DONE, Obligation.closed_on > Obligation.due_on), "late"),
        (Obligation.state == State.DONE, "in_time"),
        (Obligation.state == State.DROPPED, "dropped"),
        (Obligation.due_on < today, "overdue"),
        else_="open",
    ).label("how")
    return db.session.execute(
        select(year.label("year"), how, func.count().label("count"))
        .where(Obligation.due_on.is_not(None), Obligation.archived_at.is_(None))
        .group_by(year, how)
        .order_by(year)
    ).all()


def gifts_by_country(asked: Asked) -> Sequence[Any]:
    """(country, way, currency) → how many gifts and their value in hundredths."""
    return db.session.execute(
        select(
            Country.id,
            Country.name_ru,
            Country.name_en,
            Gift.way,
            Gift.currency,
            func.count().label("count"),
            func.sum(Gift.hundredths).label("hundredths"),
        )
        .join(Partnership, Partnership.id == Gift.partnership_id, isouter=True)
        .join(Country, Country.id == Partnership.country_id, isouter=True)
        .where(_in_year(Gift.passed_on, asked.year), Gift.archived_at.is_(None))
        .group_by(Country.id, Country.name_ru, Country.name_en, Country.sort_name, Gift.way, Gift.currency)
        .order_by(Country.sort_name, Country.id)
    ).all()


def areas_of_agreements() -> dict[int, int]:
    """Area → how many agreements cover it."""
    rows = db.session.execute(
        select(AgreementArea.area_id, func.count())
        .join(Agreement, Agreement.id == AgreementArea.agreement_id)
        .where(Agreement.archived_at.is_(None))
        .group_by(AgreementArea.area_id)
    )
    return {row[0]: row[1] for row in rows}
