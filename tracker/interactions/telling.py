"""How interactions are told in a timeline and in a list's cells."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from tracker.interactions import queries
from tracker.interactions.kinds import DIRECTION_LABELS, KIND_ICONS, KIND_LABELS, Direction, Kind
from tracker.interactions.models import Interaction
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Signal
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from datetime import date

LONGEST_QUOTE = 400


def kind_label(kind: Kind) -> str:
    return formats.words(KIND_LABELS[kind])


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind_label(kind)) for kind in Kind]


def direction_label(direction: Direction) -> str:
    return formats.words(DIRECTION_LABELS[direction])


def partner_name(row: Any) -> str:
    return str((row.partner_ru if formats.language() == "ru" else row.partner_en) or "")


def when_of(row: Any) -> datetime | date:
    """The moment, or only the day, as a cell of a list takes it."""
    happened: datetime = row.happened_at
    return happened if row.has_time else row.happened_on


def when_told(row: Any) -> str:
    """The day, with the time where it is known, for a tight row."""
    day = formats.short_day(row.happened_on)
    return f"{day}, {formats.time_of(row.happened_at)}" if row.has_time else day


def due(row: Any) -> Any:
    """The day of an open next step, red when it is past; nothing for one that is done."""
    if row.next_step is None or row.next_step_done_at is not None or row.next_step_on is None:
        return None
    if row.next_step_on < formats.today():
        return Signal(formats.day(row.next_step_on), "bad", row.next_step_on)
    return row.next_step_on


def registered(row: Any) -> str:
    """The number under which a letter stands in the register."""
    if not row.registry_number:
        return ""
    if row.direction is Direction.INCOMING:
        return _("in. %(number)s", number=row.registry_number)
    return _("out. %(number)s", number=row.registry_number)


def entry(row: Any) -> TimelineEntry:
    """A row of `queries.rows` as a line of a timeline."""
    title = kind_label(row.kind)
    if row.with_whom:
        title = f"{title}: {row.with_whom}"
    told = [row.place or "", _("logged by %(name)s", name=row.logged_by)]
    if row.next_step and row.next_step_done_at is None:
        told.append(_("next: %(step)s", step=row.next_step))
    text = row.text or ""
    return TimelineEntry(
        on=row.happened_on,
        at=row.happened_at,
        icon=KIND_ICONS[row.kind],
        title=title,
        text=row.subject,
        quote=text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…",
        meta=" · ".join(part for part in told if part),
        time=registered(row) or (formats.time_of(row.happened_at) if row.has_time else ""),
        url=url_for("interactions.show", interaction_id=row.id),
    )


def _with_partner(partnership_id: int) -> Select[Any]:
    return queries.with_partner(partnership_id, formats.language())


register_source(
    "partner",
    Source(
        name="talk",
        label=_l("Meetings and letters"),
        needs=Permission.INTERACTIONS_READ,
        statement=_with_partner,
        on=Interaction.happened_on,
        at=Interaction.happened_at,
        key=Interaction.id,
        entry=entry,
    ),
)
