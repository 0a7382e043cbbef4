"""What is reminded of in slices that know no reminders of their own: agreements, talks, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.agreements import queries as agreements
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.text import N_
from tracker.letters import queries as letters
from tracker.negotiations.models import Negotiation
from tracker.notices.reminding import Due, ReminderSource, register_reminder
from tracker.obligations import queries as obligations
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Select


def _agreements(rows: Select[Any], day: str) -> Iterator[Due]:
    for row in db.session.execute(rows):
        yield Due(
            about=Subject("agreement", row.id),
            on=getattr(row, day),
            responsible_id=row.responsible_id,
            details={"title": row.title},
        )


def _expiring(today: date, until: date) -> Iterator[Due]:
    yield from _agreements(agreements.expiring(today, until - today), "ends_on")


def _to_act_on(today: date, until: date) -> Iterator[Due]:
    yield from _agreements(agreements.to_act_on(today, until - today), "last_day_to_act")


def _obligations(today: date, until: date) -> Iterator[Due]:
    for statement in (obligations.overdue(today), obligations.due_soon(today, until - today)):
        for row in db.session.execute(statement):
            yield Due(
                about=Subject("obligation", row.id),
                on=row.due_on,
                responsible_id=row.responsible_id,
                details={"title": row.text},
            )


def _letters(today: date, until: date) -> Iterator[Due]:
    for statement in (letters.overdue("ru", today), letters.due_soon("ru", today, until - today)):
        for row in db.session.execute(statement):
            yield Due(
                about=Subject("letter", row.id),
                on=row.answer_due_on,
                responsible_id=row.responsible_id,
                details={"title": row.subject},
            )


def _talks(_today: date, until: date) -> Iterator[Due]:
    rows = select(Negotiation.id, Negotiation.next_step, Negotiation.next_step_on, Negotiation.responsible_id).where(
        Negotiation.archived_at.is_(None), Negotiation.outcome.is_(None), Negotiation.next_step_on <= until
    )
    for row in db.session.execute(rows.order_by(Negotiation.next_step_on, Negotiation.id)):
        yield Due(
            about=Subject("negotiation", row.id),
            on=row.next_step_on,
            responsible_id=row.responsible_id,
            details={"title": row.next_step or ""},
            thing="step",
        )


def _partners(_today: date, until: date) -> Iterator[Due]:
    rows = select(Partnership.id, Partnership.next_step, Partnership.next_step_on, Partnership.responsible_id).where(
        Partnership.archived_at.is_(None), Partnership.next_step_on <= until
    )
    for row in db.session.execute(rows.order_by(Partnership.next_step_on, Partnership.id)):
        yield Due(
            about=Subject("partner", row.id),
            on=row.next_step_on,
            responsible_id=row.responsible_id,
            details={"title": row.next_step or ""},
            thing="step",
        )


STEP_AHEAD = N_("To be done by %(due_on)s: %(title)s")
STEP_TODAY = N_("To be done today: %(title)s")
STEP_LATE = N_("Overdue since %(due_on)s: %(title)s")


def register() -> None:
    register_reminder(
        ReminderSource(
            kind="agreement-expiring",
            label=N_("Agreements expire"),
            icon="file-certificate",
            ladder=(180, 90, 30, 7, 0),
            find=_expiring,
            ahead=N_("Valid until %(due_on)s: %(title)s"),
            today=N_("Valid until today: %(title)s"),
            late=N_("Ran out on %(due_on)s: %(title)s"),
            escalates=None,
        )
    )
    register_reminder(
        ReminderSource(
            kind="agreement-objection",
            label=N_("Last days to object or to prolong"),
            icon="clock",
            ladder=(60, 30, 14, 3, 1, 0),
            find=_to_act_on,
            ahead=N_("Decide by %(due_on)s whether to prolong: %(title)s"),
            today=N_("Today is the last day to object or to prolong: %(title)s"),
            late=N_("The last day to object was %(due_on)s: %(title)s"),
            escalates=None,
        )
    )
    register_reminder(
        ReminderSource(
            kind="obligation-due",
            label=N_("Obligations fall due"),
            icon="checkbox",
            ladder=(30, 7, 1, 0, -1, -7, -30),
            find=_obligations,
            ahead=STEP_AHEAD,
            today=STEP_TODAY,
            late=STEP_LATE,
        )
    )
    register_reminder(
        ReminderSource(
            kind="letter-answer",
            label=N_("Answers to letters fall due"),
            icon="mail",
            ladder=(7, 3, 1, 0, -1, -7, -30),
            find=_letters,
            ahead=N_("Answer by %(due_on)s: %(title)s"),
            today=N_("Answer today: %(title)s"),
            late=N_("The answer is late since %(due_on)s: %(title)s"),
        )
    )
    for kind, label, find in (
        ("negotiation-step", N_("Next steps of talks"), _talks),
        ("partner-step", N_("Next steps with partners"), _partners),
    ):
        register_reminder(
            ReminderSource(
                kind=kind,
                label=label,
                icon="clock",
                ladder=(1, 0, -1, -7, -30),
                find=find,
                ahead=STEP_AHEAD,
                today=STEP_TODAY,
                late=STEP_LATE,
            )
        )
