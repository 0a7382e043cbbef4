"""Agreements by status, those that come to their end, their terms, and what was kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from tracker.accounts.models import User
from tracker.agreements.conditions import VALID_UNTIL, effective_status, ending
from tracker.agreements.kinds import LIVING
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


def expiring(asked: Asked, within: timedelta) -> Sequence[Any]:
    """Those whose term ends so soon, the next to end first, as many as are asked for."""
    statement = _expiring(
        asked,
        within,
        Agreement.id,
        Agreement.number,
        Agreement.title,
        Agreement.counterparts_ru,
        Agreement.counterparts_en,
        Agreement.ends_on,
        Agreement.last_day_to_act,
        Agreement.renews,
        User.name.label("responsible"),
    ).join(User, User.id == Agreement.responsible_id, isouter=True)
    return db.session.execute(statement.order_by(VALID_UNTIL, Agreement.id).limit(asked.most)).all()


def count_expiring(asked: Asked, within: timedelta) -> int:
    return db.session.scalar(_expiring(asked, within, func.count())) or 0


def _expiring(asked: Asked, within: timedelta, *columns: Any) -> Select[Any]:
    """The same agreements as the list shows for so many days."""
    statement = select(*columns).where(Agreement.archived_at.is_(None), ending(asked.today, within))
    if asked.official is not None:
        statement = statement.where(Agreement.responsible_id == asked.official)
    return statement


def terms(today: date) -> Sequence[Any]:
    """The agreements that are valid, those that end first before those that have no end.

    As many as a picture bears: the list of agreements has the rest.
    """
    statement = select(Agreement.id, Agreement.title, Agreement.enters_on, Agreement.ends_on, Agreement.renews)
    statement = statement.where(_is_valid(today)).order_by(VALID_UNTIL, Agreement.id)
    return db.session.execute(statement.limit(MOST_SPANS)).all()


def count_terms(today: date) -> int:
    return db.session.scalar(select(func.count()).where(_is_valid(today))) or 0


def _is_valid(today: date) -> ColumnElement[bool]:
    return and_(Agreement.archived_at.is_(None), Agreement.status.in_(LIVING), today <= VALID_UNTIL)


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
