"""A person's own day: tasks to tick off, events of the week, what was logged last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.dashboard.section import Line, Section, named
from tracker.dashboard.talks import due_kind
from tracker.events.kinds import Kind
from tracker.events.models import Event
from tracker.events.telling import kind_label
from tracker.interactions import queries as interactions
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.tasks.models import DUE, Task
from tracker.web import formats
from tracker.web.cells import initials
from tracker.web.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.accounts.models import User

LATEST = 6
MOST_TASKS = 8


def sections(user: User) -> list[Section]:
    found = []
    if user.may(Permission.TASKS_EDIT):
        found += [_tasks(), *_parts_of_tasks()]
    if user.may(Permission.EVENTS_READ) and user.may(Permission.INTERACTIONS_EDIT):
        found.append(_events(user))
    return found


def _tasks() -> Section:
    return Section(
        name="tasks",
        title=_("My tasks"),
        glimpse=Glimpse("tasks", {"whose": "mine"}),
        columns={
            "id": Task.id,
            "title_ru": Task.title,
            "sub_ru": Partnership.title_ru,
            "sub_en": Partnership.title_en,
            "on": Task.due_on,
        },
        order=(DUE, Task.id),
        line=_task,
        empty=_("No task of yours is open."),
        most=MOST_TASKS,
    )


def _task(row: Any) -> Line:
    day = formats.short_day(row.on) if row.on else ""
    return Line(
        title=row.title_ru,
        url=url_for("tasks.show", task_id=row.id),
        sub=named(row, "sub"),
        end=_("today") if row.on == formats.today() else day,
        kind=due_kind(row.on) if row.on else "",
        done_url=url_for("tasks.finish", task_id=row.id),
    )


def _parts_of_tasks() -> Sequence[Section]:
    """How many of them are late, for today and for the days after; told under the title, without lines."""
    columns, order = {"id": Task.id}, (Task.id,)

    def part(name: str, title: str, words: Callable[[int], str] | None = None, **asked: str) -> Section:
        glimpse = Glimpse("tasks", {"whose": "mine", **asked})
        return Section(
            name=name, title=title, glimpse=glimpse, columns=columns, order=order, line=str, words=words, most=0
        )

    return (
        part(
            "tasks_late",
            _("overdue"),
            lambda count: ngettext("task of yours is overdue", "tasks of yours are overdue", count),
            state="overdue",
        ),
        part("tasks_today", _("today"), due="today"),
        part("tasks_week", _("within the next seven days"), due="week"),
    )


def _events(user: User) -> Section:
    """Those of the week; while one is under way its cards are one click away."""
    may_log = user.may(Permission.INTERACTIONS_EDIT)

    def line(row: Any) -> Line:
        on = row.since <= formats.today() <= row.on
        return Line(
            title=named(row),
            url=url_for("events.show", event_id=row.id),
            sub=kind_label(Kind(row.code)),
            end=_("today") if on else days_short(row),
            kind="warn" if on else "",
            button=(url_for("event_mode.card", event_id=row.id), _("Event mode")) if on and may_log else None,
        )

    return Section(
        name="events",
        title=_("Events this week"),
        glimpse=Glimpse("events", {"when": "week", "sort": "from"}),
        columns={
            "id": Event.id,
            "title_ru": Event.title_ru,
            "title_en": Event.title_en,
            "code": Event.kind,
            "since": Event.starts_on,
            "on": Event.ends_on,
        },
        order=(Event.starts_at, Event.id),
        line=line,
    )


def days_short(row: Any) -> str:
    """The day it begins; with the last one where it lasts longer."""
    if row.since == row.on:
        return formats.short_day(row.since)
    return f"{formats.short_day(row.since)} – {formats.short_day(row.on)}"


def latest() -> Sequence[dict[str, Any]]:
    return [
        {
            "title": row.subject,
            "url": url_for("interactions.show", interaction_id=row.id),
            "sub": row.with_whom or "",
            "initials": initials(row.logged_by),
            "end": formats.short_day(row.happened_on),
        }
        for row in interactions.latest(formats.language(), LATEST)
    ]
