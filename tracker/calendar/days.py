"""Days that come every year: on a date, or on the first to the last weekday of a month. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.calendar.kinds import LAST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

A_WEEK = 7
SUNDAY = 6
APRIL = 4
ROUND = 5
MONTHS = 12


@dataclass(frozen=True)
class YearlyDay:
    """`day` of the month, or the `week`-th (5: the last) `weekday` (0: Monday) of it."""

    month: int
    day: int | None = None
    week: int | None = None
    weekday: int | None = None

    def on(self, year: int) -> date:
        """The day in that year; what is not in it (29 February) falls on the last day of the month."""
        last = monthrange(year, self.month)[1]
        if self.day is not None or self.week is None or self.weekday is None:
            return date(year, self.month, min(self.day or 1, last))
        if self.week == LAST:
            end = date(year, self.month, last)
            return end - timedelta(days=(end.weekday() - self.weekday) % A_WEEK)
        first = date(year, self.month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % A_WEEK + (self.week - 1) * A_WEEK)

    def between(self, since: date, until: date) -> Iterator[date]:
        """Every day it falls on within the span."""
        for year in range(since.year, until.year + 1):
            if since <= (found := self.on(year)) <= until:
                yield found


# World Federation of United Cities
TWIN_DAY = YearlyDay(APRIL, week=LAST, weekday=SUNDAY)


def of_date(begin: date) -> YearlyDay:
    return YearlyDay(begin.month, begin.day)


def months_of(since: date, until: date) -> Collection[int]:
    """The months that the span touches."""
    count = (until.year - since.year) * MONTHS + until.month - since.month + 1
    return {(since.month - 1 + number) % MONTHS + 1 for number in range(min(count, MONTHS))}


def is_round(years: int) -> bool:
    """Anniversaries that are celebrated as a jubilee."""
    return years > 0 and years % ROUND == 0
