"""What happened, told by day: entries of several sources merged, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 50


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


def by_day(entries: Iterable[TimelineEntry], *, most: int = SHOWN) -> list[dict[str, Any]]:
    """The latest entries under the headings of their days, as the timeline's template takes them."""
    latest = sorted(entries, key=lambda entry: (entry.on, entry.at), reverse=True)[:most]
    return [
        {"day": f"{formats.long_day(on)}, {formats.week_day(on)}", "entries": list(group)}
        for on, group in groupby(latest, key=lambda entry: entry.on)
    ]
