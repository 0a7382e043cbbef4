"""Where one visit to a board ends and the next begins. No session, no request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.board_visits.models import BoardVisit

PAUSE = timedelta(minutes=30)  # a board not opened for so long was left: the next look is a new visit
WRITTEN_EVERY = timedelta(minutes=5)  # further openings within a visit are not written down sooner
MOST_SEEN = 500


@dataclass(frozen=True)
class Marks:
    """Changes after `since` are marked, but for those of the `seen`."""

    since: datetime
    seen: frozenset[int]


def marks(visit: BoardVisit, now: datetime) -> Marks:
    """What is marked now: within a visit the marks stay, a new one begins where the last ended."""
    if is_new(visit, now):
        return Marks(visit.opened_at, frozenset())
    return Marks(visit.since, frozenset(visit.seen))


def is_new(visit: BoardVisit, now: datetime) -> bool:
    return now - visit.opened_at > PAUSE


def is_worth_writing(visit: BoardVisit, now: datetime) -> bool:
    return now - visit.opened_at > WRITTEN_EVERY


def with_seen(seen: Iterable[int], more: Iterable[int]) -> list[int]:
    """The cards looked at, the latest of them if they are very many."""
    return list(dict.fromkeys([*seen, *more]))[-MOST_SEEN:]
