"""Reading stages and talks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Date, Integer, Select, case, cast, func, literal, select
from sqlalchemy.orm import aliased, joinedload

from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.negotiations.models import Negotiation, Outcome, Stage, StageChange
from tracker.partners.models import Partnership
from tracker.places.models import Country

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ScalarSelect

FOUND_AT_ONCE = 8


def stages() -> Sequence[Stage]:
    """The stages in use, in order."""
    return db.session.scalars(select(Stage).where(Stage.retired_at.is_(None)).order_by(Stage.position, Stage.id)).all()


def retired_stages() -> Sequence[Stage]:
    return db.session.scalars(
        select(Stage).where(Stage.retired_at.is_not(None)).order_by(Stage.position, Stage.id)
    ).all()


def get_stage(stage_id: int) -> Stage:
    return db.session.scalars(select(Stage).where(Stage.id == stage_id)).one()


def find_stage(stage_id: int | None) -> Stage | None:
    return db.session.scalar(select(Stage).where(Stage.id == stage_id))


def cards_at(stage: Stage) -> int:
    """How many talks, open or over, stand at the stage."""
    return db.session.scalar(select(func.count()).where(Negotiation.stage_id == stage.id)) or 0


def partnerships_of(negotiations: Sequence[Negotiation]) -> Sequence[Partnership]:
    """The partners of these talks, read at once: asking each of the talks for its own costs nothing then."""
    ids = {one.partnership_id for one in negotiations}
    return db.session.scalars(select(Partnership).where(Partnership.id.in_(ids))).all()


def cards_per_stage() -> dict[int, int]:
    rows = db.session.execute(select(Negotiation.stage_id, func.count()).group_by(Negotiation.stage_id))
    return {row[0]: row[1] for row in rows}


def get_negotiation(negotiation_id: int) -> Negotiation:
    """The talks with stage, partner and responsible person, in one statement. Raises NoResultFound."""
    return db.session.scalars(
        select(Negotiation)
        .where(Negotiation.id == negotiation_id)
        .options(
            joinedload(Negotiation.stage),
            joinedload(Negotiation.partnership),
            joinedload(Negotiation.responsible),
        )
    ).one()


def rows() -> Select[Any]:
    """Talks as rows: with partner, country, stage and responsible person."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            Negotiation.id,
            Negotiation.version,
            Negotiation.subject,
            Negotiation.partnership_id,
            Negotiation.stage_id,
            Negotiation.stage_since_on,
            Negotiation.started_on,
            Negotiation.last_interaction_on,
            Negotiation.next_step,
            Negotiation.next_step_on,
            Negotiation.outcome,
            Negotiation.outcome_on,
            Negotiation.resume_on,
            Negotiation.responsible_id,
            Partnership.title_ru.label("partner_ru"),
            Partnership.title_en.label("partner_en"),
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Stage.position.label("stage_position"),
            Stage.name_ru.label("stage_ru"),
            Stage.name_en.label("stage_en"),
            Stage.stale_after_days,
            User.name.label("responsible_name"),
        )
        .join(Partnership, Partnership.id == Negotiation.partnership_id)
        .join(Country, Country.id == Partnership.country_id)
        .join(Stage, Stage.id == Negotiation.stage_id)
        .join(User, User.id == Negotiation.responsible_id)
    )


def open_rows() -> Select[Any]:
    """Talks that are under way: the board."""
    return rows().where(Negotiation.outcome.is_(None))


def moved_since(moment: datetime) -> ColumnElement[bool]:
    """Talks that came to their stage, or began anew, since the moment."""
    return (
        select(StageChange.id)
        .where(
            StageChange.municipality_id == Negotiation.municipality_id,
            StageChange.negotiation_id == Negotiation.id,
            StageChange.at >= moment,
        )
        .correlate(Negotiation)
        .exists()
    )


