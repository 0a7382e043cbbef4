"""Reading the mail that is on its way, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, or_, select

from tracker.kernel.db import db
from tracker.outbox.models import OutgoingMail, State

if TYPE_CHECKING:
    from datetime import datetime


def rows() -> Select[Any]:
    """Rows of the mail within the scope, without its words."""
    return select(  # type: ignore[return-value]  # columns by name
        OutgoingMail.id,
        OutgoingMail.kind,
        OutgoingMail.to_name,
        OutgoingMail.to_address,
        OutgoingMail.subject,
        OutgoingMail.state,
        OutgoingMail.attempts,
        OutgoingMail.queued_at,
        OutgoingMail.next_try_at,
        OutgoingMail.sent_at,
        OutgoingMail.error,
    )


def get_mail(mail_id: int) -> OutgoingMail:
    """One mail within the scope. Raises NoResultFound."""
    return db.session.scalars(select(OutgoingMail).where(OutgoingMail.id == mail_id)).one()


def is_known(key: str) -> bool:
    return db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is not None


def next_due(now: datetime) -> Select[OutgoingMail]:
    """The mail that is due longest, locked and not waited for where another is taking it."""
    waits = and_(OutgoingMail.state == State.WAITING, OutgoingMail.next_try_at <= now)
    left = and_(OutgoingMail.state == State.SENDING, OutgoingMail.claimed_until <= now)
    return (
        select(OutgoingMail)
        .where(or_(waits, left), OutgoingMail.next_try_at <= now)
        .order_by(OutgoingMail.next_try_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def counts() -> dict[State, int]:
    """How many mails stand where, of those that are not sent."""
    found = db.session.execute(
        select(OutgoingMail.state, func.count()).where(OutgoingMail.state != State.SENT).group_by(OutgoingMail.state)
    )
    return {row[0]: row[1] for row in found}
