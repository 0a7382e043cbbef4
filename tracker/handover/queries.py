"""What people answer for, and the handovers there were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.accounts.models import User
from tracker.handover.kinds import KINDS
from tracker.handover.models import Handover
from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.handover.kinds import Kind

SHOWN = 20
PREVIEWED = 200  # records of a kind that are named before they go


def records_of(user: User, kind: Kind, most: int | None = None) -> Sequence[Any]:
    """What the person answers for, of one kind."""
    statement = select(kind.model).where(kind.whose == user.id, kind.open).order_by(kind.model.id)
    return db.session.scalars(statement.limit(most) if most else statement).unique().all()


def counts_of(user_id: int) -> dict[str, int]:
    """How much of each kind the person answers for; one query."""
    counted = [
        select(func.count())
        .select_from(kind.model)
        .where(kind.whose == user_id, kind.open)
        .scalar_subquery()
        .label(name)
        for name, kind in KINDS.items()
    ]
    return dict(db.session.execute(select(*counted)).one()._mapping)  # noqa: SLF001 - the documented way


def counts() -> dict[int, int]:
    """How much each person answers for in all."""
    found: dict[int, int] = {}
    for kind in KINDS.values():
        rows = db.session.execute(
            select(kind.whose, func.count()).where(kind.whose.is_not(None), kind.open).group_by(kind.whose)
        )
        for user_id, count in rows:
            found[user_id] = found.get(user_id, 0) + count
    return found


def people(ids: Sequence[int]) -> Sequence[User]:
    return db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.name, User.id)).all()


def get_handover(handover_id: int) -> Handover:
    """Raises NoResultFound."""
    return db.session.scalars(
        select(Handover)
        .where(Handover.id == handover_id)
        .options(joinedload(Handover.from_user), joinedload(Handover.made_by))
    ).one()


def latest() -> Sequence[Handover]:
    return db.session.scalars(
        select(Handover).order_by(Handover.created_at.desc(), Handover.id.desc()).limit(SHOWN)
    ).all()


def find_records(kind: Kind, ids: Sequence[int]) -> dict[int, Any]:
    found = db.session.scalars(select(kind.model).where(kind.model.id.in_(ids))).unique()
    return {record.id: record for record in found}
