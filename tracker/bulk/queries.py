"""Reading the records that were chosen, and what was done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from tracker.bulk.models import BulkChange
from tracker.bulk.rules import MOST_AT_ONCE
from tracker.kernel.db import db
from tracker.kernel.reading import only_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def ids_of(statement: Select[Any], key: Any) -> list[int]:
    """The records of a list as narrowed, at most one more than may be changed at once."""
    return list(db.session.scalars(only_keys(statement, key).order_by(key).limit(MOST_AT_ONCE + 1)))


def records(model: Any, ids: Collection[int]) -> Sequence[Any]:
    """Those of the scope; a foreign number is one that is not there."""
    return db.session.scalars(select(model).where(model.id.in_(ids)).order_by(model.id)).all()


def get_change(change_id: int, user_id: int) -> BulkChange:
    """One's own. Raises NoResultFound."""
    return db.session.scalars(select(BulkChange).where(BulkChange.id == change_id, BulkChange.by_id == user_id)).one()
