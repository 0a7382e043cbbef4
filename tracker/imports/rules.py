"""What may be done with an import, and when. Pure: no session, no request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.imports.kinds import AT_WORK, BROKEN_OFF_AFTER, OPEN, UNDO_WITHIN, State
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from tracker.accounts.models import User
    from tracker.imports.models import ImportRun
    from tracker.permissions import Permission


def check_open(run: ImportRun) -> None:
    """Only what is neither under way nor carried out is set up anew."""
    if run.state not in OPEN:
        raise RuleBroken(N_("This import is under way or done already."))


def check_mapping(needed: Collection[Collection[str]], fields: Collection[str]) -> None:
    """Every field has one column at most, and what no record can do without has one."""
    if len(set(fields)) < len(fields):
        raise RuleBroken(N_("Two columns were chosen to be the same. Choose one of them."))
    for group in needed:
        if not set(group) & set(fields):
            raise RuleBroken(N_("Choose the column that holds the name."))


def check_may(by: User, needs: Permission) -> None:
    if not by.may(needs):
        raise NotAllowed(N_("You may not enter such records."))


def would_change(run: ImportRun) -> bool:
    """Whether a row that was checked makes or changes a record."""
    return bool(run.counts.get("new") or run.counts.get("update"))


def check_runnable(run: ImportRun) -> None:
    """What was checked, or failed as a whole and was mended."""
    if run.state not in {State.CHECKED, State.FAILED}:
        raise RuleBroken(N_("This import is under way or done already."))
    if not would_change(run):
        raise RuleBroken(N_("No row would change anything."))


def is_broken_off(run: ImportRun, now: datetime) -> bool:
    """Whether nobody has worked on it for so long that nobody will."""
    return run.state in AT_WORK and (run.beat_at or run.updated_at) < now - BROKEN_OFF_AFTER


def can_undo(run: ImportRun, now: datetime) -> bool:
    return run.state is State.DONE and run.finished_at is not None and now - run.finished_at <= UNDO_WITHIN


def check_undo(run: ImportRun, now: datetime) -> None:
    if not can_undo(run, now) and not is_broken_off(run, now):
        raise RuleBroken(N_("An import can be taken back within 30 days after it was carried out, and once."))
