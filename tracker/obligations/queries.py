"""Every read of obligations: rows for lists, boards, parts of other pages and reminders; a record for its page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from tracker.accounts.models import User
from tracker.agreements.kinds import Status
from tracker.agreements.models import FOREVER, Agreement
from tracker.documents.kinds import Kind as DocumentKind
from tracker.documents.models import Document
from tracker.kernel.db import db
from tracker.obligations import rules
from tracker.obligations.kinds import OUR_PART, Column, Kind, State
from tracker.obligations.models import Obligation, ObligationEvidence
from tracker.partners.models import CooperationArea, Partnership

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

O = Obligation  # noqa: E741 - the letter of the slice
_Line = aliased(Obligation)
SHOWN_BESIDE = 8
DUE = func.coalesce(O.due_on, FOREVER)
OBLIGES = and_(Agreement.signed_on.is_not(None), Agreement.status != Status.CANCELLED)


# criteria; those that name the agreement need its table in the statement


def is_overdue(today: date) -> ColumnElement[bool]:
    return and_(O.state == State.OPEN, O.due_on < today, OBLIGES)


def is_this_month(today: date) -> ColumnElement[bool]:
    return and_(O.state == State.OPEN, O.due_on.between(today, rules.month_end(today)))


def board_column(today: date) -> ColumnElement[str]:
    """The column of the board, as `rules.column_of` tells it of one record."""
    return case(
        (O.state == State.DONE, Column.DONE.value),
        (O.state == State.DROPPED, Column.DROPPED.value),
        (is_overdue(today), Column.OVERDUE.value),
        (is_this_month(today), Column.THIS_MONTH.value),
        else_=Column.LATER.value,
    )


EVIDENCE_COUNT = (
    select(func.count(ObligationEvidence.id)).where(ObligationEvidence.obligation_id == O.id).scalar_subquery()
)
EVIDENCE_FILES = (
    select(func.count(Document.id))
    .where(
        Document.of_kind == "obligation",
        Document.of_id == O.id,
        Document.kind == DocumentKind.EVIDENCE,
        Document.archived_at.is_(None),
    )
    .scalar_subquery()
)


def closed_since(moment: datetime) -> ColumnElement[bool]:
    """Done or dropped since the moment."""
    return and_(O.closed_at.is_not(None), O.closed_at >= moment)


def kept() -> ColumnElement[bool]:
    """Neither the duty nor its agreement is put away."""
    return and_(O.archived_at.is_(None), Agreement.archived_at.is_(None))


# lists


def rows() -> Select[Any]:
    """Rows with agreement, partner, area and who answers for them."""
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        O.id,
        O.version,
        O.agreement_id,
        O.kind,
        O.side,
        O.party_ru,
        O.party_en,
        O.text,
        O.starts_on,
        O.due_on,
        O.yearly,
        O.in_percent,
        O.whole,
        O.made,
        O.state,
        O.reason,
        O.closed_on,
        O.closed_at,
        O.note,
        O.evidence_kind,
        O.evidence_id,
        O.evidence_title,
        EVIDENCE_COUNT.label("evidence_count"),
        O.responsible_id,
        OBLIGES.label("obliges"),
        Agreement.title.label("agreement"),
        Agreement.number.label("agreement_number"),
        Agreement.status.label("agreement_status"),
        Agreement.counterpart_flags,
        Agreement.partnership_id,
        Partnership.title_ru.label("partner_ru"),
        Partnership.title_en.label("partner_en"),
        CooperationArea.name_ru.label("area_ru"),
        CooperationArea.name_en.label("area_en"),
        User.name.label("responsible"),
    ]
    return (
        select(*columns)
        .join(Agreement, Agreement.id == O.agreement_id)
        .outerjoin(Partnership, Partnership.id == Agreement.partnership_id)
        .outerjoin(CooperationArea, CooperationArea.id == O.area_id)
        .outerjoin(User, User.id == O.responsible_id)
    )


def overdue(today: date) -> Select[Any]:
    """Rows of what should have been done, the longest overdue first; with `responsible_id` and `responsible`."""
    return rows().where(kept(), is_overdue(today)).order_by(O.due_on, O.id)


def due_soon(today: date, within: timedelta) -> Select[Any]:
    """Rows of what is due from today on within so many days, the soonest first; the same columns."""
    soon = and_(O.state == State.OPEN, O.due_on.between(today, today + within), OBLIGES)
    return rows().where(kept(), soon).order_by(O.due_on, O.id)


def tab_counts(user: User, today: date) -> dict[str, int]:
    """How many open ones are overdue, and how many this person answers for; one query."""
    mine = O.responsible_id == user.id
    counted = (
        select(
            func.count().filter(is_overdue(today)).label("overdue"),
            func.count().filter(mine).label("mine"),
            func.count().label("open"),
        )
        .select_from(O)
        .join(Agreement, Agreement.id == O.agreement_id)
        .where(kept(), O.state == State.OPEN)
    )
    return dict(db.session.execute(counted).one()._mapping)  # noqa: SLF001 - the documented way


# parts of other pages, each in one statement


def _with_totals(condition: ColumnElement[bool], today: date, limit: int) -> Sequence[Any]:
    """The first rows, open ones by their day and then the closed, with totals over all of them on each.

    `all_count`: what was not dropped, `done_count`: of it done, `late_count`: overdue, `plan_until`: the last day of
    the plan.
    """
    counts: Sequence[ColumnElement[Any]] = (
        func.count().over().label("all_count"),
        func.sum(case((O.state == State.DONE, 1), else_=0)).over().label("done_count"),
        func.sum(case((is_overdue(today), 1), else_=0)).over().label("late_count"),
        func.max(case((O.kind == Kind.PLAN, O.due_on))).over().label("plan_until"),
        EVIDENCE_FILES.label("evidence_files"),
    )
    return db.session.execute(
        rows()
        .add_columns(*counts)
        .where(kept(), O.state != State.DROPPED, condition)
        .order_by(O.state != State.OPEN, DUE, O.id)
        .limit(limit)
    ).all()


def of_agreement(agreement_id: int, today: date, limit: int = SHOWN_BESIDE) -> Sequence[Any]:
    return _with_totals(O.agreement_id == agreement_id, today, limit)


def of_partner(partnership_id: int, today: date, limit: int = SHOWN_BESIDE) -> Sequence[Any]:
    """The duties under all agreements with a partner."""
    return _with_totals(Agreement.partnership_id == partnership_id, today, limit)


def closed_under_agreement(agreement_id: int) -> Select[Any]:
    """Rows of what was done or dropped: for the timeline of the agreement."""
    return rows().where(O.agreement_id == agreement_id, O.archived_at.is_(None), O.state != State.OPEN)


def closed_with_partner(partnership_id: int) -> Select[Any]:
    """The same under all agreements with a partner."""
    return rows().where(Agreement.partnership_id == partnership_id, kept(), O.state != State.OPEN)


# one record


def get_obligation(obligation_id: int) -> Obligation:
    """One duty with everything its page tells. Raises NoResultFound."""
    return db.session.scalars(
        select(O)
        .where(O.id == obligation_id)
        .options(
            joinedload(O.agreement).joinedload(Agreement.partnership),
            joinedload(O.party),
            joinedload(O.area),
            joinedload(O.responsible),
            joinedload(O.closed_by),
            joinedload(O.previous),
            selectinload(O.evidences),
        )
    ).one()


def follower_id(obligation: Obligation) -> int | None:
    """The one that carries this one on in the next year."""
    return db.session.scalar(select(O.id).where(O.previous_id == obligation.id))


def plan_lines(agreement: Agreement, year: int) -> Sequence[Obligation]:
    """The lines of a year's plan that are not dropped, put away, or carried on already."""
    carried = exists().where(O.previous_id == _Line.id)
    return db.session.scalars(
        select(_Line)
        .where(
            _Line.agreement_id == agreement.id,
            _Line.kind == Kind.PLAN,
            _Line.due_on.between(date(year, 1, 1), date(year, 12, 31)),
            _Line.state != State.DROPPED,
            _Line.archived_at.is_(None),
            ~carried,
        )
        .options(joinedload(_Line.responsible))
        .order_by(_Line.due_on, _Line.id)
    ).all()


