"""A map of points: which part of the world it shows, what stands together, and which names fit. Pure.

The picture is in pixels of its own: the land is moved and scaled under the markers, so that a marker is as large on
a map of one country as on one of the world.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tracker.web.maps.projection import WORLD, XY, arc, project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH, HEIGHT = 820, 640
NEAREST, FARTHEST = 1.9, 16.0  # pixels a unit of land, when everything is to be seen and when looked at closely
MARGIN_X, MARGIN_Y = 90, 48  # room for names
TOGETHER = 13.0  # markers nearer than that are one
A_LETTER, A_LINE = 6.2, 13.0  # of a name, in pixels
MOST_NAMES = 120
DEEPEST = 4


class Kind(StrEnum):
    """How near the relation is, in this order; each has its own shape, and its own line from home."""

    ACTIVE = "active"
    TALKS = "talks"
    AREA = "area"
    LEAD = "lead"
    DORMANT = "dormant"


class Place(NamedTuple):
    """Degrees, WGS 84."""

    longitude: float
    latitude: float


@dataclass(frozen=True)
class Home:
    """A city from which lines lead."""

    text: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Point:
    """What stands on the map. `country`: ISO 3166-1 numeric, to be tinted; `home`: where its line begins."""

    number: int
    text: str
    kind: Kind
    place: Place
    country: int
    url: str = ""
    home: Place | None = None


@dataclass(frozen=True)
class Name:
    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Marker:
    """One point, or several that would cover each other."""

    x: float
    y: float
    kind: Kind
    points: tuple[Point, ...]
    url: str
    name: Name | None

    @property
    def numbers(self) -> str:
        return " ".join(str(point.number) for point in self.points)

    @property
    def title(self) -> str:
        return ", ".join(point.text for point in self.points)


@dataclass(frozen=True)
class Line:
    kind: Kind
    path: str
    numbers: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    width: int
    height: int
    move_x: float
    move_y: float
    scale: float
    countries: Sequence[str]
    lines: Sequence[Line]
    markers: Sequence[Marker]
    homes: Sequence[tuple[float, float, Name | None]]
    counts: dict[Kind, int]
    zoom: int
    centre: Place


@dataclass(frozen=True)
class _Window:
    """Which part of the built land is shown, and how large."""

    x: float
    y: float
    scale: float
    width: int
    height: int

    def __call__(self, point: XY) -> XY:
        return (
            (point[0] - self.x) * self.scale + self.width / 2,
            (point[1] - self.y) * self.scale + self.height / 2,
        )

    def shows(self, point: XY) -> bool:
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


def draw(
    points: Sequence[Point],
    homes: Sequence[Home],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    zoom: int = 0,
    at: Place | None = None,
    nearer: Callable[[Place], str] | None = None,
    named: bool = True,
) -> Picture:
    """The map of these points, the whole of them, or `zoom` times twice as large around a place.

    `named`: with names, which a picture of the size of a stamp has no room for.
    `nearer`: the address of the map around a place; that is where a marker of several points leads.
    """
    runs = {(point.home, point.place): arc(point.home, point.place) for point in points if point.home}
    whole = _whole(points, homes, [xy for lines in runs.values() for run in lines for xy in run], width, height)
    window = _closer(whole, zoom, at)
    groups = _together([(point, window(project(*point.place))) for point in points])
    seen = [(group, xy) for group, xy in groups if window.shows(xy)]
    home_at = [(home, window(project(*home.place))) for home in homes]
    names = _Names(window, [xy for _one, xy in [*seen, *home_at]], most=MOST_NAMES if named else 0)
    named_homes = [(x, y, names.place(home.text, x, y)) for home, (x, y) in home_at]
    return Picture(
        width=width,
        height=height,
        move_x=round(width / 2 - window.x * window.scale, 2),
        move_y=round(height / 2 - window.y * window.scale, 2),
        scale=round(window.scale, 4),
        countries=sorted({f"{point.country:03d}" for point in points}),
        lines=_lines(groups, runs, window),
        markers=[_marker(group, xy, names, nearer if zoom < DEEPEST else None) for group, xy in seen],
        homes=named_homes,
        counts=dict(Counter(point.kind for point in points)),
        zoom=zoom,
        centre=at or _middle(points, homes),
    )


# what is shown


def _whole(points: Sequence[Point], homes: Sequence[Home], lines: Sequence[XY], width: int, height: int) -> _Window:
    """Everything with room for the names; never smaller than the world, never larger than the land bears."""
    placed = [*(project(*place) for place in _places(points, homes)), *lines]
    least = max(width / WORLD[0], 0.1)
    if not placed:
        return _Window(WORLD[0] / 2, WORLD[1] / 2, least, width, height)
    left, right = min(x for x, _y in placed), max(x for x, _y in placed)
    top, bottom = min(y for _x, y in placed), max(y for _x, y in placed)
    scale = min(
        (width - 2 * MARGIN_X) / max(right - left, 1),
        (height - 2 * MARGIN_Y) / max(bottom - top, 1),
        NEAREST,
    )
    scale = max(scale, least)
    return _Window(
        _within((left + right) / 2, width / scale, WORLD[0]),
        _within((top + bottom) / 2, height / scale, WORLD[1]),
        scale,
        width,
        height,
    )


def _within(middle: float, shown: float, whole: float) -> float:
    """The middle of the window such that it does not look beyond the world's edge, if it is smaller than the world."""
    return whole / 2 if shown >= whole else min(max(middle, shown / 2), whole - shown / 2)


