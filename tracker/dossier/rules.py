"""Distances, differences of time, and how much of everything two pages hold. Pure: no session, no request."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

EARTH = 6371.0088  # km, the mean radius (IUGG)


@dataclass(frozen=True)
class Room:
    """How many lines of each kind are told, and how long a line and the talking points may be."""

    history: int
    people: int
    interactions: int
    steps: int
    promises: int
    agreements: int
    letters: int
    gifts: int
    cautions: int
    line: int
    points: int


# the widest that fits is taken; the last one fits whatever there is
ROOMS = (
    Room(10, 8, 6, 8, 8, 6, 5, 6, 10, 260, 1600),
    Room(8, 6, 5, 6, 6, 5, 4, 4, 8, 180, 1200),
    Room(6, 5, 4, 5, 5, 4, 3, 3, 6, 160, 900),
    Room(4, 4, 3, 4, 4, 3, 3, 2, 5, 120, 600),
    Room(3, 3, 2, 3, 3, 2, 2, 2, 4, 100, 350),
)
MOST = ROOMS[0]
PAGES = 2


def kilometres(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> int | None:
    """Along the great circle between two places (latitude and longitude in degrees), to the nearest 10 km from 100."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return None
    (north, east), (north2, east2) = (
        (math.radians(latitude), math.radians(longitude))
        for latitude, longitude in ((one[0], one[1]), (other[0], other[1]))
    )
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    distance = 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
    return round(distance) if distance < 100 else round(distance / 10) * 10  # noqa: PLR2004 - said above


def minutes_apart(zone: str, home_zone: str, now: datetime) -> int:
    """How far the clocks there are ahead of ours."""
    nothing = timedelta()
    there, here = now.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(home_zone))
    return int(((there.utcoffset() or nothing) - (here.utcoffset() or nothing)).total_seconds()) // 60


def shortened(text: str | None, most: int) -> str:
    """In one line, cut between words where it is too long."""
    line = " ".join((text or "").split())
    return line if len(line) <= most else f"{_whole_words(line, most - 1)}…"


def cut(text: str | None, most: int) -> str:
    """The same with the lines kept, at most one line for 60 letters."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    kept = lines[: most // 60]
    told = "\n".join(kept)
    if len(told) > most:
        return f"{_whole_words(told, most - 1)}…"
    return f"{told}…" if len(kept) < len(lines) else told


def _whole_words(text: str, most: int) -> str:
    begin = text[:most]
    words = begin.rsplit(" ", 1)[0] if " " in begin[most // 2 :] else begin
    return words.rstrip(" ,.;:—–-\n")
