"""How events are told: kinds, days, places, hosts, lines of timelines and parts of other pages."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.events import queries, rules
from tracker.events.kinds import KIND_ICONS, KIND_LABELS, LEVEL_LABELS, STATE_GLYPHS, STATE_LABELS, Kind, Level, State
from tracker.events.models import Event
from tracker.kernel import clock
from tracker.kernel.text import numbers_of
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Signal, StatusMark
from tracker.web.lookups import Option
from tracker.web.parts import MAIN, SIDE, Part, register_part
from tracker.web.timeline import Source, TimelineEntry, register_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from tracker.kernel.subjects import Subject


def said(row: Any, what: str) -> str:
    return str(getattr(row, f"{what}_ru" if formats.language() == "ru" else f"{what}_en") or "")


def kind_label(kind: Kind) -> str:
    return formats.words(KIND_LABELS[kind])


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind_label(kind)) for kind in Kind]


def level_choices() -> list[tuple[str, str]]:
    return [(level.value, formats.words(LEVEL_LABELS[level])) for level in Level]


def state_choices() -> list[tuple[str, str]]:
    return [(state.value, formats.words(STATE_LABELS[state])) for state in State]


def state_mark(row: Any) -> StatusMark:
    state = rules.state_of(row, clock.now())
    return StatusMark(STATE_GLYPHS[state], formats.words(STATE_LABELS[state]))


def short_days(row: Any) -> str:
    if row.starts_on == row.ends_on:
        return formats.day(row.starts_on)
    return f"{formats.day(row.starts_on)} – {formats.day(row.ends_on)}"


def where(row: Any) -> str:
    return ", ".join(part for part in (said(row, "city"), row.place) if part)


def host(row: Any) -> str:
    return said(row, "host_partner") or said(row, "host_organisation") or _("we ourselves")


def hours_here(event: Event) -> str:
    """The hours by our own clock, where it shows others than the clock of the place."""
    if event.starts_time is None:
        return ""
    here, there = ZoneInfo(formats.zone()), ZoneInfo(event.zone)
    begins = event.starts_at.astimezone(here)
    if begins.utcoffset() == event.starts_at.astimezone(there).utcoffset():
        return ""
    ends = f"–{event.ends_at.astimezone(here):%H:%M}" if event.ends_time else ""
    return f"{formats.day(begins.date())}, {begins:%H:%M}{ends}"


def report_due(row: Any) -> Any:
    """The day of a report that is not made, red when it is past."""
    if row.report_due_on is None or row.reported_on is not None or row.cancelled_on is not None:
        return None
    late = row.report_due_on < formats.today()
    return Signal(formats.day(row.report_due_on), "bad", row.report_due_on) if late else row.report_due_on


def entry(row: Any) -> TimelineEntry:
    """A row of `queries.rows` as a line of a timeline."""
    state = rules.state_of(row, clock.now())
    told = [where(row), formats.words(STATE_LABELS[state]) if state is not State.OVER else ""]
    return TimelineEntry(
        on=row.starts_on,
        at=row.starts_at,
        icon=KIND_ICONS[row.kind],
        title=kind_label(row.kind),
        text=said(row, "title"),
        meta=" · ".join(part for part in told if part),
        url=url_for("events.show", event_id=row.id),
    )


register_source(
    "partner",
    Source(
        name="events",
        label=_l("Events"),
        needs=Permission.EVENTS_READ,
        statement=queries.with_partner,
        on=Event.starts_on,
        at=Event.starts_at,
        key=Event.id,
        entry=entry,
        in_all=False,  # they stand at the side already
    ),
)


def line(row: Any) -> dict[str, Any]:
    """A row as a line of a section."""
    return {
        "title": said(row, "title"),
        "url": url_for("events.show", event_id=row.id),
        "sub": " · ".join(part for part in (kind_label(row.kind), where(row)) if part),
        "icon": KIND_ICONS[row.kind],
        "end": short_days(row),
    }


def _part(rows: Callable[[int], Sequence[Any]], word: str = "") -> Callable[[Subject], str]:
    def render(subject: Subject) -> str:
        found = rows(subject.id)
        if not found:
            return ""
        words: dict[str, Any] = {word: subject.id} if word else {}
        more = url_for("events.index", **words) if words else None
        return render_template("events/_part.html", lines=[line(row) for row in found], more=more)

    return render


def _register(kind: str, place: str, rows: Callable[[int], Sequence[Any]], word: str = "") -> None:
    part = Part(name="events", place=place, order=60, needs=Permission.EVENTS_READ, render=_part(rows, word))
    register_part([kind], part)


_register("partner", SIDE, queries.of_partner, "partner")
_register("organisation", MAIN, queries.of_organisation)
_register("contact", SIDE, queries.of_contact)
_register("negotiation", SIDE, queries.of_negotiation)
_register("agreement", SIDE, queries.of_agreement)


def at_place(event: Event, now: datetime) -> str:
    """The time it is now at the place, where it is another one than ours."""
    here, there = now.astimezone(ZoneInfo(formats.zone())), now.astimezone(ZoneInfo(event.zone))
    return "" if here.utcoffset() == there.utcoffset() else f"{there:%H:%M}"


def item_here(event: Event, happens_on: date, starts_time: str) -> str:
    """An hour of the programme by our own clock, where that differs."""
    there = datetime.combine(happens_on, time.fromisoformat(starts_time), ZoneInfo(event.zone))
    here = there.astimezone(UTC).astimezone(ZoneInfo(formats.zone()))
    return "" if here.utcoffset() == there.utcoffset() else f"{here:%H:%M}"


def option(row: Any) -> Option:
    """A row as a line of a combobox."""
    hint = " · ".join((kind_label(row.kind), formats.day(row.starts_on)))
    return Option(str(row.id), said(row, "title"), hint, (row.country_code or "").lower())


def options_found(typed: str) -> list[Option]:
    return [option(row) for row in queries.found(typed)] if typed.strip() else []


def options_named(tokens: Sequence[str]) -> list[Option]:
    """The options of numbers; unknown ones are left out."""
    return [option(row) for row in queries.named(numbers_of(tokens))]
