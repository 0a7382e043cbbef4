"""For migrations on SQLite: a table that is rebuilt (a new foreign key, a changed column) loses its triggers.

Those keep the search in step and the journals append-only, so a migration that rebuilds puts them back.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@contextmanager
def keeping_triggers(connection: Connection, *tables: str) -> Iterator[None]:
    """Put the triggers of these tables back after the block; for use round each `batch_alter_table` of them."""
    if connection.dialect.name != "sqlite":
        yield
        return
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    kept = {name: sql for table in tables for name, sql in connection.execute(query, {"table": table})}
    yield
    there = {name for table in tables for name, _sql in connection.execute(query, {"table": table})}
    for name, sql in kept.items():
        if name not in there:
            connection.execute(text(sql))
