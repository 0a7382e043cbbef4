"""All rows of one database into another, of either engine: how a city that began on SQLite goes on with PostgreSQL."""

from __future__ import annotations

from typing import Any

from flask_migrate import upgrade
from sqlalchemy import Connection, Engine, Table, bindparam, create_engine, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from tracker.backups import dumps
from tracker.backups.errors import BackupFailed
from tracker.kernel import schema
from tracker.kernel.db import begin_for_reading, db

AT_ONCE = 1000


def bring_in(address: str) -> int:
    """Copy every row from the database of the address into this one, which is empty; gives how many there are.

    One transaction: this database has all rows afterwards, or its tables and no row. The files stay where they are.
    Raises BackupFailed.
    """
    if dumps.has_tables():
        raise BackupFailed("The database is not empty: bring the rows into a new one.")
    source = _opened(address)
    try:
        upgrade()
        with begin_for_reading(), source.connect() as theirs, db.engine.connect() as ours, ours.begin():
            brought = sum(_copy(table, theirs, ours) for table in db.metadata.sorted_tables)
            _go_on_counting(ours)
    finally:
        source.dispose()
    return brought


def _opened(address: str) -> Engine:
    """The other database, as new as the program."""
    try:
        source = create_engine(address)
        with begin_for_reading(), source.connect() as theirs:
            fault = schema.fault_of(theirs)
    except SQLAlchemyError as error:
        raise BackupFailed(f"The other database: {type(error).__name__}. Look at its address.") from None
    if fault:
        raise BackupFailed(f"The other database: {fault}")
    return source


def _copy(table: Table, theirs: Connection, ours: Connection) -> int:
    """The rows of a table. A row that names a later one of its own table gets that name once all are there."""
    own = _columns_of_own(table)
    later: list[dict[str, Any]] = []
    count = 0
    order = list(table.primary_key.columns)
    found = theirs.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*order))
    for part in found.mappings().partitions(AT_ONCE):
        rows = [dict(row) for row in part]
        for row in rows:
            later += _put_off(row, own)
        ours.execute(insert(table), rows)
        count += len(rows)
    for name in own:
        named = [{"row": one["id"], "value": one[name]} for one in later if name in one]
        if named:
            change = update(table).where(table.c.id == bindparam("row")).values({name: bindparam("value")})
            ours.execute(change, named)
    if ours.scalar(select(func.count()).select_from(table)) != count:
        raise BackupFailed(f"Not every row of {table.name} arrived.")
    return count


def _columns_of_own(table: Table) -> list[str]:
    """The columns that name a row of the same table."""
    return [
        column.name
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is table
        for column in constraint.columns
        if column.name != "municipality_id"
    ]


def _put_off(row: dict[str, Any], own: list[str]) -> list[dict[str, Any]]:
    """Take out what names a later row; gives what is to be put in afterwards."""
    taken = {name: row[name] for name in own if row[name] is not None and row[name] > row["id"]}
    row.update(dict.fromkeys(taken))
    return [{"id": row["id"], **taken}] if taken else []


def _go_on_counting(ours: Connection) -> None:
    """The next new row gets the number after the highest; SQLite does so by itself."""
    if ours.dialect.name != "postgresql":
        return
    for table in db.metadata.sorted_tables:
        if "id" in table.primary_key.columns:
            highest = select(func.coalesce(func.max(table.c.id), 1), func.count() > 0).select_from(table)
            value, used = ours.execute(highest).one()
            ours.execute(select(func.setval(func.pg_get_serial_sequence(f'"{table.name}"', "id"), value, used)))
