"""Taking an import back: what it made goes for good, what it changed gets its old values, and nothing else.

What people have changed since stays, and is listed: a record that was edited, a field that says something else by
now, a record to which others hold on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.audit.models import AuditEntry
from tracker.contacts.models import Contact
from tracker.imports import queries
from tracker.imports.kinds import State
from tracker.imports.models import ImportChange, ImportRun
from tracker.imports.targets.base import Context
from tracker.imports.targets.registry import TARGETS
from tracker.kernel import clock
from tracker.kernel.db import Model, db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.subjects import Subject, subject_of
from tracker.kernel.tenancy import TenantOwned
from tracker.kernel.text import N_
from tracker.organisations.models import Organisation
from tracker.places.models import City

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.imports.targets.base import Target

CHANGED_SINCE = N_("Changed since: it stays.")
HELD_ON_TO = N_("Other records belong to it by now: it stays.")
FIELDS_STAY = N_("Changed since, these values stay: %(fields)s.")
CANNOT_BE_WRITTEN = N_("Cannot be put back: %(reason)s")
ON_THE_WAY = {"organisation": Organisation, "contact": Contact, "city": City}


def take_back(run: ImportRun, by: User, *, pace: Any, keep: bool = True) -> None:
    """Undo every change, the last one first. `keep`: tell what had to stay on the import."""
    assert run.kind is not None
    assert by.municipality is not None
    context = Context(by=by, today=clock.today(by.municipality.timezone), now=clock.now(), options=run.options)
    undoer = _Undoer(TARGETS[run.kind](context), by)
    run_id = run.id
    for done, change in enumerate(queries.changes_backwards(run_id), 1):
        undoer.undo(change)
        db.session.delete(change)
        pace.note(min(done, run.rows_total))
    db.session.flush()
    run = queries.get_run(run_id)
    if keep:
        run.kept = undoer.kept
        run.state, run.undone_at, run.beat_at = State.UNDONE, clock.now(), None
    queries.forget_results(run_id)


class _Undoer:
    def __init__(self, target: Target, by: User) -> None:
        self.target, self.by = target, by
        self.kept: list[dict[str, Any]] = []

    def undo(self, change: ImportChange) -> None:
        record = self._record(change)
        if record is None:
            return  # gone already: erased, or merged into another
        if change.was_made:
            self._unmake(change, record)
        else:
            self._put_back(change, record)

    def _record(self, change: ImportChange) -> Any:
        model: Any = self.target.model if change.kind == self.target.record_kind else ON_THE_WAY[change.kind]
        if db.session.scalar(select(model.id).where(model.id == change.record_id)) is None:
            return None
        if model is self.target.model:
            return self.target.get(change.record_id)
        return db.session.scalars(select(model).where(model.id == change.record_id)).one()

    def _unmake(self, change: ImportChange, record: Any) -> None:
        on_the_way = change.kind != self.target.record_kind
        if self._changed(change, record):
            self._stays(change, record, CHANGED_SINCE)
            return
        if _is_held(record):
            self._stays(change, record, HELD_ON_TO)
            return
        title = _title(record)
        try:
            with db.session.begin_nested():
                if on_the_way:
                    db.session.delete(record)
                    stays = None
                else:
                    stays = self.target.remove(record)
                db.session.flush()
        except IntegrityError:
            self._stays(change, title, HELD_ON_TO)
            return
        if stays:
            self._stays(change, title, stays)

    def _changed(self, change: ImportChange, record: Any) -> bool:
        if change.kind == self.target.record_kind:
            return self.target.state(record) != change.after
        return bool(record.version != change.record_version)

    def _put_back(self, change: ImportChange, record: Any) -> None:
        state = self.target.state(record)
        same = {name: change.before[name] for name, value in change.after.items() if state.get(name) == value}
        others = sorted(set(change.after) - set(same))
        if same:
            try:
                with db.session.begin_nested():
                    self.target.update(record, same)
                    db.session.flush()
            except (RuleBroken, EditedMeanwhile, IntegrityError) as error:
                self._stays(change, record, CANNOT_BE_WRITTEN, reason=getattr(error, "message", ""))
                return
        if others:
            labels = {one.name: one.label for one in self.target.fields}
            self._stays(change, record, FIELDS_STAY, fields=", ".join(labels.get(name, name) for name in others))

    def _stays(self, change: ImportChange, record: Any, message: str, **values: Any) -> None:
        title = record if isinstance(record, str) else _title(record)
        self.kept.append(
            {
                "row": change.row_number, "title": title, "message": message, "values": values,
                "kind": change.kind, "id": change.record_id,
            }
        )  # fmt: skip


def _is_attached(model: Any, word: str, subject: Subject) -> bool:
    held = select(model.id).where(
        getattr(model, f"{word}_kind") == subject.kind, getattr(model, f"{word}_id") == subject.id
    )
    if hasattr(model, "is_follow_up"):  # the next step of an entry is a part of it
        held = held.where(model.is_follow_up.is_(False))
    return db.session.scalar(held.limit(1)) is not None


def _title(record: Any) -> str:
    return str(getattr(record, "title_told", "") or getattr(record, "title", "") or getattr(record, "name_ru", ""))


def _is_held(record: Any) -> bool:
    """Whether something is attached to it by its kind and number alone: no foreign key would tell."""
    subject = subject_of(record)
    for mapper in Model.registry.mappers:
        model: Any = mapper.class_
        if model is AuditEntry or not issubclass(model, TenantOwned):
            continue
        names = set(mapper.columns.keys())
        for word in ("subject", "about", "evidence"):
            if {f"{word}_kind", f"{word}_id"} <= names and _is_attached(model, word, subject):
                return True
    return False
