"""What happened, told by day: entries of several sources merged, the latest first.

A record's page shows one timeline. Each slice that has something to tell about a kind of subject registers a
`Source` for it, so that a partner's page need not know who tells. A source is asked once per look and gives rows,
at most as many as are shown; older ones are reached by the place of the last one shown.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Date, Integer, tuple_

from tracker.kernel.db import db
from tracker.kernel.kinds import UtcDateTime
from tracker.web import formats
from tracker.web.cursors import MOST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Row, Select

    from tracker.permissions import Permission

SHOWN = 50
LONGEST_PLACE = 200
_TYPES = (Date(), UtcDateTime(), Integer())


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One thing that happened. `on`: the day it is told under; `at`: the moment, for the order within the day.

    `kind` "move" stands out. `time` is shown at the right-hand edge.
    """

    on: date
    at: datetime
    icon: str
    title: str
    text: str = ""
    quote: str = ""
    meta: str = ""
    time: str = ""
    url: str = ""
    edit_url: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """What one slice tells about a subject.

    `statement`: number of the subject → Select of rows; `on`, `at`, `key`: its columns of day, moment and id, never
    NULL; `entry`: row → what is told. `needs`: who may hear it. `name` is the word of the address that asks for this
    source alone, under `label`; one that is not `in_all` is told only when it is asked for.
    """

    name: str
    label: Any
    needs: Permission
    statement: Callable[[int], Select[Any]]
    on: Any
    at: Any
    key: Any
    entry: Callable[[Any], TimelineEntry]
    in_all: bool = True


@dataclass(frozen=True)
class Place:
    """Where a look ended: day and moment of the last entry shown, its source's rank and its id."""

    on: date
    at: datetime
    rank: int
    key: int

    def as_word(self) -> str:
        told = json.dumps([self.on.isoformat(), self.at.isoformat(), self.rank, self.key])
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Story:
    """One look at a timeline. `earlier`: the word of the address that shows what was before, or empty."""

    days: list[dict[str, Any]]
    sources: Sequence[Source]
    shown: str
    earlier: str
    is_latest: bool


_sources: dict[str, dict[str, Source]] = {}


def register_source(subject_kind: str, source: Source) -> None:
    """Let the source tell about all subjects of the kind."""
    _sources.setdefault(subject_kind, {})[source.name] = source


def story_of(
    subject_kind: str,
    subject_id: int,
    *,
    may: Callable[[Permission], bool],
    shown: str = "",
    before: str = "",
    most: int = SHOWN,
) -> Story:
    """The latest entries about the subject that the person may hear, or those before a place; one query a source."""
    allowed = [source for source in _sources.get(subject_kind, {}).values() if may(source.needs)]
    asked = [one for one in allowed if one.name == shown] or [one for one in allowed if one.in_all]
    place = read_place(before)
    told: list[tuple[Place, TimelineEntry]] = []
    for rank, source in enumerate(allowed):
        if source in asked:
            told += [_told(source, rank, row) for row in _rows(source, rank, subject_id, place, most + 1)]
    told.sort(key=lambda one: (one[0].on, one[0].at, -one[0].rank, one[0].key), reverse=True)
    earlier = told[most - 1][0].as_word() if len(told) > most else ""
    days = by_day([entry for _place, entry in told[:most]], most=most)
    return Story(days, allowed, shown if any(one.name == shown for one in allowed) else "", earlier, place is None)


def _rows(source: Source, rank: int, subject_id: int, place: Place | None, most: int) -> Sequence[Row[Any]]:
    statement = source.statement(subject_id).add_columns(
        source.on.label("_on"), source.at.label("_at"), source.key.label("_key")
    )
    if place is not None:
        statement = statement.where(_older(source, rank, place))
    ordered = statement.order_by(None).order_by(source.on.desc(), source.at.desc(), source.key.desc())
    return db.session.execute(ordered.limit(most)).all()


def _older(source: Source, rank: int, place: Place) -> ColumnElement[bool]:
    """What comes after the place in the order: day, moment, rank of the source, number."""
    if rank == place.rank:
        here = tuple_(source.on, source.at, source.key)
        return here < tuple_(place.on, place.at, place.key, types=_TYPES)
    here, there = tuple_(source.on, source.at), tuple_(place.on, place.at, types=_TYPES[:2])
    return here <= there if rank > place.rank else here < there


def _told(source: Source, rank: int, row: Any) -> tuple[Place, TimelineEntry]:
    return Place(row._on, row._at, rank, row._key), source.entry(row)  # noqa: SLF001 - labelled columns


def read_place(word: str) -> Place | None:
    """The place a word of an address names, or None for none or a spoilt one."""
    if not word or len(word) > LONGEST_PLACE:
        return None
    try:
        on, at, rank, key = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        found = Place(date.fromisoformat(on), datetime.fromisoformat(at).astimezone(UTC), int(rank), int(key))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        return None
    return found if 0 < found.key < MOST_NUMBER else None


def by_day(entries: Iterable[TimelineEntry], *, most: int = SHOWN) -> list[dict[str, Any]]:
    """The latest entries under the headings of their days, as the timeline's template takes them."""
    latest = sorted(entries, key=lambda entry: (entry.on, entry.at), reverse=True)[:most]
    return [
        {"day": f"{formats.long_day(on)}, {formats.week_day(on)}", "entries": list(group)}
        for on, group in groupby(latest, key=lambda entry: entry.on)
    ]
