"""Reckoning with days and months of a term."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.agreements.kinds import NoticeUnit

ONE_DAY = timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, 28)


def earlier(day: date, count: int, unit: NoticeUnit) -> date:
    """The day so many days or months before."""
    return months_later(day, -count) if unit is NoticeUnit.MONTHS else day - timedelta(days=count)
