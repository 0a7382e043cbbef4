"""Decisions about profiles and legal bases: which holds on a day, what is due when. No session, no request."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.regulations import calendar
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.regulations.models import Regulation

NUMBER = re.compile(r"\{n(?::0?[1-9])?\}")
PLACES = re.compile(r"\{[^{}]*\}")
YEARS = frozenset({"{yyyy}", "{yy}"})
LATEST = date.max


class Spanned(Protocol):
    """What holds from a day until a day."""

    @property
    def id(self) -> int: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


S = TypeVar("S", bound=Spanned)


def holds(spanned: Spanned, on: date) -> bool:
    begins, ends = spanned.valid_from or date.min, spanned.valid_until or LATEST
    return begins <= on <= ends


def check_span(valid_from: date | None, valid_until: date | None) -> None:
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        raise RuleBroken(N_("Earlier than the beginning, %(day)s."), "valid_until", day=valid_from)


def check_alone(others: Iterable[Spanned], valid_from: date | None, valid_until: date | None) -> None:
    """On no day do two of them hold."""
    begins, ends = valid_from or date.min, valid_until or LATEST
    for other in others:
        if begins <= (other.valid_until or LATEST) and (other.valid_from or date.min) <= ends:
            raise RuleBroken(N_("Another one holds in these days: end it first, or begin later."), "valid_from")


def check_pattern(pattern: str) -> None:
    """A pattern of numbers has one place for the running number, and else only years."""
    if not pattern:
        return
    unknown = [place for place in PLACES.findall(pattern) if place not in YEARS and not NUMBER.fullmatch(place)]
    if unknown or len(NUMBER.findall(pattern)) != 1 or "{" in PLACES.sub("", pattern) + "".join(unknown):
        raise RuleBroken(
            N_("Write {n} once for the running number, {yy} or {yyyy} for the year, such as 01-27/{yy}-{n}."),
            "number_pattern",
        )


def check_regulation(values: dict[str, object]) -> None:
    """Terms, calendar and pattern of a profile make sense. Raises RuleBroken beside the field."""
    check_span(values["valid_from"], values["valid_until"])  # type: ignore[arg-type]
    for name, read in (
        ("holidays", calendar.days_of_year),
        ("days_off", calendar.certain_days),
        ("days_worked", calendar.certain_days),
    ):
        try:
            read(str(values[name] or ""))
        except RuleBroken as broken:
            raise RuleBroken(broken.message, name, **broken.values) from None
    check_pattern(str(values["number_pattern"] or ""))
    month, day = values["report_month"], values["report_day"]
    if (month is None) != (day is None):
        raise RuleBroken(N_("Say both the day and the month."), "report_day")
    if isinstance(month, int) and isinstance(day, int):
        try:
            date(calendar.LEAP_YEAR, month, day)
        except ValueError:
            raise RuleBroken(N_("This is no day of a year."), "report_day") from None


def report_due_on(regulation: Regulation, year: int) -> date | None:
    """The last safe day for the papers about a year: they are due *before* the day of the law, in the next year."""
    if regulation.report_month is None or regulation.report_day is None:
        return None
    first = date(year + 1, regulation.report_month, 1)
    return first + timedelta(days=regulation.report_day - 2)


def notice_due_on(regulation: Regulation, talks_on: date) -> date | None:
    """The last day to notify the authorised body before talks that begin on a day."""
    return talks_on - timedelta(days=regulation.notice_days) if regulation.notice_days else None


def application_due_on(regulation: Regulation, signing_on: date) -> date | None:
    """The last day to apply for consent before a signing that is planned for a day."""
    return signing_on - timedelta(days=regulation.application_days) if regulation.application_days else None


def approval_due_on(regulation: Regulation, kind: ApprovalKind, asked_on: date) -> date | None:
    """The last day of the term within which an approval that was asked for on a day is given."""
    days, unit = regulation.term_of(kind)
    return calendar.term_end(regulation, asked_on, days, unit) if days else None


def needed_approvals(regulation: Regulation, *, document: str, foreign: bool, money: bool) -> list[ApprovalKind]:
    """What an agreement needs before it is signed, in the order in which it is asked."""
    return [kind for kind in ApprovalKind if regulation.asks(kind, document=document, foreign=foreign, money=money)]


def publication_due_on(regulation: Regulation, signed_on: date) -> date | None:
    """The last day to publish what was signed on a day."""
    return signed_on + timedelta(days=regulation.publication_days) if regulation.publication_days else None


def next_number(pattern: str, taken: Iterable[str], year: int) -> str:
    """The number that follows those taken in a year, by the pattern; empty without one."""
    if not pattern:
        return ""
    filled = pattern.replace("{yyyy}", f"{year:04}").replace("{yy}", f"{year % 100:02}")
    place = NUMBER.search(filled)
    if place is None:
        return ""
    before, after = filled[: place.start()], filled[place.end() :]
    shape = re.compile(rf"{re.escape(before)}(\d{{1,9}}){re.escape(after)}")
    used = [int(found[1]) for number in taken if (found := shape.fullmatch(number))]
    written = place[0].removeprefix("{n").removesuffix("}").removeprefix(":").removeprefix("0")
    return f"{before}{max(used, default=0) + 1:0{written or 1}d}{after}"
