"""How migrations run: on the application's engine; SQLite tables are rebuilt with foreign keys off."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from tracker.kernel.db import db

INDEXES_OF_THE_SEARCH = ("_trgm",)
TABLES_OF_THE_SEARCH = "_fts"


def include_object(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Indexes that exist on one database only are made by the migrations and are not compared."""
    if kind == "table":
        return TABLES_OF_THE_SEARCH not in (name or "")
    return not (kind == "index" and (name or "").endswith(INDEXES_OF_THE_SEARCH))


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Migrations stand by themselves: the application's own types are written as what they are."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render_item,
        include_object=include_object,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def online() -> None:
    if current_app.extensions["migrate"].db is not db:
        raise RuntimeError("migrations belong to another database")
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # a rebuilt parent table would take its children along
            raw = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            run(connection)
        finally:
            if sqlite:
                connection.rollback()  # inside a transaction the next line would do nothing
                raw.execute("PRAGMA foreign_keys=ON")


online()
