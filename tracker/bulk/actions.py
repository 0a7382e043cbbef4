"""Carrying one action out on many records, and undoing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from tracker.audit import actions as audit
from tracker.bulk import queries, rules
from tracker.bulk.models import BulkChange
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.accounts.models import User


class Deed(Protocol):
    """The part of a list's action that changes records."""

    @property
    def name(self) -> str: ...

    def prepare(self, records: Sequence[Any], /) -> None: ...

    def check(self, record: Any, by: User, answers: dict[str, Any], /) -> None: ...

    def carry_out(self, record: Any, by: User, answers: dict[str, Any], /) -> None: ...

    def before(self, record: Any, /) -> dict[str, Any]: ...

    @property
    def undo(self) -> Callable[[Any, User, dict[str, Any]], None] | None: ...


@dataclass
class Verdicts:
    """Which records are changed, and why the others are not."""

    changed: list[Any] = field(default_factory=list)
    kept: list[tuple[Any, RuleBroken]] = field(default_factory=list)


def foreseen(deed: Deed, records: Sequence[Any], *, by: User, answers: dict[str, Any]) -> Verdicts:
    """What would happen. Changes nothing."""
    deed.prepare(records)
    verdicts = Verdicts()
    for record in records:
        try:
            deed.check(record, by, answers)
        except RuleBroken as broken:
            verdicts.kept.append((record, broken))
        else:
            verdicts.changed.append(record)
    return verdicts


def carry_out(
    deed: Deed, list_name: str, model: Any, versions: Mapping[int, int], *, by: User, answers: dict[str, Any]
) -> tuple[BulkChange, Verdicts]:
    """Change the records that were shown, each with its version; one that a rule keeps stays as it is."""
    if len(versions) > rules.MOST_AT_ONCE:
        raise RuleBroken(N_("At most %(most)s records are changed at once. Narrow the list."), most=rules.MOST_AT_ONCE)
    verdicts, items = Verdicts(), []
    records = queries.records(model, versions)
    deed.prepare(records)
    for record in records:
        before = deed.before(record)
        try:
            with db.session.begin_nested():
                _check_version(record, versions[record.id])
                deed.check(record, by, answers)
                deed.carry_out(record, by, answers)
                db.session.flush()
        except RuleBroken as broken:
            verdicts.kept.append((record, broken))
        else:
            verdicts.changed.append(record)
            items.append({"id": record.id, "version": record.version, "before": before})
    change = BulkChange(list_name=list_name, action=deed.name, by_id=by.id, items=items)
    db.session.add(change)
    db.session.flush()
    if items:
        ids = [item["id"] for item in items]
        reason = str(answers.get("reason") or "")
        audit.record_batch(deed.name, "bulk_change", change.id, by=by, record_ids=ids, reason=reason)
    return change, verdicts


def _check_version(record: Any, version: int) -> None:
    if record.version != version:
        raise RuleBroken(N_("Somebody changed it meanwhile."))


def undo(change: BulkChange, deed: Deed, model: Any, *, by: User, now: datetime) -> Verdicts:
    """Bring back what stood there before, but for records that were changed since."""
    rules.check_undo(change, now)
    if deed.undo is None:
        raise RuleBroken(N_("This cannot be undone."))
    done = {item["id"]: item for item in change.items}
    verdicts = Verdicts()
    records = queries.records(model, done)
    deed.prepare(records)
    for record in records:
        item = done[record.id]
        try:
            with db.session.begin_nested():
                _check_version(record, item["version"])
                deed.undo(record, by, item["before"])
                db.session.flush()
        except (RuleBroken, EditedMeanwhile) as broken:
            reason = broken if isinstance(broken, RuleBroken) else RuleBroken(N_("Somebody changed it meanwhile."))
            verdicts.kept.append((record, reason))
        else:
            verdicts.changed.append(record)
    change.undone_at = now
    back = [record.id for record in verdicts.changed]
    audit.record_batch("undo-many", "bulk_change", change.id, by=by, record_ids=back)
    return verdicts
