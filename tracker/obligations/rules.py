"""What may be promised, done and dropped, and what a day means for it. Pure: no session, no request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.agreements.kinds import OVER, Status
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.obligations.kinds import Column, Kind, State
from tracker.permissions import Permission

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement
    from tracker.obligations.models import Obligation

LEAP_MONTH, LEAP_DAY = 2, 29
LAST_MONTH = 12


def check_takes(agreement: Agreement) -> None:
    """Drafts may plan and living agreements may add; what is over, or put away, takes on nothing new."""
    if agreement.archived_at is not None:
        raise RuleBroken(N_("This agreement is in the archive."))
    if agreement.status in OVER:
        raise RuleBroken(N_("This agreement is over: nothing new can be promised under it."))


def check_days(kind: Kind, starts_on: date | None, due_on: date | None, *, yearly: bool) -> None:
    if due_on is None and kind is Kind.PLAN:
        raise RuleBroken(N_("A line of an action plan needs its day."), "due_on")
    if due_on is None and yearly:
        raise RuleBroken(N_("What comes back every year needs its day."), "due_on")
    if starts_on is not None and due_on is not None and due_on < starts_on:
        raise RuleBroken(N_("This lies before the beginning."), "due_on")


def check_responsible(user: User | None) -> None:
    if user is not None and not (user.is_active and user.may(Permission.OBLIGATIONS_EDIT)):
        raise RuleBroken(N_("This person cannot answer for it."), "responsible_id")


def check_progress(made: int, whole: int) -> None:
    if not 0 <= made <= whole:
        raise RuleBroken(N_("Between 0 and %(whole)s."), "made", whole=whole)


def check_open(obligation: Obligation) -> None:
    if obligation.state is State.DONE:
        raise RuleBroken(N_("It is done already. Open it again first."))
    if obligation.state is State.DROPPED:
        raise RuleBroken(N_("It is dropped. Open it again first."))


def check_closed(obligation: Obligation) -> None:
    if obligation.is_open:
        raise RuleBroken(N_("It is open already."))


def can_be_done(agreement: Agreement) -> bool:
    """Only what is signed obliges; what was signed can be recorded as done also after its end."""
    return agreement.signed_on is not None and agreement.status is not Status.CANCELLED


def check_done(agreement: Agreement, done_on: date | None, today: date) -> None:
    if not can_be_done(agreement):
        raise RuleBroken(N_("The agreement is not signed yet: it can be planned, not done."))
    if done_on is None:
        raise RuleBroken(N_("Say when it was done."), "done_on")
    if done_on > today:
        raise RuleBroken(N_("This lies in the future. Record it when it is done."), "done_on")
    if agreement.signed_on is not None and done_on < agreement.signed_on:
        raise RuleBroken(N_("This lies before the signing of the agreement."), "done_on")


def check_takes_evidence(obligation: Obligation) -> None:
    """What was dropped has nothing to show."""
    if obligation.state is State.DROPPED or obligation.archived_at is not None:
        raise RuleBroken(N_("It was dropped or archived: there is nothing to show."))


def check_reason(reason: str | None) -> None:
    if not reason:
        raise RuleBroken(N_("Say why it is dropped."), "reason")


def can_archive(obligation: Obligation, by: User) -> bool:
    """A manager any, an official those he or she answers for."""
    own = by.may(Permission.ARCHIVE_OWN) and obligation.responsible_id == by.id
    return own or by.may(Permission.OBLIGATIONS_ARCHIVE)


def check_archive(obligation: Obligation, by: User) -> None:
    if not can_archive(obligation, by):
        raise NotAllowed(N_("You may archive only what you answer for."))


def year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    if (day.month, day.day) == (LEAP_MONTH, LEAP_DAY):
        day -= timedelta(days=1)
    return day.replace(year=day.year + 1)


def month_end(day: date) -> date:
    """The last day of its month."""
    if day.month == LAST_MONTH:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)


def is_overdue(state: State, due_on: date | None, today: date, *, obliges: bool) -> bool:
    """Open after its day, under an agreement that obliges (see `can_be_done`)."""
    return state is State.OPEN and due_on is not None and due_on < today and obliges


def column_of(state: State, due_on: date | None, today: date, *, obliges: bool) -> Column:
    """Where it stands on the board."""
    if state is not State.OPEN:
        return Column.DONE if state is State.DONE else Column.DROPPED
    if is_overdue(state, due_on, today, obliges=obliges):
        return Column.OVERDUE
    if due_on is not None and today <= due_on <= month_end(today):
        return Column.THIS_MONTH
    return Column.LATER


def percent(made: int, whole: int, state: State) -> int:
    """The share that is done; what is recorded as done is done wholly."""
    return 100 if state is State.DONE else 100 * made // whole
