"""Entries laid out in weeks and days, as the templates draw them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from tracker.calendar.kinds import KIND_ICONS, KIND_LABELS
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.calendar.registry import Entry

ONE_DAY = timedelta(days=1)
DAYS = 7
MOST_OF_A_DAY = 4


@dataclass
class Item:
    """An entry within one week: from which column, over how many; `begins` and `ends` whether it does so there."""

    entry: Entry
    column: int
    span: int
    begins: bool
    ends: bool


@dataclass
class Day:
    on: date
    is_outside: bool
    items: list[Item] = field(default_factory=list)
    left_out: int = 0


def weeks(entries: Sequence[Entry], since: date, until: date, *, month: int | None) -> list[list[Day]]:
    """The days by weeks. In a month (`month`) a day shows the first few things only, and how many are left out."""
    laid = []
    monday = since
    while monday <= until:
        laid.append(_week(entries, monday, month))
        monday += DAYS * ONE_DAY
    return laid


def _week(entries: Sequence[Entry], monday: date, month: int | None) -> list[Day]:
    days = [Day(on := monday + number * ONE_DAY, month is not None and on.month != month) for number in range(DAYS)]
    sunday = days[-1].on
    shown: Counter[int] = Counter()
    for entry in entries:
        if entry.last < monday or entry.on > sunday:
            continue
        first, last = max(entry.on, monday), min(entry.last, sunday)
        column, span = (first - monday).days, (last - first).days + 1
        if month is not None and span == 1 and shown[column] >= MOST_OF_A_DAY:
            days[column].left_out += 1
            continue
        shown.update(range(column, column + span))
        days[column].items.append(Item(entry, column + 1, span, entry.on == first, entry.last == last))
    return days


def agenda(entries: Iterable[Entry], since: date) -> list[tuple[date, list[dict[str, Any]]]]:
    """The days that have something, with what they have; what began before stands under the first day."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    for entry in entries:
        by_day.setdefault(max(entry.on, since), []).append(told(entry))
    return sorted(by_day.items())


def told(entry: Entry) -> dict[str, Any]:
    """An entry as a line: everything in words."""
    facts = [formats.words(KIND_LABELS[entry.kind]), entry.partner, hours(entry)]
    if entry.until is not None and entry.until != entry.on:
        facts.append(f"{formats.short_day(entry.on)} – {formats.short_day(entry.until)}")
    return {
        "title": entry.title,
        "url": entry.url or None,
        "icon": KIND_ICONS[entry.kind],
        "flag": entry.flag.lower() or None,
        "sub": " · ".join(fact for fact in facts if fact),
        "word": entry.word,
        "tone": entry.tone,
        "file_url": url_for("calendar.one", key=entry.key, on=entry.on.isoformat()),
    }


def hours(entry: Entry) -> str:
    """When it begins here, and what o'clock that is with the partner."""
    if entry.starts_at is None:
        return ""
    here = formats.time_of(entry.starts_at)
    if not entry.zone or entry.zone == formats.zone():
        return here
    there = formats.time_in(entry.starts_at, entry.zone)
    return here if there == here else _("%(here)s (%(there)s there)", here=here, there=there)
