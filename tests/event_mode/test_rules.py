from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.event_mode import rules
from tracker.kernel.errors import RuleBroken

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("", []),
        ("+55 11 5555-0000", [("mobile", "+55 11 5555-0000")]),
        ("r.morais@sp.example", [("email", "r.morais@sp.example")]),
        ("+55 11 5555-0000, r@sp.example", [("mobile", "+55 11 5555-0000"), ("email", "r@sp.example")]),
        ("+55 11 5555-0000 r@sp.example", [("mobile", "+55 11 5555-0000"), ("email", "r@sp.example")]),
        ("@morais", [("messenger", "@morais")]),
    ],
)
def test_one_line_holds_phone_and_mail(typed, ways):
    assert [(one["kind"], one["value"]) for one in rules.read_ways(typed)] == ways


@pytest.mark.parametrize("typed", ["r@", "12", "a@b"])
def test_what_is_neither_phone_nor_mail_is_refused_beside_its_field(typed):
    with pytest.raises(RuleBroken) as refused:
        rules.read_ways(typed)
    assert refused.value.field == "way"


def test_a_card_tells_its_own_hour():
    assert rules.moment_of("2026-11-22T08:30:00.123Z", NOW) == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("told", ["", "вчера", "2026-11-23T09:00:01Z", "2020-01-01T00:00:00Z", None])
def test_a_phone_with_a_wrong_clock_is_not_believed(told):
    assert rules.moment_of(told, NOW) == NOW


@given(st.text(max_size=40))
def test_whatever_the_phone_tells_the_card_was_taken_by_now(told):
    assert NOW - rules.OLDEST <= rules.moment_of(told, NOW) <= NOW


def test_of_another_day_only_the_day_is_known():
    assert rules.when_of(date(2026, 11, 22), NOW, "Europe/Moscow").at is None
    here = rules.when_of(None, NOW, "Europe/Moscow")
    assert (here.on, here.at.hour) == (date(2026, 11, 23), 12)
    assert rules.when_of(date(2026, 11, 23), NOW - timedelta(hours=1), "Europe/Moscow").at.hour == 11
