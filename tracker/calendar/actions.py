"""What people do with the calendar: note city days, subscribe to it, see to greetings."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from tracker.accounts import queries as accounts
from tracker.audit import actions as audit
from tracker.calendar import queries, rules
from tracker.calendar.models import CalendarLink, CityDay, Greeting
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile
from tracker.tasks import actions as tasks

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.kernel.subjects import Subject
    from tracker.tasks.models import Task

FIELDS = ("name", "month", "day", "week", "weekday")


def add_city_day(*, by: User, partnership_id: int | None, answers: dict[str, Any]) -> CityDay:
    """A day of a partner, or of the home city. `answers`: month, and day or week and weekday; name if it has one."""
    rules.check_day(answers)
    day = CityDay(partnership_id=partnership_id, **{name: answers.get(name) for name in FIELDS})
    db.session.add(day)
    audit.record("create", day, by=by)
    return day


def edit_city_day(day: CityDay, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    if version is not None and day.version != version:
        raise EditedMeanwhile(day)
    rules.check_day(answers)
    for name in FIELDS:
        setattr(day, name, answers.get(name))
    audit.record("edit", day, by=by)


def archive_city_day(day: CityDay, *, by: User) -> None:
    day.archived_at = day.archived_at or clock.now()
    audit.record("archive", day, by=by)


def restore_city_day(day: CityDay, *, by: User) -> None:
    day.archived_at = None
    audit.record("restore", day, by=by)


def subscribe(user: User) -> str:
    """The token of the person's new secret address; the one of before opens nothing any more."""
    revoke(user)
    token = secrets.token_urlsafe(32)
    db.session.add(CalendarLink(token_hash=accounts.token_hash(token), user_id=user.id, role=user.role))
    db.session.flush()
    return token


def revoke(user: User) -> None:
    """Nobody reads the person's calendar from outside any more."""
    db.session.execute(delete(CalendarLink).where(CalendarLink.user_id == user.id))


def greet(occasion: str, subject: Subject, *, by: User, answers: dict[str, Any]) -> Task:
    """A task to write a greeting, once for each occasion and whom it greets. `answers`: title, note, due_on."""
    greeting = _greeting(occasion, subject)
    rules.check_open(has_task=queries.has_task(greeting))
    task = tasks.give(by=by, answers={**answers, "subject": subject, "assignee_id": by.id})
    db.session.flush()
    greeting.task_id, greeting.dismissed_at = task.id, None
    audit.record("create", greeting, by=by)
    return task


def dismiss(occasion: str, subject: Subject, *, by: User) -> Greeting:
    """Nobody is greeted this time."""
    greeting = _greeting(occasion, subject)
    rules.check_open(has_task=queries.has_task(greeting))
    greeting.dismissed_at = clock.now()
    audit.record("drop", greeting, by=by)
    return greeting


def take_up(greeting: Greeting, *, by: User) -> None:
    """The greeting is to be sent after all."""
    greeting.dismissed_at = None
    audit.record("restore", greeting, by=by)


def _greeting(occasion: str, subject: Subject) -> Greeting:
    found = queries.find_greeting(occasion, subject.kind, subject.id)
    if found is None:
        found = Greeting(occasion=occasion, about_kind=subject.kind, about_id=subject.id)
        db.session.add(found)
    return found
