"""Counting the rows of a select cheaply, and reading all of them without holding them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnClause, ColumnElement, FromClause, Join, Row, Select, String, func, select
from sqlalchemy.sql import visitors

from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

ROWS_AT_ONCE = 2000
MOST_ORIGINS = 200
_origins: dict[Any, FromClause] = {}


def only_keys(statement: Select[Any], key: Any, *sorted_by: Any, lean: bool = False) -> Select[Any]:
    """The keys of the rows, to count or sort them: without the outer joins that only add columns to a row.

    A list's outer join leads to at most one row, so one of which neither a condition nor the order speaks changes
    nothing of which rows there are. `lean`: the same is true of its inner joins, which lead to exactly one row.
    """
    conditions = [] if statement.whereclause is None else [statement.whereclause]
    spoken_of = {part for one in (*conditions, *sorted_by) for part in visitors.iterate(one)}
    tables = {part.table for part in spoken_of if isinstance(part, ColumnClause)}
    origin = _origin(statement)
    while isinstance(origin, Join) and (lean or origin.isouter) and origin.right not in tables:
        origin = origin.left
    keys = select(key).select_from(origin)
    return keys if statement.whereclause is None else keys.where(statement.whereclause)


def _origin(statement: Select[Any]) -> FromClause:
    """From what the statement reads. Kept by the statement's own words and values: to find it out it is compiled."""
    key = statement._generate_cache_key()  # noqa: SLF001 - there is no other way to tell two statements apart
    name = (key.key, repr([one.effective_value for one in key.bindparams])) if key else None
    origin = _origins.get(name)
    if origin is None:
        (origin,) = statement.get_final_froms()
        if len(_origins) >= MOST_ORIGINS:
            _origins.clear()
        if name is not None:
            _origins[name] = origin
    return origin


def only_groups(statement: Select[Any], columns: Sequence[ColumnElement[Any]], *, lean: bool = False) -> Select[Any]:
    """How many rows (`n`) each group of these columns has, in the same way without needless joins."""
    counted = only_keys(statement, func.count().label("n"), *columns, lean=lean)
    return counted.add_columns(*columns).group_by(*columns)


def first_word(column: Any) -> ColumnElement[str]:
    """What stands before the first space of a text, on either database."""
    if db.session.get_bind().dialect.name == "sqlite":
        return func.substr(column, 1, func.instr(column + " ", " ") - 1, type_=String())
    return func.split_part(column, " ", 1, type_=String())


def streamed(statement: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    """Rows in parts, through a cursor of the server, on a session of their own: the answer outlives the request's."""
    session: Session = db.session.session_factory()
    result = session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE, "stream_results": True})

    def parts() -> Iterator[Sequence[Row[Any]]]:
        try:
            yield from result.partitions(ROWS_AT_ONCE)
        finally:
            session.close()

    return parts()
