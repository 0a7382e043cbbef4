from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.events import rules
from tracker.events.kinds import State
from tracker.kernel.errors import RuleBroken

DAY = date(2026, 11, 20)


def span(**changes):
    return rules.Span(**{"starts_on": DAY, "starts_time": "10:00", "ends_on": DAY, "ends_time": "18:00", **changes})


def event(**changes):
    starts, ends = span().moments("Europe/Minsk")
    said = {"cancelled_on": None, "starts_at": starts, "ends_at": ends, "starts_on": DAY, "ends_on": DAY, **changes}
    return SimpleNamespace(**said)


def test_the_hours_are_those_of_the_place():
    starts, ends = span().moments("Asia/Shanghai")
    assert (starts, ends) == (datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 11, 20, 10, tzinfo=UTC))


def test_without_hours_an_event_lasts_the_whole_day():
    starts, ends = span(starts_time=None, ends_time=None).moments("UTC")
    assert ends - starts == timedelta(hours=23, minutes=59)


@pytest.mark.parametrize(
    "changes",
    [{"ends_on": DAY - timedelta(days=1)}, {"ends_time": "09:59"}, {"ends_on": DAY + timedelta(days=400)}],
)
def test_an_event_ends_after_it_begins_and_within_a_year(changes):
    with pytest.raises(RuleBroken):
        rules.check_span(span(**changes))


def test_an_event_over_night_is_sound():
    rules.check_span(span(ends_on=DAY + timedelta(days=1), ends_time="02:00"))


@pytest.mark.parametrize(("hour", "state"), [(5, State.PLANNED), (7, State.ON), (15, State.ON), (16, State.OVER)])
def test_the_state_follows_from_the_hour(hour, state):
    assert rules.state_of(event(), datetime(2026, 11, 20, hour, tzinfo=UTC)) is state


def test_what_is_cancelled_is_never_on():
    assert rules.state_of(event(cancelled_on=DAY), datetime(2026, 11, 20, 12, tzinfo=UTC)) is State.CANCELLED


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        (date(2026, 11, 17), date(2026, 11, 20)),  # Tuesday → Friday
        (date(2026, 11, 19), date(2026, 11, 24)),  # Thursday: over the week-end
        (date(2026, 12, 31), date(2027, 1, 13)),  # the New Year holidays
        (date(2026, 5, 8), date(2026, 5, 13)),
    ],
)
def test_the_report_is_due_within_three_working_days(ended, due):
    assert rules.report_due(ended) == due


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_between_the_end_and_the_report_lie_exactly_three_working_days(ended):
    due = rules.report_due(ended)
    days = [ended + timedelta(days=n) for n in range(1, (due - ended).days + 1)]
    assert sum(rules.is_working(day) for day in days) == 3
    assert rules.is_working(due)


def item(**changes):
    return {"happens_on": DAY, "starts_time": "10:00", "ends_time": None, "what": "Открытие", **changes}


@pytest.mark.parametrize("changes", [{"happens_on": DAY + timedelta(days=1)}, {"ends_time": "09:00"}])
def test_the_programme_lies_within_the_event(changes):
    with pytest.raises(RuleBroken):
        rules.check_programme(event(), [item(**changes)])


def test_a_delegation_has_one_head_and_nobody_twice():
    one, other = {"contact_id": 1, "is_head": True}, {"contact_id": 2, "is_head": True}
    with pytest.raises(RuleBroken, match="one head"):
        rules.check_delegation({}, [one, other])
    with pytest.raises(RuleBroken, match="twice"):
        rules.check_delegation({}, [one, {"contact_id": 1}])
    rules.check_delegation({}, [{"name": "Иван"}, {"name": "Пётр"}])


def test_a_delegation_departs_after_it_arrives():
    with pytest.raises(RuleBroken):
        rules.check_delegation({"arrives_on": DAY, "departs_on": DAY - timedelta(days=1)}, [])


def test_a_report_is_made_after_the_end_and_not_in_the_future():
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    rules.check_report(event(), date(2026, 11, 22), now, now.date())
    for on in (date(2026, 11, 19), date(2026, 11, 24)):
        with pytest.raises(RuleBroken):
            rules.check_report(event(), on, now, now.date())
    with pytest.raises(RuleBroken):
        rules.check_report(event(), DAY, datetime(2026, 11, 20, 12, tzinfo=UTC), DAY)
