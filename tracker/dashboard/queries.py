"""What the first page asks: one statement counts all sections, one reads the lines of those that have any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, Integer, String, case, cast, func, literal, null, select, type_coerce, union_all

from tracker.accounts.models import User
from tracker.accounts.queries import is_official
from tracker.agreements.models import Agreement, StatusChange
from tracker.interactions.models import Interaction
from tracker.kernel.db import db
from tracker.negotiations.models import Negotiation, StageChange
from tracker.partners.models import Partnership
from tracker.tasks.models import Task
from tracker.tasks.queries import IS_OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select

Wanted = tuple["Select[Any]", "Mapping[str, Any]", "Sequence[Any]", int]
COUNTED = 1000
MOST_PEOPLE = 20
# what a line can be made of; each section fills some of it
LINE: dict[str, Any] = {
    "id": Integer(),
    "version": Integer(),
    "title_ru": String(),
    "title_en": String(),
    "sub_ru": String(),
    "sub_en": String(),
    "who": String(),
    "text": String(),
    "code": String(),
    "flag": String(),
    "on": Date(),
    "since": Date(),
    "number": Integer(),
}


def counts(statements: Mapping[str, Select[Any]]) -> dict[str, int]:
    """How many rows each statement has, in one query; whoever asks has bounded them."""
    if not statements:
        return {}
    counted = [
        select(func.count()).select_from(statement.subquery()).scalar_subquery().label(name)
        for name, statement in statements.items()
    ]
    return dict(db.session.execute(select(*counted)).one()._mapping)  # noqa: SLF001 - the documented way


def lines(wanted: Sequence[Wanted]) -> list[list[Any]]:
    """The first rows of each (statement, columns, order, how many), in one query."""
    found: list[list[Any]] = [[] for _one in wanted]
    if not wanted:
        return found
    branches = []
    for place, (statement, columns, order, most) in enumerate(wanted):
        first = (
            statement.with_only_columns(*_line(columns), maintain_column_froms=True)
            .order_by(None)
            .order_by(*order)
            .limit(most)
            .subquery()
        )
        branches.append(select(literal(place, Integer()).label("place"), *first.c))
    for row in db.session.execute(union_all(*branches) if len(branches) > 1 else branches[0]):
        found[row.place].append(row)
    return found


def _line(columns: Mapping[str, Any]) -> list[ColumnElement[Any]]:
    return [_typed(columns.get(name), kind).label(name) for name, kind in LINE.items()]


def _typed(column: Any, kind: Any) -> ColumnElement[Any]:
    return cast(null(), kind) if column is None else type_coerce(column, kind)


def open_work(today: date) -> Sequence[Any]:
    """Rows of the officials with their open and overdue tasks and their open talks, in one query."""
    tasks = (
        select(
            Task.assignee_id,
            func.count().label("tasks"),
            func.sum(case((Task.due_on < today, 1), else_=0)).label("overdue"),
        )
        .where(IS_OPEN, Task.assignee_id.is_not(None))
        .group_by(Task.assignee_id)
        .subquery()
    )
    talks = (
        select(Negotiation.responsible_id, func.count().label("talks"))
        .where(Negotiation.outcome.is_(None), Negotiation.archived_at.is_(None))
        .group_by(Negotiation.responsible_id)
        .subquery()
    )
    counted = [func.coalesce(one, 0).label(one.name) for one in (tasks.c.tasks, tasks.c.overdue, talks.c.talks)]
    return db.session.execute(
        select(User.id, User.name, *counted)
        .outerjoin(tasks, tasks.c.assignee_id == User.id)
        .outerjoin(talks, talks.c.responsible_id == User.id)
        .where(is_official())
        .order_by(func.coalesce(tasks.c.overdue, 0).desc(), User.name, User.id)
        .limit(MOST_PEOPLE)
    ).all()


# what others did with what is mine


def moves_by_others(me: int, since: datetime) -> Select[Any]:
    return (
        select(StageChange.id)
        .join(Negotiation, Negotiation.id == StageChange.negotiation_id)
        .join(User, User.id == StageChange.by_id)
        .where(StageChange.at >= since, StageChange.by_id != me, Negotiation.responsible_id == me)
    )


def steps_by_others(me: int, since: datetime) -> Select[Any]:
    return (
        select(StatusChange.id)
        .join(Agreement, Agreement.id == StatusChange.agreement_id)
        .join(User, User.id == StatusChange.by_id)
        .where(StatusChange.at >= since, StatusChange.by_id != me, Agreement.responsible_id == me)
    )


def entries_by_others(me: int, since: datetime) -> Select[Any]:
    return (
        select(Interaction.id)
        .join(Partnership, Partnership.id == Interaction.partnership_id)
        .join(User, User.id == Interaction.logged_by_id)
        .where(
            Interaction.happened_at >= since,
            Interaction.archived_at.is_(None),
            Interaction.logged_by_id != me,
            Partnership.responsible_id == me,
        )
    )
