"""What may be done with city days and greetings, and when a greeting is to leave. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from tracker.regulations.calendar import WorkingDays

GREET_AHEAD = timedelta(days=14)
WORKING_DAYS_BEFORE = 3
LEAP_YEAR = 2024
LAST_YEAR = timedelta(days=365)
LETTER_BEFORE, LETTER_AFTER = timedelta(days=30), timedelta(days=14)
GREETING_WORDS = ("поздрав", "юбиле", "с днём", "с днем", "congratul", "greeting", "anniversary", "best wishes")


def check_day(answers: dict[str, Any]) -> None:
    """A date, or a weekday of a month: one of them, and one that exists."""
    month, day = answers["month"], answers.get("day")
    week, weekday = answers.get("week"), answers.get("weekday")
    if (week is None) != (weekday is None):
        raise RuleBroken(N_("Choose both which one and which day of the week."), "week")
    if day is None and week is None:
        raise RuleBroken(N_("Say on which date, or on which day of the week."), "day")
    if day is not None and week is not None:
        raise RuleBroken(N_("Either a date or a day of the week."), "day")
    if day is not None and not 1 <= day <= monthrange(LEAP_YEAR, month)[1]:
        raise RuleBroken(N_("This month has no such day."), "day")


def send_by(on: date, working: WorkingDays, today: date) -> date:
    """The day by which a greeting is written: some working days before, but not in the past."""
    day, left = on, WORKING_DAYS_BEFORE
    while left and day > today:
        day -= timedelta(days=1)
        left -= working.is_working(day)
    return max(day, today)


def check_open(*, has_task: bool) -> None:
    if has_task:
        raise RuleBroken(N_("There is a task for this greeting already."))


def reads_as_greeting(subject: str) -> bool:
    """Whether a letter's subject says that it greets somebody."""
    folded = subject.casefold()
    return any(word in folded for word in GREETING_WORDS)


def span_of_letter(on: date) -> tuple[date, date]:
    """The days in which a letter for this day is written."""
    return on - LETTER_BEFORE, on + LETTER_AFTER
