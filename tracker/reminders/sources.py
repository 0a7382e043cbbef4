"""What is reminded of in slices that know no reminders of their own: agreements, reports, talks, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.agreements.reminders import Matter, due_reminders
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.text import N_
from tracker.letters import queries as letters
from tracker.negotiations.models import Negotiation
from tracker.notices.reminding import Due, ReminderSource, register_reminder
from tracker.obligations import queries as obligations
from tracker.partners.models import Partnership
from tracker.regulations.kinds import APPROVAL_LABELS
from tracker.yearly_reports import queries as yearly_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date


def _agreements(matter: Matter) -> Callable[[date, date], Iterator[Due]]:
    """A source of one matter; the agreements know by themselves how far ahead it is told."""

    def find(today: date, _until: date) -> Iterator[Due]:
        for due in due_reminders(today, [matter]):
            whose = {"approval_label": APPROVAL_LABELS[due.approval]} if due.approval else {}
            yield Due(
                about=Subject("agreement", due.agreement_id),
                on=due.due_on,
                responsible_id=due.responsible_id,
                details={"title": due.title, **whose},
                thing=due.approval.value if due.approval else "",
            )

    return find


def _reports(today: date, _until: date) -> Iterator[Due]:
    """The report of the year is everybody's who decides: it has no responsible person."""
    for standing in yearly_reports.due(today):
        if standing.due_on is not None:
            yield Due(
                about=Subject("report_year", standing.year),
                on=standing.due_on,
                responsible_id=None,
                details={"year": standing.year},
            )


def _obligations(today: date, until: date) -> Iterator[Due]:
    for statement in (obligations.overdue(today), obligations.due_soon(today, until - today)):
        for row in db.session.execute(statement):
            yield _due("obligation", row, on=row.due_on, title=row.text)


def _letters(today: date, until: date) -> Iterator[Due]:
    for statement in (letters.overdue("ru", today), letters.due_soon("ru", today, until - today)):
        for row in db.session.execute(statement):
            yield _due("letter", row, on=row.answer_due_on, title=row.subject)


def _due(subject: str, row: Any, *, on: date, title: str, thing: str = "") -> Due:
    return Due(
        about=Subject(subject, row.id), on=on, responsible_id=row.responsible_id, details={"title": title}, thing=thing
    )


def _next_steps(subject: str, model: Any, *conditions: Any) -> Callable[[date, date], Iterator[Due]]:
    """A source of the next steps of talks or partners."""

    def find(_today: date, until: date) -> Iterator[Due]:
        rows = select(model.id, model.next_step, model.next_step_on, model.responsible_id).where(
            model.archived_at.is_(None), model.next_step_on <= until, *conditions
        )
        for row in db.session.execute(rows.order_by(model.next_step_on, model.id)):
            yield _due(subject, row, on=row.next_step_on, title=row.next_step or "", thing="step")

    return find


STEP_AHEAD = N_("To be done by %(due_on)s: %(title)s")
STEP_TODAY = N_("To be done today: %(title)s")
STEP_LATE = N_("Overdue since %(due_on)s: %(title)s")


OF_PAPERS = (
    ReminderSource(
        kind="agreement-expiring",
        label=N_("Agreements expire"),
        icon="file-certificate",
        ladder=(365, 182, 91, 30, 7, 0, -1),
        find=_agreements(Matter.EXPIRING),
        ahead=N_("Valid until %(due_on)s: %(title)s"),
        today=N_("Valid until today: %(title)s"),
        late=N_("Ran out on %(due_on)s: %(title)s"),
        escalates=None,
    ),
    ReminderSource(
        kind="agreement-objection",
        label=N_("Last days to object or to prolong"),
        icon="clock",
        ladder=(90, 60, 30, 14, 3, 1, 0),
        find=_agreements(Matter.LAST_DAY_TO_ACT),
        ahead=N_("Decide by %(due_on)s whether to prolong: %(title)s"),
        today=N_("Today is the last day to object or to prolong: %(title)s"),
        late=N_("The last day to object was %(due_on)s: %(title)s"),
        escalates=None,
    ),
    ReminderSource(
        kind="approval-due",
        label=N_("Approvals are awaited or overdue"),
        icon="clock",
        ladder=(7, 0, -1, -7, -14, -30),
        find=_agreements(Matter.CONSENT_OVERDUE),
        ahead=N_("%(approval_label)s: the answer is due by %(due_on)s: %(title)s"),
        today=N_("%(approval_label)s: the answer is due today: %(title)s"),
        late=N_("%(approval_label)s: the answer is overdue since %(due_on)s: %(title)s"),
    ),
    ReminderSource(
        kind="approval-ends",
        label=N_("Approvals end before the signing"),
        icon="clock",
        ladder=(60, 30, 14, 7, 1, 0),
        find=_agreements(Matter.CONSENT_ENDS),
        ahead=N_("%(approval_label)s: the approval holds until %(due_on)s, sign by then: %(title)s"),
        today=N_("%(approval_label)s: today is the last day on which the approval holds: %(title)s"),
        late=N_("%(approval_label)s: the approval held until %(due_on)s: %(title)s"),
        escalates=None,
    ),
    ReminderSource(
        kind="publication-due",
        label=N_("Agreements have to be published"),
        icon="file-certificate",
        ladder=(14, 7, 1, 0, -1, -7, -30),
        find=_agreements(Matter.PUBLICATION_DUE),
        ahead=N_("Publish by %(due_on)s: %(title)s"),
        today=N_("Publish today: %(title)s"),
        late=N_("Publication is overdue since %(due_on)s: %(title)s"),
    ),
    ReminderSource(
        kind="report-due",
        label=N_("The yearly report is due"),
        icon="file-text",
        ladder=(45, 30, 14, 7, 3, 1, 0, -1, -7, -14, -30),
        find=_reports,
        ahead=N_("The report about %(year)s has to be sent by %(due_on)s"),
        today=N_("The report about %(year)s has to be sent today"),
        late=N_("The report about %(year)s is overdue since %(due_on)s"),
        escalates=None,
    ),
)


def register() -> None:
    for source in OF_PAPERS:
        register_reminder(source)
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
    of_talks = _next_steps("negotiation", Negotiation, Negotiation.outcome.is_(None))
    for kind, label, find in (
        ("negotiation-step", N_("Next steps of talks"), of_talks),
        ("partner-step", N_("Next steps with partners"), _next_steps("partner", Partnership)),
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
