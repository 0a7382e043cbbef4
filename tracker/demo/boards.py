"""What makes the boards speak: how many cards a stage should hold, and when somebody looked last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.board_visits import actions as visits
from tracker.kernel.db import acting_as, db
from tracker.negotiations import actions as negotiations
from tracker.negotiations import queries

if TYPE_CHECKING:
    from tracker.demo.story import Story

# stage: how many talks it should hold; the first contacts are too many
HOLD = {"contact": 6, "drafting": 4}
# who looked at which board, days ago
LOOKED = (("manager", "negotiations", 5), ("manager", "agreements", 8), ("official", "negotiations", 13))


def tell_boards(story: Story) -> None:
    admin = story.staff["admin"]
    for stage in queries.stages():
        if stage.code in HOLD:
            with story.at(400), acting_as(admin.id):
                answers = {"most_cards": HOLD[stage.code]}
                negotiations.edit_stage(stage, by=admin, version=stage.version, answers=answers)
    for key, board, ago in LOOKED:
        visits.open_board(board, by=story.staff[key], now=story.moment(ago, 17))
    db.session.flush()
