"""What may be promised and done, what a day means, and how a year goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.kernel.errors import RuleBroken
from tracker.obligations import rules
from tracker.obligations.kinds import Column, Kind, State

TODAY = date(2026, 11, 23)
OPEN, DONE, DROPPED = State.OPEN, State.DONE, State.DROPPED


@pytest.mark.parametrize(
    ("state", "due_on", "obliges", "column"),
    [
        (OPEN, date(2026, 11, 22), True, Column.OVERDUE),
        (OPEN, date(2026, 11, 23), True, Column.THIS_MONTH),
        (OPEN, date(2026, 11, 30), True, Column.THIS_MONTH),
        (OPEN, date(2026, 12, 1), True, Column.LATER),
        (OPEN, None, True, Column.LATER),
        (OPEN, date(2026, 11, 22), False, Column.LATER),
        (OPEN, date(2026, 11, 30), False, Column.THIS_MONTH),
        (DONE, date(2026, 1, 1), True, Column.DONE),
        (DROPPED, date(2026, 1, 1), True, Column.DROPPED),
    ],
)
def test_the_day_says_where_it_stands(state, due_on, obliges, column):
    assert rules.column_of(state, due_on, TODAY, obliges=obliges) is column


def test_only_what_obliges_is_overdue():
    assert rules.is_overdue(OPEN, TODAY - timedelta(days=1), TODAY, obliges=True)
    assert not rules.is_overdue(OPEN, TODAY - timedelta(days=1), TODAY, obliges=False)
    assert not rules.is_overdue(OPEN, TODAY, TODAY, obliges=True)
    assert not rules.is_overdue(DONE, TODAY - timedelta(days=1), TODAY, obliges=True)


def test_the_29th_of_february_comes_back_on_the_28th():
    assert rules.year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert rules.year_later(date(2027, 2, 28)) == date(2028, 2, 28)


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2198, 12, 31)))
def test_a_year_later_is_the_same_day_of_the_next_year(day):
    later = rules.year_later(day)
    assert later.year == day.year + 1
    assert later.month == day.month
    assert later.day == day.day or (day.month, day.day) == (2, 29)


@given(st.dates())
def test_a_month_ends_before_the_first_of_another(day):
    end = rules.month_end(day)
    assert (end.year, end.month) == (day.year, day.month)
    assert end == date.max or (end + timedelta(days=1)).day == 1


def test_a_line_of_a_plan_and_what_comes_back_need_a_day():
    rules.check_days(Kind.OBLIGATION, None, None, yearly=False)
    with pytest.raises(RuleBroken, match="line of an action plan"):
        rules.check_days(Kind.PLAN, None, None, yearly=False)
    with pytest.raises(RuleBroken, match="comes back"):
        rules.check_days(Kind.OBLIGATION, None, None, yearly=True)


def test_a_period_does_not_end_before_it_begins():
    rules.check_days(Kind.PLAN, TODAY, TODAY, yearly=False)
    with pytest.raises(RuleBroken, match="before the beginning"):
        rules.check_days(Kind.PLAN, TODAY, TODAY - timedelta(days=1), yearly=False)


@given(made=st.integers(0, 100), whole=st.integers(1, 100))
def test_the_share_lies_between_nothing_and_all(made, whole):
    share = rules.percent(min(made, whole), whole, OPEN)
    assert 0 <= share <= 100
    assert (share == 100) == (min(made, whole) == whole)
    assert rules.percent(min(made, whole), whole, DONE) == 100
