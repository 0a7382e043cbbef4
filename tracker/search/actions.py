"""Remembering what was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.search.models import OpenedRecord

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.kernel.subjects import Subject

MOST_KEPT = 60


def note_opened(subject: Subject, *, by: User) -> None:
    """Count the opening; of what was opened long ago only the latest are kept."""
    this = (OpenedRecord.user_id == by.id, OpenedRecord.kind == subject.kind, OpenedRecord.record_id == subject.id)
    opened = db.session.scalar(select(OpenedRecord).where(*this))
    if opened is None:
        made = OpenedRecord(user_id=by.id, kind=subject.kind, record_id=subject.id, opened_at=clock.now())
        db.session.add(made)
    else:
        opened.times += 1
        opened.opened_at = clock.now()
    db.session.flush()
    latest = (
        select(OpenedRecord.opened_at)
        .where(OpenedRecord.user_id == by.id)
        .order_by(OpenedRecord.opened_at.desc())
        .offset(MOST_KEPT)
        .limit(1)
    )
    oldest = db.session.scalar(latest)
    if oldest is not None:
        db.session.execute(delete(OpenedRecord).where(OpenedRecord.user_id == by.id, OpenedRecord.opened_at <= oldest))
