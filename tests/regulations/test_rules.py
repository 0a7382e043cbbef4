"""Terms in calendar and working days, numbers by a pattern, spans that do not meet."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.kernel.errors import RuleBroken
from tracker.regulations import calendar, rules
from tracker.regulations.calendar import WorkingDays
from tracker.regulations.kinds import DayUnit
from tracker.regulations.models import LegalBasis, Regulation
from tracker.regulations.reference import NIZHNY_NOVGOROD, PROFILES

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


def profile(**values: Any) -> Regulation:
    return Regulation(**{**PROFILES[NIZHNY_NOVGOROD], **values})


@pytest.mark.parametrize(
    ("since", "count", "unit", "last"),
    [
        (date(2026, 11, 23), 10, DayUnit.CALENDAR, date(2026, 12, 3)),
        (date(2026, 11, 23), 5, DayUnit.CALENDAR, date(2026, 11, 30)),  # the 28th is a Saturday
        (date(2026, 12, 1), 30, DayUnit.CALENDAR, date(2027, 1, 11)),  # the 31st was moved, then holidays
        (date(2026, 11, 23), 5, DayUnit.WORKING, date(2026, 11, 30)),
        (date(2026, 12, 30), 1, DayUnit.WORKING, date(2027, 1, 11)),
        (date(2028, 2, 21), 2, DayUnit.WORKING, date(2028, 2, 24)),  # the 23rd is a holiday
        (date(2028, 2, 28), 1, DayUnit.WORKING, date(2028, 2, 29)),
        (date(2027, 2, 26), 3, DayUnit.CALENDAR, date(2027, 3, 1)),
    ],
)
def test_a_term_ends_on_a_working_day(since: date, count: int, unit: DayUnit, last: date) -> None:
    assert calendar.term_end(profile(), since, count, unit) == last


@given(since=days, count=st.integers(1, 200))
def test_working_days_are_counted_one_by_one(since: date, count: int) -> None:
    known = calendar.working_days(profile())
    last = known.after(since, count)
    between = [since + calendar.ONE_DAY * n for n in range(1, (last - since).days + 1)]
    assert sum(known.is_working(day) for day in between) == count
    assert known.is_working(last)


def test_a_worked_saturday_is_no_day_off() -> None:
    saturday = date(2025, 11, 1)
    assert not WorkingDays().is_working(saturday)
    assert WorkingDays(worked={saturday}).is_working(saturday)


@pytest.mark.parametrize("text", ["32.01", "1", "a.b", "29.02.2025"])
def test_what_is_no_day_of_a_year_is_told(text: str) -> None:
    with pytest.raises(RuleBroken, match=text):
        calendar.days_of_year(text)


def test_the_29th_of_february_is_a_day_of_a_year() -> None:
    assert calendar.days_of_year("29.02,  01.01\n") == {(2, 29), (1, 1)}
    assert calendar.certain_days("") == frozenset()


@pytest.mark.parametrize(
    ("pattern", "taken", "number"),
    [
        ("01-27/{yy}-{n}", ["01-27/26-2", "01-27/26-9", "01-27/25-14", "чужой"], "01-27/26-10"),
        ("{yyyy}/{n:03}", ["2026/007"], "2026/008"),
        ("{n}", [], "1"),
        ("", ["1"], ""),
    ],
)
def test_the_next_number_follows_those_of_the_year(pattern: str, taken: list[str], number: str) -> None:
    assert rules.next_number(pattern, taken, 2026) == number


@pytest.mark.parametrize("pattern", ["01-{yy}", "{n}-{n}", "{n}/{month}", "{n", "{n.__class__}"])
def test_a_pattern_has_one_running_number_and_nothing_unknown(pattern: str) -> None:
    with pytest.raises(RuleBroken):
        rules.check_pattern(pattern)


@given(st.text(max_size=30))
def test_no_pattern_breaks_the_numbering(pattern: str) -> None:
    try:
        rules.check_pattern(pattern)
    except RuleBroken:
        return
    first = rules.next_number(pattern, [], 2026)
    assert pattern == "" or rules.next_number(pattern, [first], 2026) != first


@pytest.mark.parametrize(("month", "day", "last"), [(1, 15, date(2027, 1, 14)), (3, 1, date(2027, 2, 28))])
def test_yearly_papers_are_due_before_the_day(month: int, day: int, last: date) -> None:
    assert rules.report_due_on(profile(report_month=month, report_day=day), 2026) == last


def test_what_the_region_does_not_ask_is_never_due() -> None:
    neutral = Regulation(**PROFILES[""])
    day = date(2026, 11, 23)
    asked = (rules.notice_due_on, rules.application_due_on, rules.publication_due_on)
    assert [due(neutral, day) for due in asked] == [None, None, None]
    assert rules.report_due_on(neutral, 2026) is None


def test_two_that_hold_on_one_day_are_refused() -> None:
    old = SimpleNamespace(id=1, valid_from=None, valid_until=date(2026, 12, 31))
    rules.check_alone([old], date(2027, 1, 1), None)
    with pytest.raises(RuleBroken):
        rules.check_alone([old], date(2026, 12, 31), None)


def test_an_act_is_quoted_without_an_article_that_nobody_knows() -> None:
    basis = LegalBasis(act_ru="Закон", act_en="Law", article_ru="", article_en="Article 1")
    assert (basis.cited_in("ru"), basis.cited_in("en")) == ("Закон", "Law, Article 1")
