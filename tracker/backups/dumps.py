"""All rows of the database as one file, and back: a database of SQLite, or an archive of PostgreSQL's `pg_dump`."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, inspect, select, text

from tracker.backups.errors import BackupFailed
from tracker.kernel.db import db

LONGEST_SAID = 400
PATIENT = ("SET LOCAL idle_in_transaction_session_timeout = 0", "SET LOCAL statement_timeout = 0")


def engine() -> str:
    """`sqlite` or `postgresql`."""
    return db.engine.dialect.name


def has_tables() -> bool:
    return bool(inspect(db.engine).get_table_names())


def rows() -> dict[str, int]:
    """How many rows each table has, whosever they are."""
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }


def write(target: Path) -> dict[str, int]:
    """Write the dump, whole and as of one moment while others go on writing; gives the rows that are in it.

    Raises BackupFailed.
    """
    return _write_sqlite(target) if engine() == "sqlite" else _write_postgresql(target)


def load(source: Path) -> None:
    """Bring the rows back into a database without tables. Raises BackupFailed."""
    if engine() == "sqlite":
        _load_sqlite(source)
    else:
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))


def _write_sqlite(target: Path) -> dict[str, int]:
    with closing(sqlite3.connect(_path())) as held:
        held.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as copy:
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupFailed("The database is damaged: SQLite's own check of the copy fails.")
        counted = (str(select(func.count()).select_from(table)) for table in db.metadata.sorted_tables)
        return {
            table.name: copy.execute(count).fetchone()[0]
            for table, count in zip(db.metadata.sorted_tables, counted, strict=True)
        }


def _load_sqlite(source: Path) -> None:
    """The file takes the place of an empty one; what belongs to that one goes with it."""
    target = _path()
    db.session.remove()
    db.engine.dispose()
    target.parent.mkdir(parents=True, exist_ok=True)
    coming = target.with_name(f"{target.name}.restoring")
    shutil.copyfile(source, coming)
    with coming.open("rb") as held:
        os.fsync(held.fileno())
    for beside in ("-wal", "-shm"):
        Path(f"{target}{beside}").unlink(missing_ok=True)
    coming.replace(target)


def _path() -> Path:
    return Path(db.engine.url.database or "")


def _write_postgresql(target: Path) -> dict[str, int]:
    """`pg_dump` and the count of the rows look at the same moment."""
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        for wait in PATIENT:
            connection.execute(text(wait))
        moment = connection.scalar(select(func.pg_export_snapshot()))
        _run("pg_dump", "--format=custom", "--no-comments", f"--snapshot={moment}", f"--file={target}")
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }


def _run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs on our database; the password travels in the environment, where `ps` shows none."""
    path = shutil.which(program)
    if path is None:
        raise BackupFailed(f"{program} is not on this machine: install PostgreSQL's client programs.")
    url = db.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL with arguments of our own
        [path, f"--dbname={address}", *arguments],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip()[:LONGEST_SAID]}")
