"""Counting what the first page tells, in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COUNTED = 1000
SHOWN = 5


def counts(statements: Mapping[str, Select[Any]]) -> dict[str, int]:
    """How many rows each statement has, counted up to `COUNTED` + 1, all in one query."""
    if not statements:
        return {}
    columns = []
    for name, statement in statements.items():
        bounded = statement.order_by(None).limit(COUNTED + 1).subquery()
        columns.append(select(func.count()).select_from(bounded).scalar_subquery().label(name))
    return dict(db.session.execute(select(*columns)).one()._mapping)  # noqa: SLF001 - the documented way


def first(statement: Select[Any], most: int = SHOWN) -> Sequence[Any]:
    return db.session.execute(statement.limit(most)).all()
