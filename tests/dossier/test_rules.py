"""Distances, times and cut texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dossier import rules

HOME = (56.2376, 43.4633)


@pytest.mark.parametrize(
    ("place", "about"),
    [((53.6884, 23.8258), 1270), ((36.7833, 118.05), 5680), (HOME, 0), ((-23.5475, -46.6361), 12070)],
)
def test_distance_along_the_great_circle(place, about):
    assert rules.kilometres(HOME, place) == pytest.approx(about, rel=0.02, abs=1)


def test_no_distance_to_an_unknown_place():
    assert rules.kilometres(HOME, (None, 23.0)) is None
    assert rules.kilometres((None, None), HOME) is None


@given(*[st.tuples(st.floats(-90, 90), st.floats(-180, 180)) for _ in range(2)])
def test_distance_is_the_same_both_ways_and_never_beyond_half_the_earth(one, other):
    there = rules.kilometres(one, other)
    assert there == rules.kilometres(other, one)
    assert 0 <= there <= 20_020


def test_minutes_apart_follow_summer_time():
    winter, summer = datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 7, 10, tzinfo=UTC)
    assert rules.minutes_apart("Europe/Belgrade", "Europe/Moscow", winter) == -120
    assert rules.minutes_apart("Europe/Belgrade", "Europe/Moscow", summer) == -60
    assert rules.minutes_apart("Asia/Kolkata", "Europe/Moscow", winter) == 150


@given(st.text(max_size=400), st.integers(2, 100))
def test_a_line_is_one_line_and_no_longer_than_asked(text, most):
    line = rules.shortened(text, most)
    assert len(line) <= most
    assert "\n" not in line


@given(st.text(alphabet="абв \n.", max_size=900), st.integers(120, 600))
def test_points_keep_their_lines(text, most):
    told = rules.cut(text, most)
    assert len(told) <= most + 1
    assert told.count("\n") < most // 60
