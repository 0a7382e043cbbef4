"""Writing the journal: every flushed change of a record becomes an entry in the same transaction."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session

from tracker.audit.models import AuditEntry
from tracker.kernel import clock
from tracker.kernel.db import Record, acting_user_id, db
from tracker.kernel.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User

UNTOLD = frozenset(
    {
        "id",
        "version",
        "created_at",
        "updated_at",
        "updated_by_id",
        "folded",
        "sort_name",
        "municipality_id",
        "signed_in_at",
    }
)
SECRET = frozenset({"password_hash"})
_VERBS = "audit_verbs"


def record(verb: str, subject: Record, *, by: User | None, reason: str = "") -> None:
    """Name what is being done to the record (by None: the calendar); the flush of the change writes the entry."""
    db.session.info.setdefault(_VERBS, {})[subject] = (verb, reason, by.id if by is not None else None)
    db.session.flush()


def record_batch(verb: str, kind: str, number: int, *, by: User, record_ids: Sequence[int], reason: str = "") -> None:
    """One entry for what was done to many records at once, beside the entry of each of them.

    `kind` and `number` name the row that stands for all of them.
    """
    told = {
        "municipality_id": by.municipality_id,
        "at": clock.now(),
        "by_id": by.id,
        "verb": verb,
        "kind": kind,
        "record_id": number,
        "subject_kind": kind,
        "subject_id": number,
        "title": "",
        "reason": reason,
        "changes": {"records": [None, list(record_ids)]},
    }
    db.session.connection().execute(insert(AuditEntry.__table__), [told])  # type: ignore[arg-type]


@event.listens_for(db.session, "after_flush")
def _write_entries(session: Session, context: Any) -> None:
    named = session.info.pop(_VERBS, {})
    # rows that went because their owner let go of them stand in the flush only, not in session.deleted
    deleted = [
        state.obj() for state, (is_deleted, only_listed) in context.states.items() if is_deleted and not only_listed
    ]
    entries = [
        _entry(row, verb, named.get(row))
        for verb, rows in (("create", session.new), ("edit", session.dirty), ("delete", deleted))
        for row in rows
        if isinstance(row, Record) and (verb == "delete" or row not in deleted)
    ]
    told = [entry for entry in entries if entry["changes"] or entry["verb"] != "edit"]
    written = {*session.new, *session.dirty, *deleted}
    told += [_entry(row, "edit", name) for row, name in named.items() if row not in written]
    if told:
        session.connection().execute(insert(AuditEntry.__table__), told)  # type: ignore[arg-type]


@event.listens_for(db.session, "after_soft_rollback")
def _forget_names(session: Session, _ended: Any) -> None:
    """What was named and not written came to nothing."""
    session.info.pop(_VERBS, None)


def _entry(row: Record, verb: str, named: tuple[str, str, int | None] | None) -> dict[str, Any]:
    subject = subject_of(row)
    name, reason, by_id = named or (verb, "", acting_user_id())
    return {
        "municipality_id": getattr(row, "municipality_id", None),
        "at": clock.now(),
        "by_id": by_id,
        "verb": name,
        "kind": getattr(type(row), "__tablename__", ""),
        "record_id": row.id,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "title": str(getattr(row, "title_told", "") or getattr(row, "title", "") or getattr(row, "name", "") or "")[
            :500
        ],
        "reason": reason,
        "changes": _changes(row, verb),
    }


def _changes(row: Record, verb: str) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    state = inspect(row)
    untold = UNTOLD | getattr(type(row), "untold", frozenset())  # what a record only repeats or computes
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in untold:
            continue
        history = state.attrs[name].history
        if verb == "delete":
            old, new = getattr(row, name), None
        elif not history.has_changes():
            continue
        else:
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
        if old != new:
            changes[name] = ["…", "…"] if name in SECRET else [_plain(old), _plain(new)]
    return changes


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
