"""The calendar by month, week and agenda, and one of its entries as a file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request, url_for

from tracker.calendar import greetings, ics, layout, looking, queries, wording
from tracker.calendar.kinds import KIND_ICONS, KIND_LABELS, Look
from tracker.calendar.registry import Ask, entries
from tracker.calendar.views.area import calendar
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.fields import EARLIEST, LATEST
from tracker.web.files import file_answer
from tracker.web.parts import SIDE, Part, register_part
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.kernel.subjects import Subject


GREETINGS_SHOWN = 8
AT_HOME = 3


@calendar.page("/", needs=Permission.CALENDAR_READ)
def index() -> ResponseReturnValue:
    user, asked = signed_in_user(), looking.asked()
    found = entries(asked.ask(user), asked.kinds)
    month = asked.on.month if asked.look is Look.MONTH else None
    due = greetings.due(user, formats.today())
    shown = len(due) if request.args.get("greetings") == "all" else GREETINGS_SHOWN
    return render_template(
        "calendar/index.html",
        asked=asked,
        weeks=layout.weeks(found, asked.since, asked.until, month=month) if asked.look is not Look.AGENDA else [],
        agenda=layout.agenda(found, asked.since) if asked.look is Look.AGENDA else [],
        is_empty=not found,
        kinds=asked.kind_links(user),
        partners=[(row.id, row.title_ru if formats.language() == "ru" else row.title_en) for row in queries.partners()],
        due=due[:shown],
        due_count=len(due),
        days=queries.days_of(asked.partner_id),
        when=wording.when,
        icons=KIND_ICONS,
        labels=KIND_LABELS,
        hours=layout.hours,
    )


@calendar.page("/one.ics", needs=Permission.CALENDAR_READ)
def one() -> ResponseReturnValue:
    """One entry as a file, for the calendar of one's own."""
    user, key = signed_in_user(), request.args.get("key", "")
    if not key:
        return redirect(url_for("calendar.index"))
    try:
        on = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        abort(404)
    if not EARLIEST <= on <= LATEST:  # the year before and the one after are looked at too
        abort(404)
    ask = Ask(since=on, until=on, user=user, language=formats.language(), today=formats.today())
    chosen = [entry for entry in entries(ask) if entry.key == key]
    if not chosen:
        abort(404)
    return file_answer(f"{key}.ics", [ics.of_user(chosen, user)], ics.MIME)


def _greetings_at_home(_person: Subject) -> str:
    due = [one for one in greetings.due(signed_in_user(), formats.today()) if not one.is_sent and one.task_id is None]
    if not due:
        return ""
    return render_template("calendar/_greetings_at_home.html", due=due[:AT_HOME], count=len(due))


register_part(
    ("home",), Part(name="greetings", place=SIDE, order=30, needs=Permission.CALENDAR_EDIT, render=_greetings_at_home)
)
