"""What may be done with a yearly report, and when it is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission
from tracker.regulations.rules import report_due_on
from tracker.yearly_reports.kinds import Due, Status

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.regulations.models import Regulation
    from tracker.yearly_reports.models import YearlyReport

FIRST_YEAR = 1990
DECEMBER = 12


def drafting_from(year: int) -> date:
    """The day on which to begin: six weeks before it is due, most of them holidays."""
    return date(year, DECEMBER, 1)


def last_year_to_draft(today: date) -> int:
    """The latest year that can be reported on: the running one."""
    return today.year


def current_year(today: date) -> int:
    """The year whose report is worked on: from 1 December the running one, before that the last one."""
    return today.year if today >= drafting_from(today.year) else today.year - 1


def due_state(regulation: Regulation, year: int, *, sent_on: date | None, drafted: bool, today: date) -> Due:
    """How the report about a year stands. `sent_on`: of the first edition; a correction is never late."""
    due_on = report_due_on(regulation, year)
    if sent_on is not None:
        return Due.LATE if due_on is not None and sent_on > due_on else Due.IN_TIME
    if due_on is not None and today > due_on:
        return Due.MISSING
    return Due.DRAFTED if drafted else Due.NOT_YET


def check_year(year: int, today: date) -> None:
    if not FIRST_YEAR <= year <= last_year_to_draft(today):
        raise RuleBroken(N_("Choose a year that has begun."), "year")


def check_edit(report: YearlyReport, by: User) -> None:
    """What was sent stays as it was sent."""
    if not by.may(Permission.YEARLY_REPORTS_EDIT):
        raise NotAllowed(N_("You may not do this with a yearly report."))
    if report.status is not Status.DRAFT:
        raise RuleBroken(N_("A report that was sent is not changed: make a corrected one."))


def check_send(report: YearlyReport, by: User, *, sent_on: date, number: str, today: date) -> None:
    if not by.may(Permission.YEARLY_REPORTS_SEND):
        raise NotAllowed(N_("You may not do this with a yearly report."))
    if report.status is not Status.DRAFT:
        raise RuleBroken(N_("This report was sent already."))
    if not number.strip():
        raise RuleBroken(N_("Fill this in."), "letter_number")
    if sent_on > today:
        raise RuleBroken(N_("This day has not come yet."), "sent_on")
    if sent_on <= date(report.year, 1, 1):
        raise RuleBroken(N_("The year had not begun yet."), "sent_on")


def check_correct(report: YearlyReport, by: User, *, reason: str, has_draft: bool) -> None:
    """Only the latest edition that was sent is corrected, with a reason, and one correction at a time."""
    if not by.may(Permission.YEARLY_REPORTS_EDIT):
        raise NotAllowed(N_("You may not do this with a yearly report."))
    if report.status is not Status.SENT:
        raise RuleBroken(N_("Only the report that was sent last can be corrected."))
    if has_draft:
        raise RuleBroken(N_("A corrected report is being drafted already."))
    if not reason.strip():
        raise RuleBroken(N_("Say why."), "reason")
