"""What people do with tasks: give, change, do, drop, take up again, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.accounts import queries as accounts
from tracker.audit import actions as audit
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.subjects import Subject, find_record
from tracker.kernel.text import N_
from tracker.notices import actions as notices
from tracker.tasks import queries, rules
from tracker.tasks.models import State, Task, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.accounts.models import User

GIVEN, DONE = "task-given", "task-done"


def give(*, by: User, answers: dict[str, Any]) -> Task:
    """A new task. `answers`: title, and as far as known note, subject (a Subject), assignee_id, department, due_on,
    repeat_every, repeat_unit, is_follow_up, partnership_id.
    """
    task = Task(given_by_id=by.id, state=State.OPEN)
    _fill(task, answers)
    db.session.add(task)
    audit.record("give", task, by=by)
    _tell_given(task, by)
    return task


def edit(task: Task, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    """Change an open task."""
    if version is not None and task.version != version:
        raise EditedMeanwhile(task)
    rules.check_open(task)
    had = (task.assignee_id, task.department)
    _fill(task, {"subject": task.subject, **answers})
    audit.record("edit", task, by=by)
    if (task.assignee_id, task.department) != had:
        _tell_given(task, by)


def _fill(task: Task, answers: dict[str, Any]) -> None:
    assignee_id = answers.get("assignee_id")
    department = answers.get("department") or None
    if assignee_id is not None:
        rules.check_whose(accounts.get_user(assignee_id), department, kept_by=task.assignee_id)
    every, due_on = answers.get("repeat_every"), answers.get("due_on")
    unit = Unit(answers["repeat_unit"]) if answers.get("repeat_unit") else None
    rules.check_repeat(every, unit, due_on)
    if (every, unit, due_on) != (task.repeat_every, task.repeat_unit, task.due_on):
        task.repeat_from_on = due_on if every is not None else None
    task.title, task.note = answers["title"], answers.get("note")
    task.assignee_id, task.department = assignee_id, department
    task.due_on, task.repeat_every, task.repeat_unit = due_on, every, unit
    _attach(task, answers)


def _attach(task: Task, answers: dict[str, Any]) -> None:
    """Hang the task on its record, and on the partner whom that concerns."""
    subject: Subject | None = answers.get("subject")
    task.about_kind, task.about_id = (subject.kind, subject.id) if subject else (None, None)
    if subject is None:
        task.partnership_id = None
    elif subject.kind == "partner":
        task.partnership_id = subject.id
    else:
        record = find_record(subject)
        if record is None:
            raise RuleBroken(N_("This record is not there any more. Choose another one."), "about")
        task.partnership_id = getattr(record, "partnership_id", None)


def follow_up(task: Task | None, *, by: User, answers: dict[str, Any]) -> Task:
    """What comes next after an interaction: made with it, and changed with it. New words open it again."""
    if task is None:
        task = Task(given_by_id=by.id, state=State.OPEN, is_follow_up=True)
        db.session.add(task)
        verb = "give"
    else:
        verb = "edit"
        if task.title != answers["title"]:
            task.state = State.OPEN
            task.closed_at = task.closed_on = task.closed_by_id = task.closing_note = None
    had = (task.assignee_id, task.department)
    repeat = {"repeat_every": task.repeat_every, "repeat_unit": task.repeat_unit, "note": task.note}
    if answers.get("due_on") is None:
        repeat |= {"repeat_every": None, "repeat_unit": None}
    with db.session.no_autoflush:
        _fill(task, {**repeat, **answers})
    audit.record(verb, task, by=by)
    if (task.assignee_id, task.department) != had:
        _tell_given(task, by)
    return task


def let_go(task: Task, *, by: User, now: datetime) -> None:
    """The entry has nothing to follow it any more: what was open is dropped, what was done stays as a plain task."""
    task.is_follow_up = False
    if task.is_open:
        _close(task, State.DROPPED, by=by, note=None, now=now)
    audit.record("drop", task, by=by)


def put_away(task: Task, *, by: User) -> None:
    """Archived with the entry it follows up."""
    task.archived_at = task.archived_at or clock.now()
    audit.record("archive", task, by=by)


def bring_back(task: Task, *, by: User) -> None:
    task.archived_at = None
    audit.record("restore", task, by=by)


def take(task: Task, *, by: User) -> None:
    """Make a task of the department or of everybody one's own."""
    rules.check_open(task)
    rules.check_whose(by, None)
    task.assignee_id, task.department = by.id, None
    audit.record("take", task, by=by)


