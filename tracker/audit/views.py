"""The journal as a list, for managers and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from tracker.audit import changes, queries, telling
from tracker.audit.models import AuditEntry
from tracker.kernel.subjects import subject_kind
from tracker.permissions import Permission
from tracker.web.area import Area
from tracker.web.cells import Linked, Person, initials
from tracker.web.formats import words
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

audit = Area(
    "audit",
    __name__,
    label=_l("Audit"),
    icon="history",
    order=130,
    under="administration",
    needs=Permission.AUDIT_READ,
    path="/admin/audit",
)


def _record(row: Any) -> Linked | str:
    text = row.title or f"№ {row.record_id}"
    kind = subject_kind(row.subject_kind)
    return Linked(text, url_for(kind.endpoint, **{kind.id_name: row.subject_id})) if kind else str(text)


def _changes(row: Any) -> str:
    """Old → new, shortened; what was created, or written for the first time, needs no list of its fields."""
    told = changes.told(row.changes) if row.verb != "create" else []
    return "; ".join(part for part in (row.reason, *told) if part)


def _columns() -> Sequence[Column]:
    return (
        Column(name="at", label=_l("When"), value=lambda row: row.at, sort=AuditEntry.id),
        Column(
            name="by",
            label=_l("Who"),
            value=lambda row: Person(row.by_name, initials(row.by_name)) if row.by_name else words(telling.ITSELF),
        ),
        Column(name="verb", label=_l("What"), value=lambda row: words(telling.verb_words(row.verb))),
        Column(name="kind", label=_l("Kind"), value=lambda row: words(telling.kind_words(row.kind))),
        Column(name="record", label=_l("Which record"), value=_record),
        Column(name="changes", label=_l("From what to what"), value=_changes),
    )


def _filters() -> Sequence[Filter]:
    return (
        Filter(
            name="by",
            label=_l("Who"),
            choices=lambda: [(str(one[0]), one[1]) for one in queries.people()],
            narrow=any_number_of(AuditEntry.by_id),
        ),
        Filter(
            name="kind",
            label=_l("Kind"),
            choices=lambda: [(kind, words(telling.kind_words(kind))) for kind in queries.kinds()],
            narrow=any_of(AuditEntry.kind),
        ),
    )


AUDIT = ListSpec(
    name="audit",
    title=_l("Audit"),
    query=queries.entries,
    key=AuditEntry.id,
    columns=_columns,
    filters=_filters,
    sort="-at",
)
audit.list(AUDIT, needs=Permission.AUDIT_READ)
