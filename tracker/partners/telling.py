"""How the life of a partnership is told in its timeline: what was decided, and what was rewritten."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Date, Select, func

from tracker.audit import queries as audit_queries
from tracker.audit.models import AuditEntry
from tracker.partners import queries, wording
from tracker.partners.kinds import ChangeKind
from tracker.partners.models import PartnershipChange
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.timeline import Source, TimelineEntry, register_source

FIELD_LABELS = {
    "title_ru": _l("Name"),
    "title_en": _l("Name"),
    "kind": _l("Kind"),
    "status": _l("Status"),
    "since_on": _l("Partners since"),
    "since_is_year": _l("Partners since"),
    "area_codes": _l("Areas of cooperation"),
    "responsible_id": _l("Responsible"),
    "introduced_by": _l("Introduced by"),
    "languages": _l("Language of letters"),
    "note": _l("Note"),
    "next_step": _l("Next step"),
    "next_step_on": _l("Due"),
    "country_id": _l("Country"),
    "region_id": _l("Region"),
    "city_id": _l("City"),
    "archived_at": _l("Archive"),
}


def change_entry(row: Any) -> TimelineEntry:
    """A change of status, or of the place."""
    if row.kind is ChangeKind.STATUS:
        title = _(
            "Status: %(left)s → %(came)s",
            left=wording.status_label(row.from_status),
            came=wording.status_label(row.to_status),
        )
    else:
        left, came = (row.from_ru, row.to_ru) if wording.is_russian() else (row.from_en, row.to_en)
        title = _("Place: %(left)s → %(came)s", left=left, came=came)
    told = [row.by_name]
    if row.document:
        told.append(_("document: %(document)s", document=row.document))
    same_day = formats.day_of(row.at) == row.changed_on
    return TimelineEntry(
        on=row.changed_on,
        at=row.at,
        icon="arrow-right" if row.kind is ChangeKind.STATUS else "map-pin",
        title=title,
        quote=row.reason,
        meta=" · ".join(told),
        time=formats.time_of(row.at) if same_day else "",
        kind="move",
    )


def edit_entry(row: Any) -> TimelineEntry:
    """What the journal holds of the record itself: who changed which fields."""
    labels = dict.fromkeys(str(FIELD_LABELS[name]) for name in row.changes if name in FIELD_LABELS)
    titles = {
        "create": _("Entered"),
        "archive": _("Archived"),
        "restore": _("Restored"),
        "assign": _("Handed over"),
        "name-city": _("City named"),
        "decide": _("Decision recorded"),
    }
    return TimelineEntry(
        on=formats.day_of(row.at),
        at=row.at,
        icon="pencil",
        title=titles.get(row.verb, _("Edited")),
        text=", ".join(labels) if row.verb == "edit" else "",
        meta=row.by_name or "",
        time=formats.time_of(row.at),
    )


def _edits(partnership_id: int) -> Select[Any]:
    return audit_queries.entries().where(AuditEntry.subject_kind == "partner", AuditEntry.subject_id == partnership_id)


def register() -> None:
    """What a partner's page tells of the partnership itself."""
    register_source(
        "partner",
        Source(
            name="life",
            label=_l("Decisions"),
            needs=Permission.INTERACTIONS_READ,
            statement=queries.change_rows,
            on=PartnershipChange.changed_on,
            at=PartnershipChange.at,
            key=PartnershipChange.id,
            entry=change_entry,
        ),
    )
    register_source(
        "partner",
        Source(
            name="edits",
            label=_l("Edits"),
            needs=Permission.AUDIT_READ,
            statement=_edits,
            on=func.date(AuditEntry.at, type_=Date()),
            at=AuditEntry.at,
            key=AuditEntry.id,
            entry=edit_entry,
            in_all=False,
        ),
    )
