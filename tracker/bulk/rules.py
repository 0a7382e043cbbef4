"""How many, whose, and how long it can be undone. No session, no request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from tracker.bulk.models import BulkChange

MOST_AT_ONCE = 500
UNDONE_WITHIN = timedelta(days=1)


def check_undo(change: BulkChange, now: datetime) -> None:
    """Within a day, and once. Whose change it is, the query says: nobody finds a colleague's."""
    if change.undone_at is not None:
        raise RuleBroken(N_("This is undone already."))
    if now - change.at > UNDONE_WITHIN:
        raise RuleBroken(N_("This was done too long ago to be undone at once."))
