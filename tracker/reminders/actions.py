"""Telling what is due: each thing to each person once on each rung of its ladder, whoever runs it and how often."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.accounts import queries as accounts
from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.notices import actions as notices
from tracker.notices.reminding import Due, ReminderSource, rung
from tracker.reminders import rules

if TYPE_CHECKING:
    from datetime import date


def tell_due(source: ReminderSource, *, today: date) -> int:
    """Tell what a source finds due within the scope; how many notices that made."""
    people = {user.id: user for user in db.session.scalars(select(User).options(joinedload(User.municipality)))}
    managers = accounts.managers()
    until = today + timedelta(days=max(source.ladder))
    told = 0
    for due in source.find(today, until):
        step = rung(source.ladder, due.on, today)
        if step is None:
            continue
        responsible = people.get(due.responsible_id or 0)
        late = (today - due.on).days
        for user in rules.who_hears(responsible, people, managers, today=today, late=late, escalates=source.escalates):
            told += notices.tell(
                user,
                source.kind,
                rules.words(source, -late),
                about=due.about,
                details={**due.details, "due_on": due.on},
                key=key_of(source, due, step),
            )
    return told


def key_of(source: ReminderSource, due: Due, step: int) -> str:
    """What is told once: this thing, due on this day, on this rung."""
    return f"{source.kind}:{due.about.kind}:{due.about.id}:{due.thing}:{due.on.isoformat()}:{step}"
