"""How tasks are told: in cells, in lines of other pages, in a timeline, and what notices there are about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import Select

from tracker.kernel.subjects import Subject
from tracker.kernel.text import N_
from tracker.notices.reminding import Due, ReminderSource, register_reminder
from tracker.notices.rules import register_notice_kind
from tracker.permissions import Permission
from tracker.tasks import queries, rules
from tracker.tasks.actions import DONE, GIVEN
from tracker.tasks.models import State, Task
from tracker.web import formats
from tracker.web.cells import Signal
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

register_notice_kind(GIVEN, N_("Tasks given to me"), "checkbox")
register_notice_kind(DONE, N_("Tasks I gave are done"), "check")


def whose(row: Any) -> str:
    """Who has it: a person, a department, or everybody."""
    return str(row.assignee or row.department or _("everybody"))


def due(row: Any) -> Any:
    """The due day as a cell: red when it is past, amber today."""
    if row.due_on is None or row.state is not State.OPEN:
        return row.due_on
    late = rules.days_late(row.due_on, formats.today())
    if late:
        return Signal(formats.day(row.due_on), "bad", row.due_on)
    return Signal(formats.day(row.due_on), "warn", row.due_on) if row.due_on == formats.today() else row.due_on


def when(task: Task) -> str:
    """By when, in words."""
    if task.due_on is None:
        return ""
    late = rules.days_late(task.due_on, formats.today()) if task.is_open else 0
    if late:
        return ngettext("%(num)d day overdue", "%(num)d days overdue", late)
    return _("by %(day)s", day=formats.long_day(task.due_on))


def line(row: Any, *, may_edit: bool) -> dict[str, Any]:
    """A task as a line of another record's page."""
    today = formats.today()
    kind = "bad" if row.due_on and row.due_on < today else ("warn" if row.due_on == today else "")
    return {
        "title": row.title,
        "url": url_for("tasks.show", task_id=row.id),
        "sub": whose(row),
        "end": formats.short_day(row.due_on) if row.due_on else "",
        "kind": kind,
        "done_url": url_for("tasks.finish", task_id=row.id) if may_edit else "",
    }


def _entry(row: Any) -> TimelineEntry:
    return TimelineEntry(
        on=row.closed_on,
        at=row.closed_at,
        icon="checkbox",
        title=_("Done: %(step)s", step=row.title),
        quote=(row.closing_note or "")[:400],
        meta=whose(row),
        url=url_for("tasks.show", task_id=row.id),
    )


def _done_with(partnership_id: int) -> Select[Any]:
    return queries.done_with(partnership_id)


register_source(
    "partner",
    Source(
        name="tasks",
        label=_l("Tasks done"),
        needs=Permission.TASKS_READ,
        statement=_done_with,
        on=Task.closed_on,
        at=Task.closed_at,
        key=Task.id,
        entry=_entry,
    ),
)


def _due(_today: date, until: date) -> Iterator[Due]:
    """Open tasks with a day; those of a department or of everybody are the business of whoever gave them."""
    for row in queries.due_by(until):
        yield Due(
            about=Subject("task", row.id),
            on=row.due_on,
            responsible_id=row.assignee_id or row.given_by_id,
            details={"title": row.title},
        )


register_reminder(
    ReminderSource(
        kind="task-due",
        label=N_("My tasks fall due"),
        icon="checkbox",
        ladder=(1, 0, -1, -7, -30),
        find=_due,
        ahead=N_("To be done by %(due_on)s: %(title)s"),
        today=N_("To be done today: %(title)s"),
        late=N_("Overdue since %(due_on)s: %(title)s"),
    )
)
