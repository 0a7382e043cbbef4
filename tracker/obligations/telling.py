"""How duties are told: days, progress, whose they are; their lines on timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.obligations import queries, rules
from tracker.obligations.kinds import COLUMN_LABELS, GLYPHS, KIND_LABELS, SIDE_LABELS, STATE_LABELS, Column, Side, State
from tracker.obligations.models import Obligation
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Signal, StatusMark
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Select

NEAR_DAYS = 30


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, formats.words(label)) for kind, label in KIND_LABELS.items()]


def state_choices() -> list[tuple[str, str]]:
    """The states, and overdue among them."""
    words = [(state.value, formats.words(label)) for state, label in STATE_LABELS.items()]
    return [words[0], (Column.OVERDUE.value, column_label(Column.OVERDUE)), *words[1:]]


def column_label(column: Column) -> str:
    return formats.words(COLUMN_LABELS[column])


def party(one: Any) -> str:
    """Who has to do it, of a row or a record; we are known to ourselves."""
    if one.side is Side.OURS:
        return _("our administration")
    if one.side is Side.JOINT:
        return _("all parties")
    return str(one.party_ru if formats.language() == "ru" else one.party_en)


def side(one: Any) -> str:
    return formats.words(SIDE_LABELS[one.side])


def partner(row: Any) -> str:
    return str((row.partner_ru if formats.language() == "ru" else row.partner_en) or "")


def area(row: Any) -> str:
    return str((row.area_ru if formats.language() == "ru" else row.area_en) or "")


def period(starts_on: date | None, due_on: date | None) -> str:
    """The day, or the period, in which it is to be done."""
    if due_on is None:
        return _("since %(day)s, all the time", day=formats.day(starts_on)) if starts_on else _("all the time")
    return formats.day(due_on) if starts_on is None else f"{formats.day(starts_on)} – {formats.day(due_on)}"


def progress(one: Any) -> str:
    """60 %, or 3 of 4."""
    made = one.whole if one.state is State.DONE else one.made
    if one.in_percent:
        return _("%(share)s %%", share=made)
    return _("%(done)s of %(all)s", done=made, all=one.whole)


def percent(one: Any) -> int:
    return rules.percent(one.made, one.whole, one.state)


def column(row: Any) -> Column:
    return rules.column_of(row.state, row.due_on, formats.today(), obliges=row.obliges)


def is_overdue(row: Any) -> bool:
    return column(row) is Column.OVERDUE


def state_mark(row: Any) -> StatusMark:
    """The state with its glyph; what is late says so."""
    here = column(row)
    label = column_label(here) if here is Column.OVERDUE else formats.words(STATE_LABELS[row.state])
    return StatusMark(GLYPHS[here], label)


def due(row: Any) -> Any:
    """The day of a list's cell: red when past, orange when near."""
    if row.due_on is None or row.state is not State.OPEN or not row.obliges:
        return row.due_on
    left = (row.due_on - formats.today()).days
    kind = "bad" if left < 0 else "warn" if left <= NEAR_DAYS else ""
    return Signal(formats.day(row.due_on), kind, row.due_on) if kind else row.due_on


# timelines


def _entry(row: Any, text: str) -> TimelineEntry:
    done = row.state is State.DONE
    told = [party(row), row.responsible or "", row.evidence_title or ""]
    return TimelineEntry(
        on=row.closed_on,
        at=row.closed_at,
        icon="circle-check" if done else "x",
        title=_("Done: %(what)s", what=row.text) if done else _("Dropped: %(what)s", what=row.text),
        text=text,
        quote=(row.note if done else row.reason) or "",
        meta=" · ".join(part for part in told if part),
        url=url_for("obligations.show", obligation_id=row.id),
    )


def _source(statement: Callable[[int], Select[Any]], entry: Callable[[Any], TimelineEntry]) -> Source:
    return Source(
        name="obligations",
        label=_l("Obligations"),
        needs=Permission.OBLIGATIONS_READ,
        statement=statement,
        on=Obligation.closed_on,
        at=Obligation.closed_at,
        key=Obligation.id,
        entry=entry,
    )


register_source("agreement", _source(queries.closed_under_agreement, lambda row: _entry(row, "")))
register_source("partner", _source(queries.closed_with_partner, lambda row: _entry(row, row.agreement)))