def assign(task: Task, to: User, *, by: User) -> None:
    """Hand the task over to somebody else."""
    rules.check_open(task)
    rules.check_whose(to, None)
    task.assignee_id, task.department = to.id, None
    audit.record("assign", task, by=by)


def finish(task: Task, *, by: User, note: str | None = None, now: datetime) -> Task | None:
    """The task is done, by whoever did it. Of a series the next one is made, and returned."""
    rules.check_open(task)
    _close(task, State.DONE, by=by, note=note, now=now)
    audit.record("finish", task, by=by)
    follower = _follow(task, by=by) if task.repeat_every is not None else None
    giver = accounts.get_user(task.given_by_id)
    if giver.id != by.id:
        message = N_("%(who)s has done: %(title)s")
        notices.tell(
            giver, DONE, message, about=Subject("task", task.id), details={"who": by.name, "title": task.title}
        )
    return follower


def drop(task: Task, *, by: User, reason: str | None = None, now: datetime) -> None:
    """The task is not to be done any more. A series ends with it."""
    rules.check_open(task)
    _close(task, State.DROPPED, by=by, note=reason, now=now)
    audit.record("drop", task, by=by, reason=reason or "")


def _close(task: Task, state: State, *, by: User, note: str | None, now: datetime) -> None:
    zone = by.municipality.timezone if by.municipality is not None else "UTC"
    with clock.standing_at(now):
        task.closed_at, task.closed_on = clock.now(), clock.today(zone)
    task.state, task.closed_by_id, task.closing_note = state, by.id, note or None


def _follow(task: Task, *, by: User) -> Task | None:
    """The next task of the series: made, or brought back if it was there before this one was opened again."""
    if task.due_on is None or task.repeat_from_on is None or task.repeat_every is None or task.repeat_unit is None:
        return None
    due_on = rules.next_due(
        task.repeat_from_on,
        task.repeat_every,
        task.repeat_unit,
        after=task.due_on,
        not_before=task.closed_on or task.due_on,
    )
    follower = queries.find_next(task)
    if follower is not None:
        if follower.is_open:
            follower.archived_at, follower.due_on = None, due_on
        return follower
    follower = Task(follows_id=task.id, state=State.OPEN, due_on=due_on)
    for name in ("title", "note", "about_kind", "about_id", "partnership_id", "assignee_id", "department",
                 "given_by_id", "repeat_every", "repeat_unit", "repeat_from_on"):  # fmt: skip
        setattr(follower, name, getattr(task, name))
    db.session.add(follower)
    audit.record("give", follower, by=by)
    return follower


def reopen(task: Task, *, by: User) -> None:
    """The task is to be done after all. The next one of its series, if nobody has touched it, goes."""
    rules.check_closed(task)
    follower = queries.find_next(task)
    if follower is not None and not follower.is_open:
        raise RuleBroken(N_("The next task of the series is closed already."))
    if follower is not None:
        follower.archived_at = clock.now()
    task.state = State.OPEN
    task.closed_at = task.closed_on = task.closed_by_id = task.closing_note = None
    audit.record("reopen", task, by=by)


def archive(task: Task, *, by: User) -> None:
    rules.check_archive(task, by)
    put_away(task, by=by)


def restore(task: Task, *, by: User) -> None:
    rules.check_archive(task, by)
    bring_back(task, by=by)


def _tell_given(task: Task, by: User) -> None:
    """Whoever has a task now hears of it, unless they gave it to themselves."""
    people = [accounts.get_user(task.assignee_id)] if task.assignee_id else []
    if task.department:
        people = list(queries.members(task.department))
    for person in people:
        if person.id != by.id:
            message = N_("%(who)s asks you: %(title)s")
            details = {"who": by.name, "title": task.title}
            notices.tell(person, GIVEN, message, about=Subject("task", task.id), details=details)
