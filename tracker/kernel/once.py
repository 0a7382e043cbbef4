"""One-time form keys: a form sent twice is carried out once, and the second sender is shown the first result."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel import clock
from tracker.kernel.db import Model, db

KEPT = timedelta(days=3)


class FormKey(Model):
    """A form that was carried out, and where its sender was led."""

    __tablename__ = "form_key"

    key: Mapped[str] = mapped_column(String(43), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    location: Mapped[str] = mapped_column(String(2000), default="")


def new_key() -> str:
    return secrets.token_urlsafe(24)


def claim(key: str, user_id: int) -> FormKey | None:
    """Take the key for this transaction, or None where it is taken already (wait for a transaction under way)."""
    if find(key, user_id) is not None:
        return None
    taken = FormKey(key=key[:43], user_id=user_id)
    try:
        with db.session.begin_nested():
            db.session.add(taken)
    except IntegrityError:
        return None
    return taken


def find(key: str, user_id: int) -> FormKey | None:
    return db.session.scalar(select(FormKey).where(FormKey.key == key[:43], FormKey.user_id == user_id))


def forget_old() -> None:
    db.session.execute(delete(FormKey).where(FormKey.used_at < clock.now() - KEPT))
