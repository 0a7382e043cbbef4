"""Who may take over, and how long a handover can be taken back. No session, no request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.handover.models import Handover

TAKEN_BACK_WITHIN = timedelta(days=1)


def check_heir(heir: User, leaving: User, needs: Permission, field: str) -> None:
    if heir.id == leaving.id:
        raise RuleBroken(N_("Choose somebody else: this is who hands over."), field)
    if heir.municipality_id != leaving.municipality_id or not heir.is_active or not heir.may(needs):
        raise RuleBroken(N_("This person cannot answer for it."), field)


def check_may(by: User) -> None:
    if not by.may(Permission.RECORDS_REASSIGN):
        raise NotAllowed(N_("Only the manager hands over what somebody else is responsible for."))


def can_take_back(handover: Handover, now: datetime) -> bool:
    return handover.undone_at is None and now - handover.created_at <= TAKEN_BACK_WITHIN


def check_take_back(handover: Handover, leaving: User, by: User, now: datetime) -> None:
    """Within a day, to somebody who can answer for it again."""
    check_may(by)
    if handover.undone_at is not None:
        raise RuleBroken(N_("This was handed back already."))
    if not can_take_back(handover, now):
        raise RuleBroken(N_("A handover can be taken back for one day only. Hand the records over again."))
    if not leaving.is_active:
        raise RuleBroken(N_("The account is blocked: nothing can be handed back to it."))
