"""How talks flow through the stages, how long they stay, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from tracker.kernel.db import db
from tracker.negotiations.models import Negotiation, Outcome, Stage, StageChange
from tracker.negotiations.queries import counted_change
from tracker.partners.models import Partnership, PartnershipArea
from tracker.reports.queries import partners
from tracker.reports.queries.counted import Counted, counted, in_year, year_of
from tracker.reports.report import Asked

OVER_TOO = {"state": "all"}  # the list shows open talks until it is asked for others


def about(asked: Asked) -> list[ColumnElement[bool]]:
    """Conditions on the talks themselves: country, area, official."""
    conditions: list[ColumnElement[bool]] = [Negotiation.archived_at.is_(None)]
    if asked.official is not None:
        conditions.append(Negotiation.responsible_id == asked.official)
    if asked.country is not None:
        conditions.append(Negotiation.partnership_id.in_(partners.of_country(asked.country)))
    if asked.area is not None:
        conditions.append(Negotiation.partnership_id.in_(partners.with_area(asked.area)))
    return conditions


def stages() -> Sequence[Any]:
    """Those in use in their order, then those that were: their history stays."""
    return db.session.execute(
        select(Stage.id, Stage.name_ru, Stage.name_en, Stage.retired_at).order_by(
            Stage.retired_at.is_not(None), Stage.position, Stage.id
        )
    ).all()


# through the stages: they are told apart by themselves, not by the names of a day

_origin, _target = aliased(Stage), aliased(Stage)
# a stage that was merged is the one that took it over
LEFT: Any = func.coalesce(_origin.merged_into_id, StageChange.from_stage_id)
CAME_TO: Any = func.coalesce(_target.merged_into_id, StageChange.to_stage_id)


def moves(asked: Asked, *columns: Any) -> Select[Any]:
    """The moves that stand, in the stages of today: a move between two that were merged is none, nor is one that was
    taken back at once.
    """
    return (
        select(*columns)
        .select_from(StageChange)
        .join(Negotiation, Negotiation.id == StageChange.negotiation_id)
        .join(_origin, _origin.id == StageChange.from_stage_id, isouter=True)
        .join(_target, _target.id == StageChange.to_stage_id, isouter=True)
        .where(
            counted_change(),
            or_(StageChange.outcome.is_not(None), LEFT.is_(None), CAME_TO.is_(None), LEFT != CAME_TO),
            *about(asked),
        )
    )


def _came(asked: Asked) -> Select[Any]:
    in_time = in_year(StageChange.moved_on, asked.year)
    return moves(asked, StageChange.negotiation_id).where(CAME_TO.is_not(None), in_time)


def _went(asked: Asked) -> Select[Any]:
    in_time = in_year(StageChange.moved_on, asked.year)
    return moves(asked, StageChange.negotiation_id).where(LEFT.is_not(None), in_time)


def _how(_asked: Asked) -> tuple[Any, Any]:
    """From which stage, and how: on to a later one, back to an earlier one, or to an end."""
    how = case((StageChange.outcome.is_not(None), "ended"), (StageChange.went_back, "back"), else_="on")
    return LEFT, how


def _standing(asked: Asked) -> Select[Any]:
    return select(Negotiation.id).where(Negotiation.outcome.is_(None), *about(asked))


CAME = counted(
    "talks-came",
    "negotiations",
    of=_came,
    by=lambda _asked: (CAME_TO,),
    distinct=True,
    words=OVER_TOO,
)
WENT = counted("talks-went", "negotiations", of=_went, by=_how, distinct=True, words=OVER_TOO)
STANDING = counted("talks-standing", "negotiations", of=_standing, by=lambda _asked: (Negotiation.stage_id,))


def stays(asked: Asked) -> dict[int, list[tuple[int, int]]]:
    """Of each stage: (days, how many stays took so long), of the stays that ended in the year; shortest first."""
    following = func.lead(StageChange.moved_on, type_=Date()).over(
        partition_by=StageChange.negotiation_id, order_by=StageChange.id
    )
    each = moves(
        asked, CAME_TO.label("stage_id"), StageChange.moved_on.label("since"), following.label("until")
    ).subquery()
    rows = db.session.execute(
        select(each.c.stage_id, each.c.since, each.c.until, func.count())
        .where(each.c.stage_id.is_not(None), each.c.until.is_not(None), in_year(each.c.until, asked.year))
        .group_by(each.c.stage_id, each.c.since, each.c.until)
    )
    found: dict[int, dict[int, int]] = {}
    for stage_id, since, ended, count in rows:
        by_days = found.setdefault(stage_id, {})
        days = (ended - since).days
        by_days[days] = by_days.get(days, 0) + count
    return {stage_id: sorted(by_days.items()) for stage_id, by_days in found.items()}


# what became of them


def _begun(asked: Asked) -> Select[Any]:
    return select(Negotiation.id).where(in_year(Negotiation.started_on, asked.year), *about(asked))


def _begun_with(asked: Asked) -> Select[Any]:
    return _begun(asked).join(Partnership, Partnership.id == Negotiation.partnership_id)


def _begun_in_areas(asked: Asked) -> Select[Any]:
    """Talks with a partner of two areas count in both."""
    return _begun(asked).join(PartnershipArea, PartnershipArea.partnership_id == Negotiation.partnership_id)


def _ends(name: str, of: Callable[[Asked], Select[Any]], by: Any) -> Counted:
    """Talks by a trait and by what became of them."""
    return counted(
        f"outcomes-{name}", "negotiations", of=of, by=lambda _asked: (by, Negotiation.outcome), words=OVER_TOO
    )


ENDS_BY_COUNTRY = _ends("country", _begun_with, Partnership.country_id)
ENDS_BY_AREA = _ends("area", _begun_in_areas, PartnershipArea.area_id)
ENDS_BY_OFFICIAL = _ends("official", _begun, Negotiation.responsible_id)
ENDS_BY_YEAR = _ends("year", _begun, year_of(Negotiation.started_on))


def days_to_agreement(asked: Asked) -> dict[int, list[int]]:
    """Year of beginning → days from the beginning to the agreement, of the talks that became one."""
    rows = db.session.execute(
        select(Negotiation.started_on, Negotiation.outcome_on).where(
            Negotiation.outcome == Outcome.AGREEMENT, *about(asked)
        )
    )
    found: dict[int, list[int]] = {}
    for started, ended in rows:
        if ended is None:
            continue
        found.setdefault(started.year, []).append((ended - started).days)
    return found
