"""When two records may be merged, and a merge undone. No session, no request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission

TERM = timedelta(days=30)
KINDS = ("contact", "organisation", "partner")


def check_merge(kind: str, kept: Any, gone: Any, by: Any) -> None:
    if not by.may(Permission.RECORDS_MERGE):
        raise NotAllowed(N_("Records are merged by a manager."))
    if kind not in KINDS:
        raise RuleBroken(N_("Records of this kind are not merged."))
    if kept.id == gone.id:
        raise RuleBroken(N_("A record is not merged with itself. Choose another one."), "other")
    if kept.archived_at is not None or gone.archived_at is not None:
        raise RuleBroken(N_("One of the two is archived. Bring it back first."))


def check_no_succession(are_in_succession: bool) -> None:
    """A city and the one that goes on in its place are two, with a history of their own; no chain leads into itself."""
    if are_in_succession:
        raise RuleBroken(N_("One of these cities became a part of the other: they are no doubles."), "other")


def check_undo(merge: Any, now: datetime, by: Any, *, has_later: bool) -> None:
    """Within the term, the latest merge of a record first."""
    if not by.may(Permission.RECORDS_MERGE):
        raise NotAllowed(N_("Records are merged by a manager."))
    if merge.undone_at is not None:
        raise RuleBroken(N_("This merge is undone already."))
    if not can_undo(merge, now):
        raise RuleBroken(N_("A merge can be undone for 30 days."))
    if has_later:
        raise RuleBroken(N_("One of the two was merged again since. Undo the later merge first."))


def can_undo(merge: Any, now: datetime) -> bool:
    return merge.undone_at is None and now - merge.made_at <= TERM
