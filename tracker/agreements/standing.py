"""How an agreement stands on a day: its effective status, what the calendar does next, the signals it gives.

Nothing here is stored. A term that is over never shows as in force, also before the calendar's step is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from tracker.agreements import guards
from tracker.agreements.kinds import (
    BY_ITSELF,
    IN_PREPARATION,
    LIVING,
    Action,
    ApprovalAnswer,
    RenewalDecision,
    Status,
)
from tracker.agreements.terms import ONE_DAY, months_later
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from tracker.agreements.models import Agreement

SOON = timedelta(days=180)
DECIDE_AHEAD = timedelta(days=90)
PUBLISH_SOON = timedelta(days=14)
CONSENT_SOON = timedelta(days=60)


class Termed(Protocol):
    """What a row or a record must have to tell how it stands."""

    @property
    def status(self) -> Status: ...
    @property
    def enters_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def renews(self) -> bool: ...
    @property
    def notice_given_on(self) -> date | None: ...


def effective_status(termed: Termed, today: date) -> Status:
    """The status as of the day, whatever the calendar's steps recorded so far."""
    status = termed.status
    if status is Status.SIGNED and termed.enters_on is not None and termed.enters_on <= today:
        status = Status.IN_FORCE
    if status in LIVING and is_over(termed, today):
        return Status.TERMINATED if termed.notice_given_on is not None else Status.EXPIRED
    return status


def is_over(termed: Termed, today: date) -> bool:
    return termed.ends_on is not None and termed.ends_on < today and not termed.renews


@dataclass(frozen=True)
class DueStep:
    """A step of the calendar: what, on which day, and with a prolongation until when."""

    action: Action
    on: date
    until: date | None = None


def due_step(agreement: Agreement, today: date) -> DueStep | None:
    """The next step that the calendar takes by itself, if its day has come."""
    entered, ends = agreement.enters_on, agreement.ends_on
    if agreement.status is Status.SIGNED and agreement.has_term and entered is not None and entered <= today:
        return DueStep(Action.ENTER_INTO_FORCE, entered)
    if agreement.status not in LIVING or ends is None or ends >= today:
        return None
    if agreement.renews:
        return DueStep(Action.RENEW, ends + ONE_DAY, next_end(agreement, today))
    if agreement.notice_given_on is not None:
        return DueStep(Action.TERMINATE, ends + ONE_DAY)
    return DueStep(Action.LAPSE, ends + ONE_DAY)


def next_end(agreement: Agreement, today: date) -> date | None:
    """The end of the term that a prolongation by itself leads to: the first one not before the day."""
    if agreement.ends_on is None or not agreement.renewal_months:
        return None
    months = agreement.renewal_months
    while (end := months_later(agreement.ends_on, months)) < today:
        months += agreement.renewal_months
    return end


class Signal(StrEnum):
    """What deserves attention; computed, never a status."""

    EXPIRES = "expires"
    RENEWS = "renews"
    ENDS_BY_NOTICE = "ends_by_notice"
    LAPSED = "lapsed"
    CONSENT_MISSING = "consent_missing"
    CONSENT_OVERDUE = "consent_overdue"
    CONSENT_ENDS = "consent_ends"
    REFUSED = "refused"
    PUBLICATION_DUE = "publication_due"
    PUBLICATION_OVERDUE = "publication_overdue"


@dataclass(frozen=True)
class Told:
    """A signal with the number of days it is about, and how bad it is: warn or bad. `about`: which approval."""

    signal: Signal
    days: int
    kind: str
    about: ApprovalKind | None = None


def signals(agreement: Agreement, today: date) -> list[Told]:
    """Everything about this agreement that deserves attention today."""
    status = effective_status(agreement, today)
    return [
        *_of_term(agreement, status, today),
        *_of_approvals(agreement, status, today),
        *_of_publication(agreement, status, today),
    ]


def _of_term(agreement: Agreement, status: Status, today: date) -> list[Told]:
    ends = agreement.ends_on
    if ends is None:
        return []
    if status is Status.EXPIRED:
        return [Told(Signal.LAPSED, (today - ends).days, "bad")]
    if status not in LIVING or ends > today + SOON or ends < today:
        return []
    days = (ends - today).days
    if agreement.notice_given_on is not None:
        return [Told(Signal.ENDS_BY_NOTICE, days, "bad")]
    if agreement.renews:
        return [Told(Signal.RENEWS, days, "warn")]
    return [Told(Signal.EXPIRES, days, "warn")]


def _of_approvals(agreement: Agreement, status: Status, today: date) -> list[Told]:
    told = []
    for kind in ApprovalKind:
        approval = agreement.approval(kind)
        if approval is None:
            continue
        if status in IN_PREPARATION and (late := approval.days_late(today)) > 0:
            told.append(Told(Signal.CONSENT_OVERDUE, late, "bad", kind))
        if status is Status.RETURNED and approval.answer is ApprovalAnswer.REFUSED:
            told.append(Told(Signal.REFUSED, 0, "bad", kind))
        if status in IN_PREPARATION and approval.is_given and approval.valid_until is not None:
            left = approval.valid_until - today
            if left < CONSENT_SOON:
                told.append(Told(Signal.CONSENT_ENDS, left.days, "bad" if left.days < 0 else "warn", kind))
    region = agreement.approval(ApprovalKind.REGION)
    if status in LIVING | {Status.SIGNED} and guards.needs_consent(agreement) and not (region and region.is_given):
        told.append(Told(Signal.CONSENT_MISSING, 0, "bad", ApprovalKind.REGION))
    return told


def _of_publication(agreement: Agreement, status: Status, today: date) -> list[Told]:
    due = agreement.publication_due_on
    if due is None or agreement.published_on is not None or status not in LIVING | {Status.SIGNED}:
        return []
    left = due - today
    if left.days < 0:
        return [Told(Signal.PUBLICATION_OVERDUE, -left.days, "bad")]
    return [Told(Signal.PUBLICATION_DUE, left.days, "warn")] if left <= PUBLISH_SOON else []


def renewal_to_decide(agreement: Agreement, today: date) -> bool:
    """The last day to object to a prolongation comes near, and nobody decided yet."""
    last = agreement.last_day_to_act
    return (
        agreement.status in LIVING
        and agreement.renewal in BY_ITSELF
        and agreement.renews
        and agreement.renewal_decision is not RenewalDecision.KEEP
        and last is not None
        and today <= last <= today + DECIDE_AHEAD
    )
