"""What may become of a task, and when a repeated one is due next. Pure: no session, no request."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission
from tracker.tasks.models import Task, Unit

if TYPE_CHECKING:
    from tracker.accounts.models import User

MOST_EVERY = 400
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
LAST_YEAR = 2200


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that has no such day (31 January, 29 February)."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return start.replace(year=year, month=month, day=min(start.day, calendar.monthrange(year, month)[1]))


def nth_due(start: date, every: int, unit: Unit, number: int) -> date:
    """The day of a series that begins with `start` (number 0). Counted from the start, so that a series from the 31st
    comes back to the 31st after a short month.
    """
    if unit in _DAYS:
        return start + timedelta(days=number * every * _DAYS[unit])
    return add_months(start, number * every * _MONTHS[unit])


def next_due(start: date, every: int, unit: Unit, *, after: date, not_before: date) -> date:
    """The first day of the series after `after` that is not over at `not_before`."""
    least = max(after + timedelta(days=1), not_before)
    step = every * (_DAYS[unit] if unit in _DAYS else 28 * _MONTHS[unit])
    passed = max((least - start).days, 0)
    if unit in _DAYS:
        number = -(-passed // step)
    else:
        whole = (least.year - start.year) * 12 + least.month - start.month
        number = max(whole // (every * _MONTHS[unit]), 0)
    while nth_due(start, every, unit, number) < least:
        number += 1
    return nth_due(start, every, unit, number)


def check_whose(assignee: User | None, department: str | None, *, kept_by: int | None = None) -> None:
    """Somebody who can act; whoever has it now may keep it."""
    if assignee is not None and department:
        raise RuleBroken(N_("A task is one person's or a department's."), "whose")
    if assignee is None or assignee.id == kept_by:
        return
    if not (assignee.is_active and assignee.may(Permission.TASKS_EDIT)):
        raise RuleBroken(N_("This person cannot take on a task."), "whose")


def check_repeat(every: int | None, unit: Unit | None, due_on: date | None) -> None:
    if (every is None) != (unit is None):
        raise RuleBroken(N_("Say how often, and in what."), "repeat_every")
    if every is not None and due_on is None:
        raise RuleBroken(N_("Say when it is due first; it repeats from that day."), "due_on")


def check_open(task: Task) -> None:
    if not task.is_open:
        raise RuleBroken(N_("This task is closed already."))
    if task.archived_at is not None:
        raise RuleBroken(N_("This task is in the archive. Restore it first."))


def check_closed(task: Task) -> None:
    if task.is_open:
        raise RuleBroken(N_("This task is not closed."))


def can_archive(task: Task, by: User) -> bool:
    """A manager any task, an official what he or she gave or has."""
    own = by.may(Permission.ARCHIVE_OWN) and by.id in {task.given_by_id, task.assignee_id}
    return own or by.may(Permission.TASKS_ARCHIVE)


def check_archive(task: Task, by: User) -> None:
    if not can_archive(task, by):
        raise NotAllowed(N_("You may archive only tasks that you gave or that are yours."))


def days_late(due_on: date | None, today: date) -> int:
    return max((today - due_on).days, 0) if due_on is not None else 0
