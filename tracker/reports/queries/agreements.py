"""Agreements by status, those that come to their end, their terms, and what was kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from tracker.accounts.models import User
from tracker.agreements.conditions import effective_status
from tracker.agreements.models import Agreement
from tracker.kernel.db import db
from tracker.obligations.kinds import State
from tracker.obligations.models import Obligation
from tracker.reports.queries.counted import counted, year_of
from tracker.reports.report import Asked

MOST_SPANS = 60


def by_status(today: date) -> Sequence[Any]:
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


def _how(today: date) -> Any:
    """What became of an obligation: done late and open late apart."""
    return case(
        (and_(Obligation.state == State.DONE, Obligation.closed_on > Obligation.due_on), "late"),
        (Obligation.state == State.DONE, "in_time"),
        (Obligation.state == State.DROPPED, "dropped"),
        (Obligation.due_on < today, "overdue"),
        else_="open",
    )


def _obligations(_asked: Asked) -> Any:
    return select(Obligation.id).where(Obligation.due_on.is_not(None), Obligation.archived_at.is_(None))


OBLIGATIONS = counted(
    "obligations-due",
    "obligations",
    of=_obligations,
    by=lambda asked: (year_of(Obligation.due_on), _how(asked.today)),
    words={"state": [state.value for state in State]},
)
