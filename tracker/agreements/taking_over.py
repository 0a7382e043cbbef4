"""Agreements that were concluded before they came here: recorded with their life so far, not led through it again.

Their history says when they were signed, entered into force and ended, so that any earlier day can be told. What people
decide here (reviews, consents) is not made up: such a document comes in as a draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.agreements import actions
from tracker.agreements.kinds import Action, Status
from tracker.agreements.models import StatusChange
from tracker.audit import actions as audit
from tracker.kernel.db import db
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

    from tracker.accounts.models import User
    from tracker.agreements.actions import Draft
    from tracker.agreements.models import Agreement

CONCLUDED = frozenset({Status.SIGNED, Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED, Status.TERMINATED})
WAS_IN_FORCE = frozenset({Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED})
TAKEN = CONCLUDED | {Status.DRAFT, Status.CANCELLED}


@dataclass(frozen=True, kw_only=True)
class Past:
    """What became of the document before it came here."""

    status: Status
    signed_on: date | None = None
    signed_at_place: str | None = None
    terminated_on: date | None = None
    termination_reason: str | None = None


def check(past: Past, *, enters_on: date | None, ends_on: date | None, indefinite: bool, by: User, today: date) -> None:
    """Whoever may decide records what was concluded; each status needs the days that led to it."""
    if past.status not in TAKEN:
        raise RuleBroken(N_("Decisions of people are not taken over: bring it in as a draft."), "status")
    if past.status is Status.DRAFT:
        return
    if not by.may(Permission.AGREEMENTS_DECIDE):
        raise NotAllowed(N_("What is signed already is recorded by a manager."), "status")
    if past.status is not Status.CANCELLED:
        _check_days(past, enters_on, ends_on, today=today, indefinite=indefinite)


def _check_days(past: Past, enters_on: date | None, ends_on: date | None, *, today: date, indefinite: bool) -> None:
    signed_on, terminated_on = past.signed_on, past.terminated_on
    was_in_force, is_expired = past.status in WAS_IN_FORCE, past.status is Status.EXPIRED
    faults = (
        (signed_on is None, N_("Say when it was signed."), "signed_on"),
        (signed_on is not None and signed_on > today, N_("This day lies in the future."), "signed_on"),
        (was_in_force and enters_on is None, N_("Say from what day it is valid."), "enters_on"),
        (_is_before(enters_on, signed_on), N_("Earlier than the signing."), "enters_on"),
        (_is_before(ends_on, signed_on), N_("Earlier than the signing."), "ends_on"),
        (
            was_in_force and not indefinite and ends_on is None,
            N_("Say until when it is valid, or that it has no end."),
            "ends_on",
        ),
        (
            is_expired and (ends_on is None or ends_on >= today),
            N_("What has expired has an end in the past."),
            "ends_on",
        ),
        (
            past.status is Status.TERMINATED and terminated_on is None,
            N_("Say when it was terminated."),
            "terminated_on",
        ),
        (_is_before(terminated_on, signed_on), N_("Earlier than the signing."), "terminated_on"),
        (_is_before(today, terminated_on), N_("This day lies in the future."), "terminated_on"),
    )
    for is_so, message, field in faults:
        if is_so:
            raise RuleBroken(message, field)


def _is_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def take_over(draft: Draft, past: Past, *, by: User, today: date) -> Agreement:
    """Record the document with its past. Raises RuleBroken, NotAllowed."""
    values = draft.values
    check(
        past,
        enters_on=values.get("enters_on"),
        ends_on=values.get("ends_on"),
        indefinite=bool(values.get("indefinite")),
        by=by,
        today=today,
    )
    agreement = actions.create(draft, by=by, today=today)
    if past.status is Status.DRAFT:
        return agreement
    with db.session.no_autoflush:
        agreement.signed_on, agreement.signed_at_place = past.signed_on, past.signed_at_place
        agreement.terminated_on = past.terminated_on if past.status is Status.TERMINATED else None
        agreement.termination_reason = past.termination_reason
        steps = _steps(agreement, past, today)
        before = agreement.status
        for action, to, on in steps:
            reason = past.termination_reason if action is Action.TERMINATE else None
            db.session.add(
                StatusChange(
                    agreement_id=agreement.id, action=action, from_status=before, to_status=to, on=on, by_id=by.id,
                    reason=reason, ends_before=agreement.ends_on,
                )
            )  # fmt: skip
            before = to
        agreement.status, agreement.status_since = before, steps[-1][2]
        audit.record("take-over", agreement, by=by)
    actions.settle(agreement, today=today)
    return agreement


def _steps(agreement: Agreement, past: Past, today: date) -> list[tuple[Action, Status, date]]:
    """How it came to where it stands."""
    if past.status is Status.CANCELLED:
        return [(Action.CANCEL, Status.CANCELLED, agreement.drafted_on)]
    signed_on = past.signed_on or today
    steps = [(Action.SIGN, Status.SIGNED, signed_on)]
    if past.status in WAS_IN_FORCE or (past.status is Status.TERMINATED and agreement.enters_on is not None):
        steps.append((Action.ENTER_INTO_FORCE, Status.IN_FORCE, agreement.enters_on or signed_on))
    if past.status is Status.SUSPENDED:
        steps.append((Action.SUSPEND, Status.SUSPENDED, today))
    elif past.status is Status.EXPIRED and agreement.ends_on is not None:
        steps.append((Action.LAPSE, Status.EXPIRED, agreement.ends_on + timedelta(days=1)))
    elif past.status is Status.TERMINATED:
        steps.append((Action.TERMINATE, Status.TERMINATED, past.terminated_on or today))
    return steps
