"""The list of tasks: columns, filters, views, and the quick line above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts import queries as accounts
from tracker.kernel.subjects import subject_kind
from tracker.permissions import Permission
from tracker.tasks import queries, telling
from tracker.tasks.models import DUE, STATE_LABELS, State, Task
from tracker.tasks.views import showing
from tracker.tasks.views.area import tasks
from tracker.web import formats
from tracker.web.cells import Act, Flagged, Linked, Person, StatusMark, initials
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.periods import A_WEEK
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

DRAWN = {State.OPEN: "draft", State.DONE: "in-force", State.DROPPED: "cancelled"}


def columns() -> Sequence[Column]:
    return (
        Column(name="done", label=_l("Done"), value=_done, width="act"),
        Column(
            name="title",
            label=_l("What has to be done"),
            value=lambda row: Linked(row.title, url_for("tasks.show", task_id=row.id)),
            sort=Task.sort_name,
        ),
        Column(name="about", label=_l("On what"), value=_about, width="par"),
        Column(name="whose", label=_l("By whom"), value=_whose, width="who"),
        Column(name="due", label=_l("Due"), value=telling.due, sort=DUE, width="date"),
        Column(name="state", label=_l("State"), value=_state, width="st"),
        Column(name="given", label=_l("Given by"), value=lambda row: row.given_by, shown=False, width="who"),
        Column(name="closed", label=_l("Closed on"), value=lambda row: row.closed_on, shown=False, width="date"),
        Column(name="note", label=_l("How it went"), value=lambda row: row.closing_note, shown=False),
    )


def _done(row: Any) -> Any:
    if row.state is not State.OPEN or row.archived_at is not None or not signed_in_user().may(Permission.TASKS_EDIT):
        return None
    here = request.full_path if request.query_string else request.path
    return Act(_("Done: %(step)s", step=row.title), url_for("tasks.finish", task_id=row.id), "check", {"next": here})


def _whose(row: Any) -> Any:
    if row.assignee:
        return Person(row.assignee, initials(row.assignee), me=row.assignee_id == signed_in_user().id)
    return telling.whose(row)


def _state(row: Any) -> StatusMark:
    return StatusMark(DRAWN[row.state], formats.words(STATE_LABELS[row.state]))


def _about(row: Any) -> Any:
    """The partner it concerns, else the kind of record it is on."""
    if row.partner_ru is not None:
        partner = row.partner_ru if formats.language() == "ru" else row.partner_en
        return Flagged(partner, row.country_code.lower())
    kind = subject_kind(row.about_kind or "")
    return formats.words(kind.label) if kind is not None else None


def filters() -> Sequence[Filter]:
    me = signed_in_user()
    return (
        Filter(
            name="state",
            label=_l("State"),
            choices=lambda: [
                *((state.value, formats.words(label)) for state, label in STATE_LABELS.items()),
                ("overdue", _("overdue")),
            ],
            narrow=_by_state,
            otherwise=lambda statement: statement.where(Task.state == State.OPEN),
            single=True,
        ),
        Filter(
            name="whose",
            label=_l("Whose"),
            choices=lambda: [
                ("mine", _("mine")),
                *([("department", _("my department's"))] if me.department else []),
                ("everybody", _("everybody's")),
                ("given", _("given by me")),
            ],
            narrow=_by_whom,
            single=True,
        ),
        Filter(
            name="due",
            label=_l("Due"),
            choices=lambda: [("today", _("today")), ("week", _("within the next seven days"))],
            narrow=_by_due,
            single=True,
        ),
        Filter(
            name="assignee",
            label=_l("By whom"),
            choices=lambda: [(str(number), name) for number, name in accounts.officials()],
            narrow=any_number_of(Task.assignee_id),
        ),
        Filter(name="department", label=_l("Department"), choices=_departments, narrow=any_of(Task.department)),
        archived_filter(Task),
    )


def _departments() -> list[tuple[str, str]]:
    return [(name, name) for name in accounts.departments()]


def _by_state(statement: Select[Any], values: list[str]) -> Select[Any]:
    if values == ["overdue"]:
        return statement.where(queries.is_overdue(formats.today()))
    return statement.where(Task.state == State(values[0]))


def _by_due(statement: Select[Any], values: list[str]) -> Select[Any]:
    """The week begins tomorrow: what is overdue or due today is told apart."""
    today = formats.today()
    if values == ["today"]:
        return statement.where(Task.due_on == today)
    return statement.where(Task.due_on > today, Task.due_on <= today + A_WEEK)


def _by_whom(statement: Select[Any], values: list[str]) -> Select[Any]:
    me = signed_in_user()
    return statement.where(
        {
            "mine": Task.assignee_id == me.id,
            "department": queries.of_department(me.department),
            "everybody": (Task.assignee_id.is_(None)) & (Task.department.is_(None)),
            "given": Task.given_by_id == me.id,
        }[values[0]]
    )


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    views: list[tuple[str, dict[str, Any]]] = [(_("All open"), {})]
    if me.may(Permission.TASKS_EDIT):
        views += [(_("Mine"), {"whose": "mine"})]
        views += [(_("My department's"), {"whose": "department"})] if me.department else []
        views += [(_("Given by me"), {"whose": "given"})]
    views += [(_("Overdue"), {"state": "overdue"}), (_("Done"), {"state": "done", "sort": "-due"})]
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [
        {
            "text": text,
            "url": url_for("tasks.index", **words),
            "current": asked == {name: value for name, value in words.items() if name not in ignored},
        }
        for text, words in views
    ]


def _context() -> dict[str, Any]:
    choices, first = showing.quick_choices(signed_in_user())
    return {"choices": choices, "first": first}


TASKS = ListSpec(
    name="tasks",
    title=_l("Tasks"),
    query=queries.rows,
    key=Task.id,
    columns=columns,
    filters=filters,
    searched=Task,
    sort="due",
    tabs=tabs,
)
tasks.list(TASKS, needs=Permission.TASKS_READ, context=_context)
