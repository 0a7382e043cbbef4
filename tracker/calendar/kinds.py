"""The kinds of things a calendar shows, with their words and glyphs."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    EVENT = "event"
    TASK = "task"
    DEADLINE = "deadline"
    OBLIGATION = "obligation"
    LETTER = "letter"
    REPORT = "report"
    CITY_DAY = "city-day"
    NATIONAL_DAY = "national-day"
    TWIN_DAY = "twin-day"
    ANNIVERSARY = "anniversary"
    BIRTHDAY = "birthday"


KIND_LABELS = {
    Kind.EVENT: N_("Events"),
    Kind.TASK: N_("Tasks"),
    Kind.DEADLINE: N_("Deadlines of agreements"),
    Kind.OBLIGATION: N_("Obligations"),
    Kind.LETTER: N_("Answers to letters"),
    Kind.REPORT: N_("Reports"),
    Kind.CITY_DAY: N_("City days"),
    Kind.NATIONAL_DAY: N_("National days"),
    Kind.TWIN_DAY: N_("World Day of twinned cities"),
    Kind.ANNIVERSARY: N_("Anniversaries"),
    Kind.BIRTHDAY: N_("Birthdays"),
}
KIND_ICONS = {
    Kind.EVENT: "calendar-event",
    Kind.TASK: "checkbox",
    Kind.DEADLINE: "file-certificate",
    Kind.OBLIGATION: "scale",
    Kind.LETTER: "mail",
    Kind.REPORT: "file-text",
    Kind.CITY_DAY: "building",
    Kind.NATIONAL_DAY: "flag",
    Kind.TWIN_DAY: "users",
    Kind.ANNIVERSARY: "history",
    Kind.BIRTHDAY: "user",
}


class Look(StrEnum):
    """How the days are shown."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"


LOOK_LABELS = {Look.MONTH: N_("Month"), Look.WEEK: N_("Week"), Look.AGENDA: N_("Agenda")}
LOOK_ICONS = {Look.MONTH: "calendar", Look.WEEK: "columns-3", Look.AGENDA: "list"}

MONTH_LABELS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
WEEKDAY_LABELS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
LAST = 5
WEEK_LABELS = {
    1: N_("the first"),
    2: N_("the second"),
    3: N_("the third"),
    4: N_("the fourth"),
    LAST: N_("the last"),
}
