"""The database: the base of all models, what every record has, and how connections behave.

SQLite and PostgreSQL are both first-class. On SQLite a request that may write begins IMMEDIATE (a deferred
transaction that reads and then writes fails at once under load, whatever the busy timeout), one that only reads
begins plain; `begin_for_reading` says which.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, ForeignKey, Index, MetaData, event, inspect
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    registry,
    relationship,
)
from sqlalchemy.orm.attributes import flag_modified

from tracker.kernel import clock
from tracker.kernel.kinds import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.accounts.models import User

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime()},
    )


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True, "expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

_reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)
_acting_user_id: ContextVar[int | None] = ContextVar("acting_user_id", default=None)


@contextmanager
def begin_for_reading() -> Iterator[None]:
    """What begins inside does not write: a flush of changes fails loudly, SQLite takes no write lock."""
    token = _reading_only.set(True)
    try:
        yield
    finally:
        _reading_only.reset(token)


@contextmanager
def acting_as(user_id: int | None) -> Iterator[None]:
    """Rows changed inside are stamped, and audited, as changed by this person (None: the install itself)."""
    token = _acting_user_id.set(user_id)
    try:
        yield
    finally:
        _acting_user_id.reset(token)


def acting_user_id() -> int | None:
    return _acting_user_id.get()


class Record:
    """What every record has: a number, a version that travels in each form, and who changed it last and when."""

    links_its_editor: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    @declared_attr
    def updated_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user.id")) if cls.links_its_editor else mapped_column()

    @declared_attr
    def updated_by(cls) -> Mapped[User | None]:
        name = cls.__name__  # type: ignore[attr-defined]
        return relationship("User", primaryjoin=f"foreign({name}.updated_by_id) == remote(User.id)", viewonly=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {inspect(self).identity}>"


def touch(record: Record) -> None:
    """A part of the record changed, or may have: its version grows, and it was changed now.

    The mark alone would write the old moment again, and the moment alone grows no version where the clock stands.
    """
    record.updated_at = clock.now()
    flag_modified(record, "updated_at")


class Archivable:
    """Nothing is deleted by a click: a record put away has the moment, and can be brought back."""

    archived_at: Mapped[datetime | None]


def index_of_present(table: str) -> Index:
    """For counting what is (not) archived: the count reads this index alone and no row, on both databases."""
    return Index(f"ix_{table}_present", "municipality_id", "archived_at", "id")


@event.listens_for(db.session, "before_flush")
def _stamp(session: Session, _context: object, _instances: object) -> None:
    if _reading_only.get() and (session.new or session.deleted or any(map(session.is_modified, session.dirty))):
        raise RuntimeError("a page that only reads tried to write")
    by = _acting_user_id.get()
    for record in [*session.new, *session.dirty]:
        if isinstance(record, Record) and session.is_modified(record):
            record.updated_by_id = by


def keep_old_values(model: type[Any]) -> None:
    """Make attributes of the model remember what they held, also after a commit: the audit needs old and new."""

    @event.listens_for(model, "attribute_instrument", propagate=True)
    def _listen(_class: type[Any], _key: str, attribute: Any) -> None:
        if hasattr(attribute.property, "columns"):
            event.listen(attribute, "set", _nothing, active_history=True)


def _nothing(*_: Any) -> None:
    return None


keep_old_values(Model)


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: object) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # SQLAlchemy says BEGIN, see _begin
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=15000")
    cursor.execute("PRAGMA cache_size=-16000")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading_only.get() else "BEGIN IMMEDIATE")


def engine_options(url: str) -> dict[str, Any]:
    """How connections are made for this database address."""
    if url.startswith("postgresql"):
        return {
            "pool_pre_ping": True,
            "pool_size": 8,
            "max_overflow": 16,
            "connect_args": {
                "options": "-c statement_timeout=15000 -c lock_timeout=5000"
                " -c idle_in_transaction_session_timeout=30000 -c timezone=UTC"
                # a plan made once for every pattern would pass the trigram indexes by
                " -c plan_cache_mode=force_custom_plan"
                # compiling a statement takes longer than the first rows of it, which is what pages and files wait for
                " -c jit=off"
            },
        }
    return {"connect_args": {"timeout": 15}}
