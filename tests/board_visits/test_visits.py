"""Where a visit to a board ends, and whose it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select

from tracker.board_visits import actions, rules
from tracker.board_visits.models import BoardVisit
from tracker.kernel.db import db
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import User

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PIECE = {"X-Board": "1"}


def after(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def test_marks_stay_within_a_visit_and_move_on_with_the_next(manager: User) -> None:
    visit = actions.open_board("negotiations", by=manager, now=BEGAN)
    db.session.flush()
    assert rules.marks(visit, after(10)) == rules.Marks(BEGAN, frozenset())
    actions.look_at("negotiations", [7, 8], by=manager, now=after(10))
    assert rules.marks(visit, after(20)) == rules.Marks(BEGAN, frozenset({7, 8}))
    assert rules.marks(visit, after(100)) == rules.Marks(after(10), frozenset()), "the next visit"
    actions.open_board("negotiations", by=manager, now=after(100))
    assert (visit.since, visit.seen) == (after(10), [])
    actions.look_at_all("negotiations", by=manager, now=after(101))
    assert rules.marks(visit, after(102)) == rules.Marks(after(101), frozenset())


def test_a_visit_is_written_a_few_times_only(manager: User) -> None:
    written = []
    event.listen(BoardVisit, "before_update", lambda *_: written.append(1))
    for minute in range(30):
        actions.open_board("negotiations", by=manager, now=after(minute))
        db.session.flush()
    assert len(written) == 4


def test_very_many_cards_looked_at_are_bounded() -> None:
    assert rules.with_seen(range(rules.MOST_SEEN), [1, -1])[-1] == -1
    assert len(rules.with_seen(range(rules.MOST_SEEN), [-1])) == rules.MOST_SEEN


def test_visits_are_each_persons_and_each_boards_own(sign_in: Callable[..., Client], manager: User) -> None:
    client = sign_in(manager)
    client.post("/board-visits/open", {"board": "negotiations"}, headers=PIECE, status=204)
    client.post("/board-visits/open", {"board": "agreements", "next": "//evil.example"}, status=303)
    sign_in(Role.VIEWER).post("/board-visits/open", {"board": "negotiations"}, headers=PIECE, status=204)
    found = db.session.scalars(select(BoardVisit).order_by(BoardVisit.id)).all()
    assert [(one.user_id == manager.id, one.board) for one in found] == [
        (True, "negotiations"),
        (True, "agreements"),
        (False, "negotiations"),
    ]


@pytest.mark.parametrize("board", ["", "nothing", "users", "%00"])
def test_what_is_no_board_is_not_there(sign_in: Callable[..., Client], board: str) -> None:
    sign_in(Role.MANAGER).post("/board-visits/look", {"board": board, "id": ["x", "1"]}, status=404)
