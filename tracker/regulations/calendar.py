"""Which days an administration works, and terms counted in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.regulations.kinds import DayUnit

if TYPE_CHECKING:
    from collections.abc import Collection

    from tracker.regulations.models import Regulation

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LEAP_YEAR = 2024
FULL_YEAR = 365
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class WorkingDays:
    """A calendar: weekends and holidays are off, but for the days that were moved.

    `holidays`: (month, day) of every year.
    """

    holidays: Collection[tuple[int, int]] = frozenset()
    off: Collection[date] = frozenset()
    worked: Collection[date] = frozenset()

    def is_working(self, day: date) -> bool:
        if day in self.worked:
            return True
        return not (day in self.off or day.weekday() >= SATURDAY or (day.month, day.day) in self.holidays)

    def after(self, day: date, count: int) -> date:
        """The day so many working days later; the day itself is not counted."""
        for _working in range(count):
            day += ONE_DAY
            for _off in range(FULL_YEAR):
                if self.is_working(day):
                    break
                day += ONE_DAY
        return day


def days_of_year(text: str) -> frozenset[tuple[int, int]]:
    """The (month, day) pairs typed as `01.01, 23.02`. Raises RuleBroken."""
    found = set()
    for word in _words(text):
        try:
            day, month = (int(part) for part in word.rstrip(".").split("."))
            date(LEAP_YEAR, month, day)
        except ValueError:
            raise RuleBroken(N_("“%(word)s” is no day of a year. Write it like 23.02."), word=word) from None
        found.add((month, day))
    return frozenset(found)


def certain_days(text: str) -> frozenset[date]:
    """The days typed as `09.01.2026, 31.12.2026`. Raises RuleBroken."""
    found = set()
    for word in _words(text):
        try:
            day, month, year = (int(part) for part in word.split("."))
            found.add(date(year, month, day))
        except ValueError:
            raise RuleBroken(N_("“%(word)s” is no day. Write it like 09.01.2026."), word=word) from None
    return frozenset(found)


def _words(text: str | None) -> list[str]:
    return [word for word in _BETWEEN.split(text or "") if word]


def working_days(regulation: Regulation) -> WorkingDays:
    """The calendar that a profile describes."""
    return WorkingDays(
        holidays=days_of_year(regulation.holidays),
        off=certain_days(regulation.days_off),
        worked=certain_days(regulation.days_worked),
    )


def term_end(regulation: Regulation, since: date, days: int, unit: DayUnit) -> date:
    """The last day of a term that begins on the day after `since`.

    A term of calendar days that ends on a day off ends on the next working day (Civil Code, article 193).
    """
    calendar = working_days(regulation)
    if unit is DayUnit.WORKING:
        return calendar.after(since, days)
    return calendar.after(since + timedelta(days=days - 1), 1)
