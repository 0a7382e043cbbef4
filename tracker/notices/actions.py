"""Telling people something, and what they do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.notices import queries, rules
from tracker.notices.models import MailRefusal, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User
    from tracker.kernel.subjects import Subject


def tell(
    user: User,
    kind: str,
    message: str,
    *,
    about: Subject,
    details: dict[str, Any] | None = None,
    key: str | None = None,
) -> bool:
    """Tell a person something about a record. False if `key` was told before, or there is nobody to read it."""
    if not rules.can_be_told(user) or (key is not None and queries.is_told(user.id, key)):
        return False
    notice = Notice(
        municipality_id=user.municipality_id,
        user_id=user.id,
        kind=kind,
        message=message,
        details={name: _plain(value) for name, value in (details or {}).items()},
        subject_kind=about.kind,
        subject_id=about.id,
        key=key,
    )
    try:
        with db.session.begin_nested():
            db.session.add(notice)
    except IntegrityError:  # another machine told it a moment ago
        return False
    return True


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def mark_read(notice: Notice) -> None:
    notice.read_at = notice.read_at or clock.now()
    db.session.flush()


def mark_all_read(user: User) -> None:
    db.session.execute(
        update(Notice).where(Notice.user_id == user.id, Notice.read_at.is_(None)).values(read_at=clock.now())
    )


def mark_mailed(notices: Iterable[Notice]) -> None:
    for notice in notices:
        notice.mailed_at = clock.now()
    db.session.flush()


def choose_mail(user: User, *, wanted: Iterable[str]) -> None:
    """Mail about these kinds, and no other."""
    refused = {kind.name for kind in rules.notice_kinds()} - set(wanted)
    held = queries.refused_by(user)
    if held - refused:
        db.session.execute(
            delete(MailRefusal).where(MailRefusal.user_id == user.id, MailRefusal.kind.in_(held - refused))
        )
    for kind in sorted(refused - held):
        refuse_mail(user, kind)


def refuse_mail(user: User, kind: str) -> None:
    """No more mail about this kind."""
    if kind in queries.refused_by(user):
        return
    try:
        with db.session.begin_nested():
            db.session.add(MailRefusal(municipality_id=user.municipality_id, user_id=user.id, kind=kind))
    except IntegrityError:  # a second click came first
        return
