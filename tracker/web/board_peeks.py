"""A quick look at a card without leaving its board: facts, the next step, the last entries of its story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template

from tracker.kernel.db import db
from tracker.web.boards import is_from_board
from tracker.web.signed_in import signed_in_user
from tracker.web.timeline import story_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.web.boards import BoardSpec

ENTRIES = 5


def peek(spec: BoardSpec, record_id: int) -> ResponseReturnValue:
    """The panel for the board's script; whoever follows the address without it is led to the record."""
    row = db.session.execute(spec.query().where(spec.key == record_id)).one()
    card = spec.cards()(row)
    if not is_from_board():
        return redirect(card.url)
    story = story_of(spec.kind, record_id, may=signed_in_user().may, most=ENTRIES)
    return render_template("boards/_peek.html", card=card, facts=spec.facts(row), story=story)
