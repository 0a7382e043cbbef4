"""Maps: points lie where the built land has them, what would be covered stands together, lines cross the edge well."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.web.maps import Home, Kind, Place, Point, draw
from tracker.web.maps.projection import WORLD, arc, distance_km, project

HOME = Home("Dzerzhinsk", Place(43.46, 56.24))
PLACES = st.builds(Place, st.floats(-180, 180), st.floats(-85, 85))


def point(number: int, place: Place, kind: Kind = Kind.ACTIVE, text: str = "City", url: str = "") -> Point:
    return Point(number=number, text=text, kind=kind, place=place, country=76, url=url, home=HOME.place)


# told by d3-geo itself: geoNaturalEarth1().rotate([-25, 0]).scale(300).translate([825, 430])
@pytest.mark.parametrize(
    ("place", "drawn"),
    [
        ((43.46, 56.24), (895.8308971993641, 134.95336650653906)),
        ((-46.63, -23.55), (506.9505655460825, 554.4891355611131)),
        ((28.2, -26.1), (839.1199227532433, 568.0272574957253)),
        ((118.05, 36.81), (1221.5470725934092, 235.12542998804503)),
        ((-172, 66), (1404.7445549515614, 88.39498969941303)),
        ((-154.9, 10), (8.639482528354051, 377.2377743255594)),
        ((174.76, -36.85), (1463.12499685477, 625.0862617508504)),
    ],
)
def test_a_place_lies_where_the_built_land_has_it(place, drawn):
    assert project(*place) == pytest.approx(drawn, abs=1e-6)


def test_distances_are_those_of_the_great_circle():
    assert distance_km((37.62, 55.75), (-43.2, -22.91)) == pytest.approx(11_540, abs=30)  # Moscow – Rio de Janeiro
    assert distance_km(HOME.place, HOME.place) == 0


def test_a_line_across_the_edge_of_the_picture_is_in_two_runs():
    runs = arc((170.0, 60.0), (-120.0, 40.0))
    assert len(runs) == 2
    for run in runs:
        assert all(abs(a[0] - b[0]) < WORLD[0] / 4 for a, b in itertools.pairwise(run))


@settings(deadline=None)
@given(start=PLACES, end=PLACES)
def test_a_line_joins_its_places_and_stays_in_the_world(start, end):
    runs = arc(start, end)
    assert runs[0][0] == pytest.approx(project(*start), abs=0.01) or start.longitude % 360 == pytest.approx(
        205, abs=1e-6
    )
    for run in runs:
        assert all(-1 <= x <= WORLD[0] + 1 and -1 <= y <= WORLD[1] + 1 for x, y in run)


@settings(deadline=None)
@given(places=st.lists(PLACES, max_size=40))
def test_every_point_stands_on_the_map_once_and_no_marker_covers_another(places):
    kinds = list(Kind)
    picture = draw([point(n, place, kinds[n % 5]) for n, place in enumerate(places)], [HOME])
    assert sorted(one.number for marker in picture.markers for one in marker.points) == list(range(len(places)))
    assert sum(picture.counts.values()) == len(places)
    at = [(marker.x, marker.y) for marker in picture.markers]
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 12 for n, a in enumerate(at) for b in at[:n])
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in at)


def test_points_too_near_are_one_marker_that_leads_closer():
    near = [point(1, Place(23.83, 53.68), Kind.LEAD, "Grodno"), point(2, Place(24.6, 53.9), text="Lida")]
    far = point(3, Place(-46.6, -23.5), Kind.AREA, "São Paulo", url="/partners/3")
    picture = draw([*near, far], [HOME], nearer=lambda place: f"closer:{place.longitude}")
    together, alone = sorted(picture.markers, key=lambda one: -len(one.points))
    assert (together.numbers, together.kind, together.url) == ("2 1", Kind.ACTIVE, "closer:24.6")
    assert together.name is not None
    assert together.name.text == "Lida +1"
    assert alone.url == "/partners/3"
    closest = draw([*near, far], [HOME], zoom=4, at=Place(24.2, 53.8))
    assert Counter(len(one.points) for one in closest.markers) == {1: 2}, (
        "apart when looked at closely, the far one out of sight"
    )


def test_no_name_covers_a_marker_or_another_name():
    crowd = [point(n, Place(20 + n % 6 * 2, 45 + n // 6 * 2), text=f"Long name {n}") for n in range(36)]
    picture = draw(crowd, [HOME])
    boxes = []
    for name in (*(one.name for one in picture.markers), *(name for _x, _y, name in picture.homes)):
        if name is not None:
            wide = len(name.text) * 6.2
            left = name.x - {"start": 0, "middle": wide / 2, "end": wide}[name.anchor]
            boxes.append((left, name.y - 11, left + wide, name.y + 2))
    assert boxes
    assert not any(
        a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for n, a in enumerate(boxes) for b in boxes[:n]
    )


def test_a_map_of_nothing_is_the_world():
    picture = draw([], [])
    assert picture.scale == pytest.approx(picture.width / WORLD[0], abs=1e-3)
    assert (picture.markers, picture.lines, picture.countries) == ([], [], [])


def test_the_built_world_has_the_countries_by_their_numbers(app):
    world = app.extensions["assets"].content("world.svg")
    names = set(re.findall(r'id="(\w+)"', world))
    assert {"grid", "land", "c076", "c112", "c156", "c643", "c710"} <= names
    assert " stroke=" not in world, "no border is drawn"