def _closer(window: _Window, zoom: int, at: Place | None) -> _Window:
    if zoom == 0:
        return window
    scale = min(window.scale * 2**zoom, FARTHEST)
    x, y = project(*at) if at else (window.x, window.y)
    return _Window(x, y, scale, window.width, window.height)


def _middle(points: Sequence[Point], homes: Sequence[Home]) -> Place:
    """Where one looks closer at, when no place was chosen: home, or the first point."""
    return next(iter(_places(points, homes)), Place(0.0, 0.0))


def _places(points: Sequence[Point], homes: Sequence[Home]) -> list[Place]:
    return [*(home.place for home in homes), *(point.place for point in points)]


# markers and lines


def _together(placed: Sequence[tuple[Point, XY]]) -> list[tuple[list[Point], XY]]:
    """Points whose markers would cover each other as one, the nearest relation first in it."""
    order = list(Kind)
    cells: dict[tuple[int, int], list[int]] = {}
    groups: list[tuple[list[Point], XY]] = []
    for point, (x, y) in sorted(placed, key=lambda one: order.index(one[0].kind)):
        column, row = int(x // TOGETHER), int(y // TOGETHER)
        around = [
            number
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for number in cells.get((column + across, row + down), ())
        ]
        near = next((groups[n] for n in around if _apart(groups[n][1], (x, y)) < TOGETHER), None)
        if near is not None:
            near[0].append(point)
            continue
        cells.setdefault((column, row), []).append(len(groups))
        groups.append(([point], (x, y)))
    return groups


def _apart(one: XY, other: XY) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _lines(
    groups: Sequence[tuple[list[Point], XY]],
    runs: dict[tuple[Place, Place], Sequence[Sequence[XY]]],
    window: _Window,
) -> list[Line]:
    """One line from each home to each marker; those of the nearest relation are drawn last, over the others."""
    lines = []
    for group, _xy in groups:
        for home in dict.fromkeys(point.home for point in group if point.home):
            ours = [point for point in group if point.home == home]
            path = "".join(_path(run, window) for run in runs[home, ours[0].place])
            lines.append(Line(ours[0].kind, path, " ".join(str(point.number) for point in ours)))
    return lines[::-1]


def _path(run: Sequence[XY], window: _Window) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in map(window, run))


def _marker(group: list[Point], xy: XY, names: _Names, nearer: Callable[[Place], str] | None) -> Marker:
    first, x, y = group[0], *xy
    others = len(group) - 1
    text = f"{first.text} +{others}" if others else first.text
    url = first.url if not others else nearer(first.place) if nearer else ""
    return Marker(round(x, 1), round(y, 1), first.kind, tuple(group), url, names.place(text, x, y, large=bool(others)))


class _Names:
    """Names beside the markers where they cover neither a marker nor another name; the rest are in the list."""

    def __init__(self, window: _Window, markers: Sequence[XY], *, most: int) -> None:
        self._window = window
        self._taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in markers]
        self._left = most

    def place(self, text: str, x: float, y: float, *, large: bool = False) -> Name | None:
        if self._left == 0:
            return None
        gap, wide = (13.0 if large else 9.0), len(text) * A_LETTER
        for name, box in (
            (Name(x + gap, y + 4, "start", text), (x + gap, y - 7, x + gap + wide, y + 6)),
            (Name(x - gap, y + 4, "end", text), (x - gap - wide, y - 7, x - gap, y + 6)),
            (Name(x, y - gap - 1, "middle", text), (x - wide / 2, y - gap - A_LINE, x + wide / 2, y - gap + 2)),
            (Name(x, y + gap + 9, "middle", text), (x - wide / 2, y + gap - 1, x + wide / 2, y + gap + A_LINE)),
        ):
            if self._is_free(box):
                self._taken.append(box)
                self._left -= 1
                return Name(round(name.x, 1), round(name.y, 1), name.anchor, text)
        return None

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self._window.width - 2 or bottom > self._window.height - 2:  # noqa: PLR2004
            return False
        return not any(left < r and right > ll and top < b and bottom > t for ll, t, r, b in self._taken)
