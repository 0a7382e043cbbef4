"""Spans of days that lists know by a word: this month, last year, last year up to the same day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.kernel.text import N_
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Collection

NO_TIME, ONE_DAY, A_WEEK = timedelta(0), timedelta(days=1), timedelta(days=7)
YEARS = ("year", "last_year_so_far", "last_year")
LABELS = {
    "today": N_("today"),
    "week": N_("this week"),
    "month": N_("this month"),
    "quarter": N_("this quarter"),
    "year": N_("this year"),
    "last_month": N_("last month"),
    "last_year": N_("last year"),
    "last_year_so_far": N_("last year up to this day"),
}


def choices(names: Collection[str] = tuple(LABELS)) -> list[tuple[str, str]]:
    return [(name, _(label)) for name, label in LABELS.items() if name in names]


def period(name: str, today: date) -> tuple[date, date]:
    """First day of the period, and the first day after it."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    tomorrow = today + ONE_DAY
    ended = month - ONE_DAY
    last_year = year.replace(year=year.year - 1)
    return {
        "today": (today, tomorrow),
        "week": (today - timedelta(days=today.weekday()), tomorrow),
        "month": (month, tomorrow),
        "quarter": (today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), tomorrow),
        "year": (year, tomorrow),
        "last_month": (ended.replace(day=1), month),
        "last_year": (last_year, year),
        "last_year_so_far": (last_year, _a_year_before(tomorrow)),
    }[name]


def current(name: str) -> tuple[date, date]:
    """The same as of today."""
    return period(name, formats.today())


def _a_year_before(day: date) -> date:
    """The same day of the year before; 29 February becomes 1 March, so that the span ends with February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)
