"""Reading visits."""

from __future__ import annotations

from sqlalchemy import select

from tracker.board_visits.models import BoardVisit
from tracker.kernel.db import db


def find_visit(board: str, user_id: int) -> BoardVisit | None:
    return db.session.scalar(select(BoardVisit).where(BoardVisit.board == board, BoardVisit.user_id == user_id))
