"""Reading tasks: rows for the list and for the pages of other records, one task for its page, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.partners.models import Partnership
from tracker.places.models import Country
from tracker.tasks.models import DUE, State, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.kernel.subjects import Subject

MOST_ON_A_PAGE = 30
Assignee, Giver = aliased(User), aliased(User)
IS_OPEN = and_(Task.state == State.OPEN, Task.archived_at.is_(None))


def get_task(task_id: int) -> Task:
    """One task with its people. Raises NoResultFound."""
    return db.session.scalars(
        select(Task)
        .where(Task.id == task_id)
        .options(joinedload(Task.assignee), joinedload(Task.given_by), joinedload(Task.closed_by))
    ).one()


def find_next(task: Task) -> Task | None:
    """The task that follows this one in its series."""
    return db.session.scalar(select(Task).where(Task.follows_id == task.id))


def rows() -> Select[Any]:
    """Tasks as rows, with the names of who has them and who gave them."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            Task.id,
            Task.version,
            Task.title,
            Task.about_kind,
            Task.about_id,
            Task.is_follow_up,
            Task.due_on,
            Task.state,
            Task.closed_on,
            Task.closed_at,
            Task.closing_note,
            Task.assignee_id,
            Task.department,
            Task.given_by_id,
            Task.repeat_every,
            Task.archived_at,
            Assignee.name.label("assignee"),
            Giver.name.label("given_by"),
            Partnership.title_ru.label("partner_ru"),
            Partnership.title_en.label("partner_en"),
            Country.code.label("country_code"),
        )
        .join(Assignee, Assignee.id == Task.assignee_id, isouter=True)
        .join(Giver, Giver.id == Task.given_by_id, isouter=True)
        .join(Partnership, Partnership.id == Task.partnership_id, isouter=True)
        .join(Country, Country.id == Partnership.country_id, isouter=True)
    )


def of_department(department: str | None) -> ColumnElement[bool]:
    """Tasks of the department itself and of its people."""
    people = select(User.id).where(User.department == department)
    return or_(Task.department == department, Task.assignee_id.in_(people))


def is_overdue(today: date) -> ColumnElement[bool]:
    return and_(IS_OPEN, Task.due_on < today)


def open_of(user: User) -> Select[Any]:
    """What this person has to do, the soonest due first, what has no day last."""
    return rows().where(IS_OPEN, Task.assignee_id == user.id).order_by(DUE, Task.id)


def open_on(subject: Subject, most: int = MOST_ON_A_PAGE) -> Sequence[Any]:
    """Open tasks on a record; on a partner all that concern it; on an entry without the one it shows itself."""
    if subject.kind == "partner":
        criterion: ColumnElement[bool] = Task.partnership_id == subject.id
    else:
        criterion = and_(Task.about_kind == subject.kind, Task.about_id == subject.id, Task.is_follow_up.is_(False))
    return db.session.execute(rows().where(IS_OPEN, criterion).order_by(DUE, Task.id).limit(most)).all()


def done_with(partnership_id: int) -> Select[Any]:
    """Rows of what was done with a partner: for its timeline."""
    return rows().where(Task.partnership_id == partnership_id, Task.state == State.DONE, Task.archived_at.is_(None))


def due_by(day: date) -> Sequence[Any]:
    """Rows of open tasks that are due by the day."""
    return db.session.execute(rows().where(IS_OPEN, Task.due_on <= day).order_by(Task.due_on, Task.id)).all()


def members(department: str) -> Sequence[User]:
    """The active people of a department."""
    return db.session.scalars(
        select(User).where(User.department == department, User.blocked_at.is_(None)).order_by(User.id)
    ).all()
