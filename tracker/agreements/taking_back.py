"""Taking a decision of the house back: whoever just took the step undoes it, as long as nothing followed.

Both stay in the history. What left the house on paper (a request to the region, a signing) and what ended an
agreement is never taken back: the graph of the rules has steps of their own for it, or none.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.agreements import approvals
from tracker.agreements.kinds import Action
from tracker.agreements.rules import GRAPH, check_not_archived
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement, StatusChange

WITHIN = timedelta(days=1)


def steps_that_count(changes: Sequence[StatusChange]) -> list[StatusChange]:
    """The history without the steps that were taken back, and without the taking back."""
    counted: list[StatusChange] = []
    for change in changes:
        if change.action is Action.TAKE_BACK:
            counted.pop()
        else:
            counted.append(change)
    return counted


def step_to_undo(
    agreement: Agreement, changes: Sequence[StatusChange], *, by: User, now: datetime, step_id: int | None = None
) -> StatusChange:
    """The last step, if this person may undo it now. `step_id`: it must be this one. Raises RuleBroken, NotAllowed."""
    check_not_archived(agreement)
    last = changes[-1]
    if last.action is None or last.action not in UNDOING or last.from_status is None or step_id not in (None, last.id):
        raise RuleBroken(N_("Something else was done since: this cannot be taken back any more."))
    needs = GRAPH[last.from_status, last.action].needs
    if last.by_id != by.id or needs is None or not by.may(needs):
        raise NotAllowed(N_("Only who did it takes it back."))
    if now - last.at > WITHIN:
        raise RuleBroken(N_("This was done too long ago to be undone at once."))
    return last


def day_of_standing(changes: Sequence[StatusChange], undone: StatusChange) -> date:
    """Since when the agreement stood where it stands again without the undone step."""
    arrivals = [
        change
        for change in steps_that_count(changes)
        if change is not undone and change.from_status != change.to_status
    ]
    return arrivals[-1].on


def _submission(agreement: Agreement, today: date) -> None:
    """The visas that it asked for need not be given: the next submission asks anew."""
    agreement.submitted_by_id = agreement.submitted_at = None
    approvals.withdraw_open(agreement, today)
    approvals.put_aside(agreement)


def _approval(agreement: Agreement, _today: date) -> None:
    agreement.approved_by_id = agreement.approved_at = None


def _return(agreement: Agreement, _today: date) -> None:
    """What waited for an answer waits again: the text is the same."""
    approvals.reopen_withdrawn(agreement)


UNDOING: dict[Action | None, Callable[[Agreement, date], None]] = {
    Action.SUBMIT: _submission,
    Action.APPROVE: _approval,
    Action.RETURN: _return,
}
