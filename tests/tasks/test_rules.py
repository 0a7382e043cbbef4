"""When a repeated task is due next."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.kernel.errors import RuleBroken
from tracker.tasks import rules
from tracker.tasks.models import Unit

DAY, WEEK, MONTH, YEAR = Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR


@pytest.mark.parametrize(
    ("start", "every", "unit", "after", "today", "wanted"),
    [
        (date(2026, 11, 24), 1, DAY, date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 1, 31), 1, MONTH, date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 31), 1, MONTH, date(2026, 2, 28), date(2026, 2, 28), date(2026, 3, 31)),
        (date(2024, 2, 29), 1, YEAR, date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28)),
        (date(2024, 2, 29), 1, YEAR, date(2027, 2, 28), date(2027, 2, 28), date(2028, 2, 29)),
        (date(2026, 12, 31), 2, WEEK, date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 14)),
        # done early: the next one, not this one again
        (date(2026, 11, 1), 1, MONTH, date(2026, 12, 1), date(2026, 11, 24), date(2027, 1, 1)),
        # done after months: what was missed is not made up for
        (date(2026, 1, 5), 1, WEEK, date(2026, 1, 5), date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 1, 5), 1, WEEK, date(2026, 1, 5), date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_the_next_day_of_a_series(start, every, unit, after, today, wanted):
    assert rules.next_due(start, every, unit, after=after, not_before=today) == wanted


@given(
    start=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    every=st.integers(1, 400),
    unit=st.sampled_from(Unit),
    number=st.integers(0, 3),
    late=st.integers(-40, 4000),
)
def test_the_next_one_is_of_the_series_comes_after_and_skips_none(start, every, unit, number, late):
    due = rules.nth_due(start, every, unit, number)
    today = due + timedelta(days=late)
    found = rules.next_due(start, every, unit, after=due, not_before=today)
    assert found > due
    assert found >= today
    first = next(n for n in itertools.count(number + 1) if rules.nth_due(start, every, unit, n) >= today)
    assert found == rules.nth_due(start, every, unit, first)


@given(start=st.dates(date(1990, 1, 1), date(2100, 1, 1)), months=st.integers(0, 4000))
def test_months_keep_the_day_or_take_the_last(start, months):
    found = rules.add_months(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found + timedelta(days=1)).day == 1


def test_a_repeat_is_whole_and_begins_on_a_day():
    rules.check_repeat(None, None, None)
    for every, unit, due_on in ((1, None, date(2026, 1, 1)), (None, DAY, None), (1, DAY, None)):
        with pytest.raises(RuleBroken):
            rules.check_repeat(every, unit, due_on)
