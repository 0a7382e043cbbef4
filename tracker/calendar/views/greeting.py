"""Greetings that are due: a task made with one click, or dismissed with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.calendar import actions, greetings, queries
from tracker.calendar.views.area import calendar
from tracker.kernel.errors import RuleBroken
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.errors import told
from tracker.web.frame import flash_undo
from tracker.web.security import own_path
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def _asked() -> greetings.Due:
    word = request.form.get("greeting", "")[:200]
    found = greetings.find_due(word, signed_in_user(), formats.today()) if word else None
    if found is None:
        abort(404)
    return found


def _back() -> ResponseReturnValue:
    return redirect(own_path(request.form.get("next")) or url_for("calendar.index"), 303)


@calendar.action("/greetings/give", needs=Permission.CALENDAR_EDIT)
def give() -> ResponseReturnValue:
    one = _asked()
    try:
        task = actions.greet(one.entry.key, one.whom.subject, by=signed_in_user(), answers=greetings.task_of(one))
    except RuleBroken as broken:
        flash(told(broken), "warn")
        return _back()
    flash(_("A task for %(day)s: %(title)s", day=formats.day(task.due_on), title=task.title), "ok")
    return _back()


@calendar.action("/greetings/dismiss", needs=Permission.CALENDAR_EDIT)
def dismiss() -> ResponseReturnValue:
    one = _asked()
    try:
        greeting = actions.dismiss(one.entry.key, one.whom.subject, by=signed_in_user())
    except RuleBroken as broken:
        flash(told(broken), "warn")
        return _back()
    flash_undo(
        _("No greeting this time: %(title)s", title=one.entry.title),
        url_for("calendar.take_up", greeting_id=greeting.id),
    )
    return _back()


@calendar.action("/greetings/<int:greeting_id>/take-up", needs=Permission.CALENDAR_EDIT)
def take_up(greeting_id: int) -> ResponseReturnValue:
    actions.take_up(queries.get_greeting(greeting_id), by=signed_in_user())
    flash(_("The greeting is to be sent again."), "ok")
    return _back()