def of_parties(party_ids: Collection[int]) -> Sequence[Obligation]:
    return db.session.scalars(select(O).where(O.party_id.in_(party_ids))).all()


# filters


def agreements() -> Sequence[Any]:
    """Rows of the agreements under which something is owed."""
    owed = exists().where(O.municipality_id == Agreement.municipality_id, O.agreement_id == Agreement.id)
    return db.session.execute(
        select(Agreement.id, Agreement.title, Agreement.number).where(owed).order_by(Agreement.sort_name, Agreement.id)
    ).all()


def partners() -> Sequence[Any]:
    """Rows of the partners with whom something is owed under an agreement."""
    owed = exists().where(
        Agreement.municipality_id == Partnership.municipality_id,
        Agreement.partnership_id == Partnership.id,
        O.agreement_id == Agreement.id,
    )
    return db.session.execute(
        select(Partnership.id, Partnership.title_ru, Partnership.title_en)
        .where(owed)
        .order_by(Partnership.sort_name, Partnership.id)
    ).all()


def ours() -> ColumnElement[bool]:
    return O.side.in_(OUR_PART)


def states(words: Collection[str], today: date) -> ColumnElement[bool]:
    """Any of the states, or overdue."""
    plain = [State(word) for word in words if word != Column.OVERDUE]
    parts: list[ColumnElement[bool]] = [O.state.in_(plain)] if plain else []
    if Column.OVERDUE in words:
        parts.append(is_overdue(today))
    return or_(*parts)
