"""Days that come every year, and when a greeting leaves."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.calendar import rules
from tracker.calendar.days import TWIN_DAY, YearlyDay, is_round, months_of
from tracker.calendar.national_days import NATIONAL_DAYS
from tracker.kernel.errors import RuleBroken
from tracker.regulations.calendar import WorkingDays


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        (YearlyDay(5, week=5, weekday=5), 2027, date(2027, 5, 29)),
        (YearlyDay(5, week=5, weekday=5), 2026, date(2026, 5, 30)),
        (YearlyDay(9, week=3, weekday=5), 2026, date(2026, 9, 19)),
        (YearlyDay(9, week=1, weekday=1), 2026, date(2026, 9, 1)),
        (YearlyDay(2, 29), 2027, date(2027, 2, 28)),
        (YearlyDay(2, 29), 2028, date(2028, 2, 29)),
        (TWIN_DAY, 2027, date(2027, 4, 25)),
    ],
)
def test_a_rule_says_the_day_of_a_year(rule, year, day):
    assert rule.on(year) == day


def test_a_span_over_new_year_has_the_days_of_both_years():
    assert list(YearlyDay(1, 2).between(date(2026, 12, 28), date(2027, 1, 31))) == [date(2027, 1, 2)]
    assert months_of(date(2026, 12, 28), date(2027, 1, 31)) == {12, 1}
    assert months_of(date(2026, 1, 1), date(2027, 1, 1)) == set(range(1, 13))


def test_every_national_day_is_a_day():
    assert len(NATIONAL_DAYS) > 150
    assert all(rule.on(2027).month == rule.month for rule in NATIONAL_DAYS.values())
    assert NATIONAL_DAYS["BY"].on(2027) == date(2027, 7, 3)


def test_round_ones_are_marked():
    assert [years for years in range(12) if is_round(years)] == [5, 10]


def test_a_greeting_leaves_some_working_days_before():
    working = WorkingDays()
    assert rules.send_by(date(2026, 11, 30), working, date(2026, 11, 20)) == date(2026, 11, 25)
    assert rules.send_by(date(2026, 11, 24), working, date(2026, 11, 24)) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"month": 5}, "day"),
        ({"month": 5, "day": 3, "week": 5, "weekday": 5}, "day"),
        ({"month": 4, "day": 31}, "day"),
        ({"month": 5, "week": 5}, "week"),
    ],
)
def test_a_city_day_is_one_day(answers, field):
    with pytest.raises(RuleBroken) as broken:
        rules.check_day(answers)
    assert broken.value.field == field
