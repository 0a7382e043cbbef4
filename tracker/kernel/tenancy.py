"""Whose rows code may see. Every ORM statement is narrowed to the municipalities it acts for; none, no rows.

The scope is opened by the web's guard (or a command) with `acting_for`; `everywhere` is the named exception for
sign-in, the install's own commands and nothing else. New rows are stamped with the one municipality of the
scope; a row never moves to another one. Foreign keys between tenants' rows carry the municipality
(`tenant_key`), so that the database itself refuses a link across. Statements in plain SQL or on bare tables go
round this: they are banned outside `kernel` and `migrations` by a test.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, declared_attr, mapped_column, with_loader_criteria

from tracker.kernel.db import db
from tracker.kernel.errors import ScopeBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scope:
    """The municipalities whose rows are visible, and the one that new rows belong to (None: reading only)."""

    municipality_ids: tuple[int, ...] = ()
    writes_to: int | None = None
    sees_all: bool = False


NOWHERE = Scope()
_scope: ContextVar[Scope] = ContextVar("scope", default=NOWHERE)


def scope() -> Scope:
    return _scope.get()


@contextmanager
def acting_for(*municipality_ids: int) -> Iterator[None]:
    """See the rows of these municipalities; with exactly one, also write there."""
    only = municipality_ids[0] if len(municipality_ids) == 1 else None
    with _scoped(Scope(tuple(sorted(municipality_ids)), only)):
        yield


@contextmanager
def reading_for(*municipality_ids: int) -> Iterator[None]:
    """See the rows of these municipalities, write nowhere: the region's observer."""
    with _scoped(Scope(tuple(sorted(municipality_ids)))):
        yield


@contextmanager
def everywhere(reason: str) -> Iterator[None]:
    """See the rows of all municipalities. The reason goes to the log."""
    log.debug("all municipalities: %s", reason)
    with _scoped(Scope(sees_all=True)):
        yield


@contextmanager
def _scoped(wanted: Scope) -> Iterator[None]:
    token = _scope.set(wanted)
    try:
        yield
    finally:
        _scope.reset(token)


class TenantScoped:
    """Visible only inside the scope. `municipality_id` may be empty where a subclass says so (the observer)."""

    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))


class TenantOwned(TenantScoped):
    """Belongs to one municipality for good."""

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (tenant_identity(),)


def tenant_identity() -> UniqueConstraint:
    """What foreign keys that carry the municipality point at. Part of the `__table_args__` of every such model."""
    return UniqueConstraint("municipality_id", "id")


def tenant_key(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key to a row of the same municipality."""
    return ForeignKeyConstraint(["municipality_id", column], [f"{table}.municipality_id", f"{table}.id"], **options)


@event.listens_for(db.session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    current = _scope.get()
    if current.sees_all or (state.is_relationship_load and state.execution_options.get("narrowed")):
        return
    if not (state.is_select or state.is_update or state.is_delete):
        return
    ids = current.municipality_ids
    if len(ids) == 1:
        only = ids[0]
        criteria = with_loader_criteria(TenantScoped, lambda cls: cls.municipality_id == only, include_aliases=True)
    else:
        criteria = with_loader_criteria(TenantScoped, lambda cls: cls.municipality_id.in_(ids), include_aliases=True)
    state.statement = state.statement.options(criteria)


@event.listens_for(db.session, "before_flush")
def _stamp(session: Session, _context: object, _instances: object) -> None:
    current = _scope.get()
    for row in session.new:
        if isinstance(row, TenantOwned):
            if row.municipality_id is None:
                if current.writes_to is None:
                    raise ScopeBroken(f"a new {type(row).__name__} without a municipality")
                row.municipality_id = current.writes_to
            elif row.municipality_id != current.writes_to and not current.sees_all:
                raise ScopeBroken(f"a new {type(row).__name__} outside the scope")
    for row in [*session.dirty, *session.deleted]:
        if isinstance(row, TenantScoped):
            _check_stays(row, current)


def _check_stays(row: TenantScoped, current: Scope) -> None:
    history = inspect(row).attrs.municipality_id.history
    if history.deleted and history.deleted[0] is not None:
        raise ScopeBroken(f"{row!r} may not move to another municipality")
    if isinstance(row, TenantOwned) and not current.sees_all and row.municipality_id != current.writes_to:
        raise ScopeBroken(f"{row!r} is outside the scope")
