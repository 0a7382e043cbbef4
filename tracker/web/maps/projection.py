"""Where a place lies on the built land: Natural Earth turned by 25° to the west, as assets/world.mjs draws it. Pure.

The projection is Patterson's and Šavrič's polynomial as d3-geo has it (geoNaturalEarth1).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

XY = tuple[float, float]

SCALE = 300
CENTRE = (825.0, 430.0)
MIDDLE = 25.0  # the meridian in the middle
WORLD = (1650.0, 860.0)
EARTH_KM = 6371.0088  # mean radius, IUGG
A_STEP = math.radians(3)
LONGEST_JUMP = WORLD[0] / 2  # a line that jumps farther has left at one edge and come in at the other


def project(longitude: float, latitude: float) -> XY:
    """Degrees (WGS 84) to units of the built picture."""
    turned = (longitude - MIDDLE + 180) % 360 - 180
    along, up = math.radians(turned), math.radians(latitude)
    square = up * up
    fourth = square * square
    x = along * (0.8707 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth)))
    y = up * (1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth)))
    return CENTRE[0] + SCALE * x, CENTRE[1] - SCALE * y


def _vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    along, up = math.radians(longitude), math.radians(latitude)
    return math.cos(up) * math.cos(along), math.cos(up) * math.sin(along), math.sin(up)


def _angle(start: XY, end: XY) -> float:
    one, other = _vector(*start), _vector(*end)
    across = (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )
    return math.atan2(math.hypot(*across), sum(a * b for a, b in zip(one, other, strict=True)))


def distance_km(start: XY, end: XY) -> float:
    """Along the great circle between two places, each as longitude and latitude in degrees."""
    return EARTH_KM * _angle(start, end)


def arc(start: XY, end: XY) -> Sequence[Sequence[XY]]:
    """The great circle between two places as projected points; in two runs where it crosses the picture's edge."""
    angle = _angle(start, end)
    if angle < 1e-9 or math.pi - angle < 1e-9:  # noqa: PLR2004 - the same place, or no one shortest way
        return [[project(*start), project(*end)]]
    steps = max(2, math.ceil(angle / A_STEP))
    one, other = _vector(*start), _vector(*end)
    runs: list[list[XY]] = [[]]
    for step in range(steps + 1):
        part = step / steps
        near, far = math.sin((1 - part) * angle) / math.sin(angle), math.sin(part * angle) / math.sin(angle)
        x, y, z = (near * a + far * b for a, b in zip(one, other, strict=True))
        point = project(math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y))))
        if runs[-1] and abs(point[0] - runs[-1][-1][0]) > LONGEST_JUMP:
            runs.append([])
        runs[-1].append(point)
    return runs
