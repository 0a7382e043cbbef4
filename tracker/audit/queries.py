"""Reading the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from tracker.audit.models import AuditEntry
from tracker.kernel.db import Model, db

if TYPE_CHECKING:
    from collections.abc import Sequence


def _people() -> Any:
    """The users' table by name: accounts stand above the journal."""
    return Model.metadata.tables["user"]


def entries() -> Select[Any]:
    """Rows of the journal with the name of who did it."""
    people = _people()
    return select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.verb,
        AuditEntry.kind,
        AuditEntry.record_id,
        AuditEntry.subject_kind,
        AuditEntry.subject_id,
        AuditEntry.title,
        AuditEntry.reason,
        AuditEntry.changes,
        AuditEntry.by_id,
        people.c.name.label("by_name"),
    ).join(people, people.c.id == AuditEntry.by_id, isouter=True)


def history_of(kind: str, subject_id: int, limit: int = 50) -> Sequence[Any]:
    """Rows of what happened to a record and its parts, the latest first."""
    return db.session.execute(
        entries()
        .where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    ).all()


def people() -> Sequence[tuple[int, str]]:
    """(id, name) of those who changed something, by name."""
    users = _people()
    rows = db.session.execute(
        select(users.c.id, users.c.name)
        .where(users.c.id.in_(select(AuditEntry.by_id).where(AuditEntry.by_id.is_not(None)).distinct()))
        .order_by(users.c.name, users.c.id)
    )
    return [(row.id, row.name) for row in rows]


def kinds() -> Sequence[str]:
    return list(db.session.scalars(select(AuditEntry.kind).distinct().order_by(AuditEntry.kind)))


def names_of(table: str) -> dict[int, tuple[str, str]]:
    """{id: name in Russian and English} of a short table above this slice: people, stages."""
    model: Any = next(one.class_ for one in Model.registry.mappers if one.class_.__tablename__ == table)
    ru, en = (model.name_ru, model.name_en) if hasattr(model, "name_ru") else (model.name, model.name)
    return {row[0]: (row[1], row[2]) for row in db.session.execute(select(model.id, ru, en))}