def days_between(later: date, earlier: Any) -> ColumnElement[int]:
    """Days from a column's day to a given one, on either database."""
    if db.session.get_bind().dialect.name == "sqlite":
        return cast(func.julianday(later.isoformat()) - func.julianday(earlier), Integer)
    difference: ColumnElement[int] = literal(later, Date) - earlier
    return difference


def last_event() -> ColumnElement[date]:
    """The later of the move to the stage and the last interaction."""
    return case(
        (Negotiation.last_interaction_on > Negotiation.stage_since_on, Negotiation.last_interaction_on),
        else_=Negotiation.stage_since_on,
    )


def is_standing_still(today: date) -> ColumnElement[bool]:
    """Open talks beyond the term of their stage. The stage has to be joined."""
    return Negotiation.outcome.is_(None) & (days_between(today, last_event()) > Stage.stale_after_days)


def longest_still(today: date, most: int, whose: int | None) -> Select[Any]:
    """The keys of the first talks that stand still, of all or of one person.

    They are found in the order of an index: sorting all that stand still costs more than everything else of a page.
    """
    term = (
        select(Stage.stale_after_days)
        .where(Stage.municipality_id == Negotiation.municipality_id, Stage.id == Negotiation.stage_id)
        .correlate(Negotiation)
        .scalar_subquery()
    )
    statement = select(Negotiation.id).where(
        Negotiation.outcome.is_(None), Negotiation.archived_at.is_(None), days_between(today, last_event()) > term
    )
    if whose is not None:
        statement = statement.where(Negotiation.responsible_id == whose)
    return statement.order_by(last_event(), Negotiation.id).limit(most)


def standing_still(today: date) -> Select[Any]:
    """Talks that stand still, the longest first."""
    return (
        rows().where(Negotiation.archived_at.is_(None), is_standing_still(today)).order_by(last_event(), Negotiation.id)
    )


def to_resume(today: date) -> Select[Any]:
    """Paused talks whose day to go on has come."""
    return (
        rows()
        .where(
            Negotiation.archived_at.is_(None),
            Negotiation.outcome == Outcome.PAUSED,
            Negotiation.resume_on <= today,
        )
        .order_by(Negotiation.resume_on, Negotiation.id)
    )


def step_is_due(by: date) -> ColumnElement[bool]:
    """The next step of talks that go on is due by the day."""
    return Negotiation.outcome.is_(None) & (Negotiation.next_step_on <= by)


def is_to_resume(today: date) -> ColumnElement[bool]:
    """Paused, and the day to go on has come."""
    return (Negotiation.outcome == Outcome.PAUSED) & (Negotiation.resume_on <= today)


def count_open() -> int:
    return (
        db.session.scalar(select(func.count()).where(Negotiation.outcome.is_(None), Negotiation.archived_at.is_(None)))
        or 0
    )


def per_stage(today: date) -> Sequence[Any]:
    """Rows of the stages in use: how many open talks stand there, and for how many days on average."""
    # by day first: an index has the talks so, and days are reckoned once for all that came on one
    came = (
        select(Negotiation.stage_id, Negotiation.stage_since_on, func.count().label("open"))
        .where(Negotiation.outcome.is_(None), Negotiation.archived_at.is_(None))
        .group_by(Negotiation.stage_id, Negotiation.stage_since_on)
        .subquery()
    )
    days = func.sum(came.c.open * days_between(today, came.c.stage_since_on))
    return db.session.execute(
        select(
            Stage.id,
            Stage.position,
            Stage.name_ru,
            Stage.name_en,
            cast(func.coalesce(func.sum(came.c.open), 0), Integer).label("open"),
            (days * 1.0 / func.sum(came.c.open)).label("days"),
        )
        .join(came, came.c.stage_id == Stage.id, isouter=True)
        .where(Stage.retired_at.is_(None))
        .group_by(Stage.id, Stage.position, Stage.name_ru, Stage.name_en)
        .order_by(Stage.position, Stage.id)
    ).all()


