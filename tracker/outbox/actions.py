"""Queueing mail inside the transaction of what it tells, and taking it from there one by one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, event, update
from sqlalchemy.exc import IntegrityError

from tracker.kernel.db import db
from tracker.kernel.text import clean
from tracker.outbox import queries, rules
from tracker.outbox.models import OutgoingMail, State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from tracker.accounts.models import User
    from tracker.web.personal import HandedOut

_QUEUED = "mail_queued"


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is written to somebody. `refuse_url`: where one click ends mail of this kind.

    Files are never kept in the outbox: only a letter that is written when it leaves has some. `taken`: they tell of
    people, which the journal keeps once the letter has left, with the words by which they were `asked` for.
    """

    kind: str
    subject: str
    text: str
    html: str
    refuse_url: str | None = None
    files: Sequence[Enclosure] = ()
    taken: HandedOut | None = None
    asked: str = ""


def queue(letter: Letter, *, to: User, host: str, now: datetime, key: str | None = None) -> bool:
    """Put a letter into the outbox; it leaves after the commit. False where `key` says it was mailed before."""
    if letter.files:
        raise ValueError("files are not kept in the outbox: let a writer write this letter when it leaves")
    words = {"text": letter.text, "html": letter.html, "refuse_url": letter.refuse_url}
    return _queue(_to(to, letter.kind, letter.subject, host, now), key, words)


def queue_unwritten(
    kind: str, about_id: int, *, subject: str, to: User, host: str, now: datetime, key: str | None = None
) -> bool:
    """The same for a letter that the writer of its kind writes at the moment it leaves."""
    return _queue(_to(to, kind, subject, host, now), key, {"text": "", "html": "", "about_id": about_id})


def _to(user: User, kind: str, subject: str, host: str, now: datetime) -> OutgoingMail:
    return OutgoingMail(
        municipality_id=user.municipality_id,
        user_id=user.id,
        kind=kind,
        to_address=user.email,
        to_name=user.name,
        subject=clean(subject)[:500],
        message_id=f"<{secrets.token_hex(16)}@{host}>",
        queued_at=now,
        next_try_at=now,
    )


def _queue(mail: OutgoingMail, key: str | None, words: dict[str, Any]) -> bool:
    if key is not None and queries.is_known(key):
        return False
    mail.key = key
    for name, value in words.items():
        setattr(mail, name, value)
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:  # another machine was quicker
        return False
    return True


def claim(now: datetime) -> OutgoingMail | None:
    """Take the next mail for oneself, or None. The caller commits before it sends."""
    mail = db.session.scalar(queries.next_due(now))
    if mail is None:
        return None
    mail.state, mail.claim = State.SENDING, secrets.token_hex(16)
    mail.claimed_until = now + rules.CLAIMED_FOR
    mail.attempts += 1
    db.session.flush()
    return mail


def note_sent(mail: OutgoingMail, *, now: datetime) -> bool:
    """The server has taken it over: its words are not kept. False where the claim ran out meanwhile."""
    return _settle(mail, state=State.SENT, sent_at=now, text="", html="", error=None)


def note_pointless(mail: OutgoingMail) -> bool:
    """Its writer found nothing to say any more: what it was about is gone, or is not this person's to see."""
    return _settle(mail, state=State.DROPPED, text="", html="", error=None)


def note_put_off(mail: OutgoingMail, *, error: str, now: datetime) -> bool:
    """The server asked for patience: try again later, and at last no more."""
    again = None if rules.is_too_old(mail, now) else rules.next_try(mail.attempts, now)
    if again is None:
        return note_failed(mail, error=error)
    return _settle(mail, state=State.WAITING, next_try_at=again, error=error[:500])


def note_no_server(mail: OutgoingMail, *, error: str, now: datetime) -> bool:
    """The server was not there: no fault of this mail, and no attempt of it."""
    if rules.is_too_old(mail, now):
        return note_failed(mail, error=error)
    return _settle(
        mail,
        state=State.WAITING,
        next_try_at=now + rules.SERVER_BACK_IN,
        attempts=mail.attempts - 1,
        error=error[:500],
    )


def note_failed(mail: OutgoingMail, *, error: str) -> bool:
    """It cannot be delivered; the administrator sees why."""
    return _settle(mail, state=State.FAILED, error=error[:500])


def _settle(mail: OutgoingMail, **values: Any) -> bool:
    settled: Any = db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail.id, OutgoingMail.claim == mail.claim)
        .values(claim=None, claimed_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(settled.rowcount)


def send_again(mail: OutgoingMail, *, now: datetime) -> None:
    """Try a mail once more that was not delivered."""
    rules.check_failed(mail)
    mail.state, mail.attempts, mail.queued_at, mail.next_try_at = State.WAITING, 0, now, now
    db.session.flush()
    db.session.info[_QUEUED] = True


def drop(mail: OutgoingMail) -> None:
    """Give a mail up that was not delivered; its words go."""
    rules.check_failed(mail)
    mail.state, mail.text, mail.html = State.DROPPED, "", ""
    db.session.flush()


def forget_old(now: datetime) -> None:
    """What was sent or given up long ago goes."""
    db.session.execute(
        delete(OutgoingMail)
        .where(
            OutgoingMail.state.in_([State.SENT, State.DROPPED]),
            OutgoingMail.queued_at < now - rules.KEPT_WHEN_SENT,
        )
        .execution_options(synchronize_session=False)
    )


@event.listens_for(db.session, "after_flush")
def _note_queued(session: Session, _context: object) -> None:
    if any(isinstance(row, OutgoingMail) for row in session.new):
        session.info[_QUEUED] = True


def when_queued(wake: Callable[[], None]) -> None:
    """Call `wake` after each commit that put mail into the outbox."""

    @event.listens_for(db.session, "after_commit")
    def _wake(session: Session) -> None:
        if session.info.pop(_QUEUED, False):
            wake()

    @event.listens_for(db.session, "after_soft_rollback")
    def _forget(session: Session, previous: Any) -> None:
        if previous.parent is None:
            session.info.pop(_QUEUED, None)
