"""Counting the rows of a select cheaply, and reading all of them without holding them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnClause, Join, Row, Select, select
from sqlalchemy.sql import visitors

from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

ROWS_AT_ONCE = 2000


def only_keys(statement: Select[Any], key: Any) -> Select[Any]:
    """The keys of the rows, for counting them: without the outer joins that only add columns to a row.

    A list's outer join leads to at most one row, so one that no condition speaks of changes nothing of the count.
    """
    spoken_of = set(visitors.iterate(statement.whereclause)) if statement.whereclause is not None else set()
    tables = {part.table for part in spoken_of if isinstance(part, ColumnClause)}
    (origin,) = statement.get_final_froms()
    while isinstance(origin, Join) and origin.isouter and origin.right not in tables:
        origin = origin.left
    keys = select(key).select_from(origin)
    return keys if statement.whereclause is None else keys.where(statement.whereclause)


def streamed(statement: Select[Any]) -> Iterator[Row[Any]]:
    """Rows through a cursor of the server, on a session of their own: the answer outlives the request's."""
    session: Session = db.session.session_factory()
    result = session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE, "stream_results": True})

    def rows() -> Iterator[Row[Any]]:
        try:
            for part in result.partitions(ROWS_AT_ONCE):
                yield from part
        finally:
            session.close()

    return rows()
