"""All rows of the database, to be compared before and after something that is to leave nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import FromClause, Select

Rows = dict[str, list[str]]
PLACES = frozenset({"city", "country", "region"})
STAMPS = frozenset({"version", "updated_at", "updated_by_id"})


def everything(*, besides: Collection[str], stamps: bool = True) -> Rows:
    """All rows of all tables `besides` some, by the columns of the database. `stamps`: also when and by whom."""
    db.session.flush()
    return {
        table.name: sorted(map(repr, db.session.connection().execute(_columns(table, stamps=stamps)).all()))
        for table in db.metadata.sorted_tables
        if table.name not in {*besides, *PLACES}
    }


def _columns(table: FromClause, *, stamps: bool) -> Select[Any]:
    return select(*(column for column in table.c if stamps or column.name not in STAMPS))


def differences(before: Rows, after: Rows) -> dict[str, Any]:
    return {
        name: (set(before[name]) - set(after[name]), set(after[name]) - set(before[name]))
        for name in before
        if before[name] != after[name]
    }
