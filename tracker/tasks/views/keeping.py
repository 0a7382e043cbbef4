"""One task: its page and forms, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts import queries as accounts
from tracker.kernel import clock
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import clean
from tracker.permissions import Permission
from tracker.tasks import actions, forms, queries, rules, telling
from tracker.tasks.models import STATE_LABELS, Task, Unit
from tracker.tasks.views import showing
from tracker.tasks.views.area import tasks
from tracker.tasks.views.listing import DRAWN
from tracker.web import formats
from tracker.web.editing import answer_form
from tracker.web.errors import told
from tracker.web.fields import TITLE, read_day
from tracker.web.frame import flash_undo
from tracker.web.security import own_path
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.accounts.models import User

LONGEST_DAY = 40


def _page(task: Task) -> str:
    return url_for("tasks.show", task_id=task.id)


def _back(task: Task) -> str:
    return own_path(request.form.get("next")) or _page(task)


@tasks.page("/<int:task_id>", needs=Permission.TASKS_READ)
def show(task_id: int) -> ResponseReturnValue:
    return _shown(queries.get_task(task_id), forms.ClosingForm())


def _shown(task: Task, form: forms.ClosingForm) -> str:
    user = signed_in_user()
    subject = task.subject
    about = showing.named([subject]).get(subject) if subject is not None else None
    late = rules.days_late(task.due_on, formats.today()) if task.is_open else 0
    return render_template(
        "tasks/show.html",
        task=task,
        state=formats.words(STATE_LABELS[task.state]),
        state_drawn=DRAWN[task.state],
        about=about,
        facts=_facts(task, about),
        when=telling.when(task),
        is_late=late > 0,
        form=form,
        may_edit=user.may(Permission.TASKS_EDIT),
        may_archive=rules.can_archive(task, user),
        may_take=task.is_open and task.assignee_id is None and user.may(Permission.TASKS_EDIT),
    )


def _facts(task: Task, about: tuple[str, str] | None) -> list[tuple[str, Any]]:
    whose = task.assignee.name if task.assignee is not None else task.department or _("everybody")
    facts: list[tuple[str, Any]] = [
        (_("By whom"), whose),
        (_("Due"), formats.day(task.due_on) if task.due_on else None),
        (_("Given by"), f"{task.given_by.name}, {formats.day(formats.day_of(task.created_at))}"),
    ]
    if about is not None:
        facts.append((_("On what"), about[0]))
    if task.repeat_every is not None and task.repeat_unit is not None:
        facts.append((_("Repeats"), repeats(task.repeat_every, task.repeat_unit)))
    return facts


def repeats(every: int, unit: Unit) -> str:
    """How often, in words."""
    return {
        Unit.DAY: lambda: ngettext("every %(num)d day", "every %(num)d days", every),
        Unit.WEEK: lambda: ngettext("every %(num)d week", "every %(num)d weeks", every),
        Unit.MONTH: lambda: ngettext("every %(num)d month", "every %(num)d months", every),
        Unit.YEAR: lambda: ngettext("every %(num)d year", "every %(num)d years", every),
    }[unit]()


@tasks.form("/new", needs=Permission.TASKS_EDIT)
def new() -> ResponseReturnValue:
    """A task on the record that `about` names, or on none."""
    by = signed_in_user()
    subject = showing.read_subject(request.args.get("about", ""), by)
    form = forms.TaskForm(_prefilled(by))
    form.offer(accounts.officials(), accounts.departments())
    return answer_form(
        form,
        save=lambda: actions.give(by=by, answers={**form.answers(), "subject": subject}),
        saved_to=lambda made: own_path(request.args.get("next")) or _page(made),
        saved_text=_("The task is given."),
        template="tasks/new.html",
        about=showing.named([subject]).get(subject) if subject is not None else None,
    )


def _prefilled(by: User) -> dict[str, Any]:
    asked = request.args
    return {
        "title": clean(asked.get("title", ""))[:TITLE],
        "whose": asked.get("whose", forms.whose_word(by.id, None)),
        "due_on": _day(asked.get("due_on", "")),
    }


def _day(typed: str) -> date | None:
    try:
        return read_day(clean(typed)[:LONGEST_DAY])
    except ValueError:
        return None


@tasks.action("/quick", needs=Permission.TASKS_EDIT)
def quick() -> ResponseReturnValue:
    """One line: what, by when, by whom. What cannot be taken so is asked again by the whole form."""
    by, sent = signed_in_user(), request.form
    title, due = clean(sent.get("title", "")), clean(sent.get("due_on", ""))[:LONGEST_DAY]
    whose, about = sent.get("whose", "")[:TITLE], sent.get("about", "")
    here = own_path(sent.get("next")) or url_for("tasks.index")
    subject = showing.read_subject(about, by)
    words: dict[str, Any] = {"title": title[:TITLE], "whose": whose, "due_on": due, "about": about[:60], "next": here}
    again = redirect(url_for("tasks.new", **words), 303)
    wrong = _wrong(title, due, whose)
    if wrong or (about and subject is None):
        flash(wrong or _("This record is not there any more. Choose another one."), "bad")
        return again
    try:
        answers = {"title": title, "due_on": _day(due), "subject": subject, **forms.read_whose(whose)}
        made = actions.give(by=by, answers=answers)
    except RuleBroken as broken:
        flash(told(broken), "bad")
        return again
    flash_undo(_("The task is given."), url_for("tasks.archive", task_id=made.id))
    return redirect(here, 303)


def _wrong(title: str, due: str, whose: str) -> str:
    if not title:
        return _("Say in one line what has to be done.")
    if len(title) > TITLE:
        return _("One line is at most 500 characters.")
    if due and _day(due) is None:
        return _("This is no day. Write it like 27.11.2026.")
    offered = {word for word, _name in forms.whose_choices(accounts.officials(), accounts.departments())}
    return "" if whose in offered else _("Choose one of the list.")


@tasks.form("/<int:task_id>/edit", needs=Permission.TASKS_EDIT)
def edit(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    opened = {name: getattr(task, name) for name in ("title", "due_on", "note", "repeat_every", "repeat_unit")}
    opened["whose"] = forms.whose_word(task.assignee_id, task.department)
    form = forms.TaskForm(opened, version=task.version)
    form.offer(_takers(task), _departments(task))
    return answer_form(
        form,
        save=lambda: actions.edit(task, by=signed_in_user(), version=form.opened_version(), answers=form.answers()),
        saved_to=lambda _none: _page(task),
        saved_text=_("Saved."),
        template="tasks/edit.html",
        record=task,
        back_to=_page(task),
        task=task,
    )


def _takers(task: Task) -> list[tuple[int, str]]:
    """Who can have it; whoever has it now stays on offer, also after having left."""
    offered = list(accounts.officials())
    if task.assignee is not None and task.assignee.id not in dict(offered):
        offered.append((task.assignee.id, task.assignee.name))
    return offered


def _departments(task: Task) -> list[str]:
    offered = list(accounts.departments())
    return offered if not task.department or task.department in offered else [*offered, task.department]


@tasks.action("/<int:task_id>/take", needs=Permission.TASKS_EDIT)
def take(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    actions.take(task, by=signed_in_user())
    flash(_("The task is yours."), "ok")
    return redirect(_page(task), 303)


@tasks.action("/<int:task_id>/finish", needs=Permission.TASKS_EDIT)
def finish(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    form = forms.ClosingForm()
    if not form.validate():
        return _shown(task, form), 422
    follower = actions.finish(task, by=signed_in_user(), note=form.note.data, now=clock.now())
    text = _("Done: %(step)s", step=task.title)
    if follower is not None:
        text = _("Done. The next one is due %(day)s.", day=formats.day(follower.due_on))
    flash_undo(text, url_for("tasks.reopen", task_id=task_id))
    return redirect(_back(task), 303)


@tasks.action("/<int:task_id>/drop", needs=Permission.TASKS_EDIT)
def drop(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    reason = clean(request.form.get("reason", ""), lines=True)[:2000]
    actions.drop(task, by=signed_in_user(), reason=reason or None, now=clock.now())
    flash_undo(_("The task is dropped."), url_for("tasks.reopen", task_id=task_id))
    return redirect(_back(task), 303)


@tasks.action("/<int:task_id>/reopen", needs=Permission.TASKS_EDIT)
def reopen(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    actions.reopen(task, by=signed_in_user())
    flash(_("The task is to be done again."), "ok")
    return redirect(_back(task), 303)


@tasks.action("/<int:task_id>/archive", needs=Permission.ARCHIVE_OWN)
def archive(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    actions.archive(task, by=signed_in_user())
    flash_undo(_("The task is archived."), url_for("tasks.restore", task_id=task_id))
    return redirect(own_path(request.form.get("next")) or url_for("tasks.index"), 303)


@tasks.action("/<int:task_id>/restore", needs=Permission.ARCHIVE_OWN)
def restore(task_id: int) -> ResponseReturnValue:
    task = queries.get_task(task_id)
    actions.restore(task, by=signed_in_user())
    flash(_("The task is back."), "ok")
    return redirect(_page(task), 303)
