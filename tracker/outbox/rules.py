"""When a mail is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.outbox.models import OutgoingMail, State

CLAIMED_FOR = timedelta(minutes=10)  # longer than one delivery can take with all its timeouts
SERVER_BACK_IN = timedelta(minutes=5)
TOO_OLD = timedelta(days=5)
KEPT_WHEN_SENT = timedelta(days=90)
_PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a mail that was put off after so many attempts is tried again; None: never."""
    return now + _PAUSES[attempts - 1] if attempts <= len(_PAUSES) else None


def is_too_old(mail: OutgoingMail, now: datetime) -> bool:
    """Old news is worse than none: after days without a server a mail is given up."""
    return now - mail.queued_at > TOO_OLD


def check_failed(mail: OutgoingMail) -> None:
    if mail.state is not State.FAILED:
        raise RuleBroken(N_("This mail is not among those that could not be delivered."))
