"""What is to be done by a day: tasks, obligations, answers to letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from tracker.agreements.models import Agreement
from tracker.calendar.kinds import Kind
from tracker.calendar.registry import Ask, CalendarSource, Entry, register_calendar_source
from tracker.interactions.models import Interaction
from tracker.kernel.db import db
from tracker.letters import queries as letters
from tracker.letters.models import Letter
from tracker.obligations import queries as obligations
from tracker.obligations.kinds import State
from tracker.obligations.models import Obligation
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.places.models import Country
from tracker.tasks import queries as tasks
from tracker.tasks.models import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Select

PARTNER: tuple[Any, ...] = (
    Partnership.title_ru.label("partner_ru"),
    Partnership.title_en.label("partner_en"),
    Country.code.label("country_code"),
)


def late(on: date, ask: Ask) -> dict[str, Any]:
    """The signal of what is overdue, as a word beside the colour."""
    return {"tone": "bad", "word": _("overdue")} if on < ask.today else {}


def with_partner(statement: Select[Any], partner: Any) -> Select[Any]:
    return statement.outerjoin(Partnership, Partnership.id == partner).outerjoin(
        Country, Country.id == Partnership.country_id
    )


def _tasks(ask: Ask) -> Iterator[Entry]:
    chosen = select(Task.id, Task.title, Task.due_on, Task.version, Task.updated_at, *PARTNER)
    wanted = with_partner(chosen, Task.partnership_id).where(tasks.IS_OPEN, Task.due_on.between(ask.since, ask.until))
    wanted = ask.narrowed(wanted, responsible=Task.assignee_id, partner=Task.partnership_id)
    for row in db.session.execute(wanted.order_by(Task.due_on, Task.id)):
        yield Entry(
            kind=Kind.TASK,
            key=f"task-{row.id}",
            on=row.due_on,
            name=row.title,
            page=partial(url_for, "tasks.show", task_id=row.id),
            partner=ask.name(row, "partner"),
            flag=row.country_code or "",
            has_alarm=True,
            version=row.version,
            changed_at=row.updated_at,
            **late(row.due_on, ask),
        )


def _obligations(ask: Ask) -> Iterator[Entry]:
    o = Obligation
    chosen = select(o.id, o.text, o.due_on, o.version, o.updated_at, *PARTNER).join(
        Agreement, Agreement.id == o.agreement_id
    )
    wanted = with_partner(chosen, Agreement.partnership_id).where(
        obligations.kept(), o.state == State.OPEN, obligations.OBLIGES, o.due_on.between(ask.since, ask.until)
    )
    wanted = ask.narrowed(wanted, responsible=o.responsible_id, partner=Agreement.partnership_id)
    for row in db.session.execute(wanted.order_by(o.due_on, o.id)):
        yield Entry(
            kind=Kind.OBLIGATION,
            key=f"obligation-{row.id}",
            on=row.due_on,
            name=row.text,
            page=partial(url_for, "obligations.show", obligation_id=row.id),
            partner=ask.name(row, "partner"),
            flag=row.country_code or "",
            version=row.version,
            changed_at=row.updated_at,
            **late(row.due_on, ask),
        )


def _letters(ask: Ask) -> Iterator[Entry]:
    chosen = select(
        Letter.id, Letter.number, Letter.answer_due_on, Letter.version, Letter.updated_at, Interaction.subject, *PARTNER
    ).join(Interaction, Interaction.id == Letter.interaction_id)
    wanted = with_partner(chosen, Interaction.partnership_id).where(
        Interaction.archived_at.is_(None), letters.WAITS, Letter.answer_due_on.between(ask.since, ask.until)
    )
    wanted = ask.narrowed(wanted, responsible=Letter.responsible_id, partner=Interaction.partnership_id)
    for row in db.session.execute(wanted.order_by(Letter.answer_due_on, Letter.id)):
        yield Entry(
            kind=Kind.LETTER,
            key=f"letter-{row.id}",
            on=row.answer_due_on,
            name=_("Answer: %(subject)s", subject=row.subject),
            page=partial(url_for, "letters.show", letter_id=row.id),
            partner=ask.name(row, "partner"),
            flag=row.country_code or "",
            version=row.version,
            changed_at=row.updated_at,
            **late(row.answer_due_on, ask),
        )


for _name, _kind, _needs, _find in (
    ("tasks", Kind.TASK, Permission.TASKS_READ, _tasks),
    ("obligations", Kind.OBLIGATION, Permission.OBLIGATIONS_READ, _obligations),
    ("letters", Kind.LETTER, Permission.LETTERS_READ, _letters),
):
    register_calendar_source(_name, CalendarSource(_kind, _needs, _find))
