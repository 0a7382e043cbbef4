"""Whether the tables of the database are those this program was written for."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

import config
from tracker.kernel.db import db

PRESENT = text("SELECT version_num FROM alembic_version")


def newest() -> str:
    """The migration that the program needs: the last by number, as each file's name begins with its own."""
    return max(path.stem for path in (config.ROOT / "migrations" / "versions").glob("[0-9]*.py"))[:4]


def fault() -> str:
    """What is wrong with the tables and how it is mended; empty if nothing is."""
    told = fault_of(db.session.connection())
    db.session.rollback()  # SQLite has one writer at a time, and a command begins its own transactions
    return told


def fault_of(connection: Connection) -> str:
    """The same of any database."""
    present = connection.scalar(PRESENT) if inspect(connection).has_table("alembic_version") else None
    if present == newest():
        return ""
    if present is None:
        return "The database is empty: run `tracker init`."
    if present > newest():
        return f"The database is newer ({present}) than the program ({newest()}): update the program."
    return f"The database is older ({present}) than the program ({newest()}): run `tracker db upgrade`."
