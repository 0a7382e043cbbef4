"""Asking for approvals and recording what was answered: the conditions, and what is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.agreements.guards import past_day
from tracker.agreements.kinds import ASKED_IN, ApprovalAnswer
from tracker.agreements.members import Approval
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.regulations import rules as regulation_rules
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.agreements.guards import Step
    from tracker.agreements.kinds import Status
    from tracker.agreements.models import Agreement


def can_be_asked(agreement: Agreement, status: Status) -> list[ApprovalKind]:
    """What may be asked for now by a step of its own; the region is asked by the step that sends it there."""
    return [
        kind
        for kind, statuses in ASKED_IN.items()
        if kind is not ApprovalKind.REGION and status in statuses and agreement.approval(kind) is None
    ]


def waiting(agreement: Agreement) -> list[ApprovalKind]:
    """What was asked for and has no answer, beside the region's."""
    found = (agreement.approval(kind) for kind in ApprovalKind if kind is not ApprovalKind.REGION)
    return [one.kind for one in found if one is not None and one.is_open]


# conditions


def something_to_ask(step: Step) -> None:
    if not can_be_asked(step.agreement, step.agreement.status):
        raise RuleBroken(N_("There is nothing to ask for now."))


def something_open(step: Step) -> None:
    if not waiting(step.agreement):
        raise RuleBroken(N_("Nothing waits for an answer."))


def asking(step: Step) -> None:
    past_day(step)
    if step.answers.approval not in can_be_asked(step.agreement, step.agreement.status):
        raise RuleBroken(N_("This cannot be asked for now."), "approval")


def answering(step: Step) -> None:
    past_day(step)
    kind = step.answers.approval
    if kind is None or kind not in waiting(step.agreement):
        raise RuleBroken(N_("Nobody was asked for this."), "approval")
    asked = step.agreement.approval(kind)
    if asked is not None and step.on < asked.asked_on:
        raise RuleBroken(N_("Earlier than the request of %(day)s."), "on", day=asked.asked_on)


def giving(step: Step) -> None:
    answering(step)
    if step.answers.until is not None and step.answers.until < step.on:
        raise RuleBroken(N_("The consent cannot end before it was given."), "until")


# what is written


def ask(step: Step, kind: ApprovalKind, enclosures: Sequence[str] = ()) -> None:
    """The approval is asked for, with the term that the rules of the day give."""
    due = regulation_rules.approval_due_on(step.regulation, kind, step.on) if step.regulation is not None else None
    step.agreement.approvals.append(
        Approval(
            kind=kind,
            is_current=True,
            asked_on=step.on,
            asked_number=step.answers.number,
            enclosures="\n".join(enclosures),
            due_on=due,
        )
    )


def answer(step: Step, kind: ApprovalKind, answer: ApprovalAnswer) -> None:
    approval = step.agreement.approval(kind)
    if approval is None:
        return
    approval.answer = answer
    approval.answered_on = step.on
    approval.answer_number = step.answers.number
    approval.valid_until = step.answers.until if answer is ApprovalAnswer.GIVEN else None
    approval.reason = step.answers.reason or None


def withdraw_open(agreement: Agreement, on: date) -> None:
    """What waits for an answer need not be answered: the text will be another one, or none."""
    for approval in agreement.approvals:
        if approval.is_current and approval.is_open:
            approval.answer = ApprovalAnswer.WITHDRAWN
            approval.answered_on = max(on, approval.asked_on)


def reopen_withdrawn(agreement: Agreement) -> None:
    """The text stays as it is after all: what was withdrawn waits for an answer again."""
    for approval in agreement.approvals:
        if approval.is_current and approval.answer is ApprovalAnswer.WITHDRAWN:
            approval.answer = approval.answered_on = None


def put_aside(agreement: Agreement) -> None:
    """The approvals were of an earlier text."""
    for approval in agreement.approvals:
        approval.is_current = False