def of_partner(partnership_id: int) -> Sequence[Any]:
    """Rows of a partner's talks, the open ones first."""
    statement = rows().where(Negotiation.partnership_id == partnership_id, Negotiation.archived_at.is_(None))
    ordered = statement.order_by(Negotiation.outcome.is_not(None), Negotiation.stage_since_on.desc(), Negotiation.id)
    return db.session.execute(ordered.limit(50)).all()


def open_with() -> ScalarSelect[int]:
    """How many talks are open with the partner of the row: a column for lists of partners."""
    return (
        select(func.count())
        .where(
            Negotiation.municipality_id == Partnership.municipality_id,
            Negotiation.partnership_id == Partnership.id,
            Negotiation.outcome.is_(None),
            Negotiation.archived_at.is_(None),
        )
        .correlate(Partnership)
        .scalar_subquery()
    )


def reached(negotiation_id: int) -> Sequence[Any]:
    """Rows of the stages the talks came to, the first one first; a merged stage is the one that took it over."""
    return db.session.execute(
        select(func.coalesce(Stage.merged_into_id, StageChange.to_stage_id).label("to_stage_id"), StageChange.moved_on)
        .join(Stage, Stage.id == StageChange.to_stage_id, isouter=True)
        .where(StageChange.negotiation_id == negotiation_id, counted_change())
        .order_by(StageChange.id)
    ).all()


def last_change(negotiation_id: int) -> StageChange:
    """The latest move of the talks."""
    return db.session.scalars(
        select(StageChange).where(StageChange.negotiation_id == negotiation_id).order_by(StageChange.id.desc()).limit(1)
    ).one()


def counted_change() -> ColumnElement[bool]:
    """A move that stands: neither taken back at once, nor the taking back itself."""
    undo = aliased(StageChange)
    taken_back = (
        select(undo.id)
        .where(undo.municipality_id == StageChange.municipality_id, undo.undoes_id == StageChange.id)
        .correlate(StageChange)
        .exists()
    )
    return StageChange.undoes_id.is_(None) & ~taken_back


def move_rows() -> Select[Any]:
    """Rows of moves with their talks and who made them: for timelines."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            StageChange.id,
            StageChange.at,
            StageChange.moved_on,
            StageChange.from_ru,
            StageChange.from_en,
            StageChange.to_ru,
            StageChange.to_en,
            StageChange.outcome,
            StageChange.reason,
            StageChange.document,
            StageChange.skipped,
            StageChange.undoes_id,
            StageChange.negotiation_id,
            Negotiation.subject,
            User.name.label("by_name"),
        )
        .join(Negotiation, Negotiation.id == StageChange.negotiation_id)
        .join(User, User.id == StageChange.by_id)
    )


def moves_of(negotiation_id: int) -> Select[Any]:
    return move_rows().where(StageChange.negotiation_id == negotiation_id)


def moves_of_partner(partnership_id: int) -> Select[Any]:
    return move_rows().where(Negotiation.partnership_id == partnership_id, Negotiation.archived_at.is_(None))


def found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of open talks that match, for lookups."""
    statement = open_rows().where(Negotiation.archived_at.is_(None), matches(Negotiation, typed))
    return db.session.execute(statement.order_by(Negotiation.sort_name, Negotiation.id).limit(limit)).all()


def named(ids: Sequence[int]) -> Sequence[Any]:
    return db.session.execute(rows().where(Negotiation.id.in_(ids)).order_by(Negotiation.id)).all()


def countries() -> Sequence[Any]:
    """Rows of the countries with which talks were begun."""
    has_talks = select(Negotiation.id).where(
        Negotiation.municipality_id == Partnership.municipality_id, Negotiation.partnership_id == Partnership.id
    )
    with_talks = select(Partnership.country_id).where(has_talks.correlate(Partnership).exists())
    return db.session.execute(
        select(Country.code, Country.name_ru, Country.name_en)
        .where(Country.id.in_(with_talks))
        .order_by(Country.name_en, Country.id)
    ).all()
