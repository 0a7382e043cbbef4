"""Reading notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, literal, or_, select

from tracker.accounts.models import User
from tracker.accounts.queries import count_with_session
from tracker.kernel.db import db
from tracker.notices.models import MailRefusal, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ScalarSelect

COUNTED = 100
SHOWN = 50


def unread_of_session() -> ScalarSelect[int]:
    """How many notices the person of a session has not read, counted up to `COUNTED`."""
    unread = (
        select(literal(1).label("one"))
        .where(Notice.user_id == User.id, Notice.read_at.is_(None))
        .limit(COUNTED)
        .correlate(User)
        .subquery()
    )
    return select(func.count()).select_from(unread).scalar_subquery()


count_with_session("unread", unread_of_session)


def of_user(user: User, *, unread: bool = False, before: int | None = None, most: int = SHOWN) -> Sequence[Notice]:
    """The latest notices of a person, those before the number `before`."""
    statement = select(Notice).where(Notice.user_id == user.id)
    if unread:
        statement = statement.where(Notice.read_at.is_(None))
    if before is not None:
        last = select(Notice.created_at).where(Notice.id == before, Notice.user_id == user.id).scalar_subquery()
        statement = statement.where(or_(Notice.created_at < last, and_(Notice.created_at == last, Notice.id < before)))
    return db.session.scalars(statement.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(most)).all()


def get_notice(user: User, notice_id: int) -> Notice:
    """One of the person's own notices. Raises NoResultFound."""
    return db.session.scalars(select(Notice).where(Notice.id == notice_id, Notice.user_id == user.id)).one()


def is_told(user_id: int, key: str) -> bool:
    return db.session.scalar(select(Notice.id).where(Notice.user_id == user_id, Notice.key == key)) is not None


def refused_by(user: User) -> set[str]:
    """The kinds this person gets no mail about."""
    return set(db.session.scalars(select(MailRefusal.kind).where(MailRefusal.user_id == user.id)))


def to_mail(user: User, since: datetime) -> Sequence[Notice]:
    """Notices that are neither read nor mailed, the oldest first."""
    return db.session.scalars(
        select(Notice)
        .where(
            Notice.user_id == user.id,
            Notice.read_at.is_(None),
            Notice.mailed_at.is_(None),
            Notice.created_at > since,
        )
        .order_by(Notice.id)
    ).all()
