"""Remembering that somebody looked at a board, or at a card of it. No change of a record: the journal has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.board_visits import queries, rules
from tracker.board_visits.models import BoardVisit
from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from tracker.accounts.models import User


def open_board(board: str, *, by: User, now: datetime) -> BoardVisit:
    """The board is opened: a new visit, or one more look within the one under way."""
    visit = queries.find_visit(board, by.id)
    if visit is None:
        visit = BoardVisit(user_id=by.id, board=board, since=now, opened_at=now, seen=[])
        db.session.add(visit)
    elif rules.is_new(visit, now):
        visit.since, visit.opened_at, visit.seen = visit.opened_at, now, []
    elif rules.is_worth_writing(visit, now):
        visit.opened_at = now
    return visit


def look_at(board: str, card_ids: Collection[int], *, by: User, now: datetime) -> None:
    """These cards are looked at: their marks end."""
    visit = open_board(board, by=by, now=now)
    visit.seen = rules.with_seen(visit.seen, card_ids)


def look_at_all(board: str, *, by: User, now: datetime) -> None:
    """All that changed is seen; marks are for what changes from now on."""
    visit = open_board(board, by=by, now=now)
    visit.since = visit.opened_at = now
    visit.seen = []
