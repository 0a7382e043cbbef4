"""What boards send when they are looked at. Each answers a person without scripts by showing the board again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import abort, redirect, request

from tracker.board_visits import actions, queries, rules
from tracker.kernel import clock
from tracker.permissions import Permission
from tracker.web import board_folds, visits
from tracker.web.area import Area
from tracker.web.boards import is_from_board
from tracker.web.lists import LISTS
from tracker.web.security import own_path
from tracker.web.signed_in import found_profile, signed_in_user
from tracker.web.visits import Visit

if TYPE_CHECKING:
    from flask import Flask
    from flask.blueprints import BlueprintSetupState
    from flask.typing import ResponseReturnValue

board_visits = Area("board_visits", __name__, path="/board-visits")
MOST_AT_ONCE = 50
LONGEST_ID = 10
A_YEAR = 365 * 86400


class _Rememberer:
    """Who keeps no views keeps no visits: the observer has no place to write them to."""

    def remembers(self) -> bool:
        profile = found_profile()
        return profile is not None and profile.may(Permission.VIEWS_KEEP)

    def visit(self, board: str) -> Visit | None:
        profile = found_profile()
        if profile is None or not self.remembers():
            return None
        found = queries.find_visit(board, profile.id)
        if found is None:
            return None
        marks = rules.marks(found, clock.now())
        return Visit(since=marks.since, by_id=profile.id, seen=marks.seen)


@board_visits.record_once
def provide(state: BlueprintSetupState) -> None:
    visits.provide(cast("Flask", state.app), _Rememberer())


@board_visits.action("/open", needs=Permission.VIEWS_KEEP)
def open_board() -> ResponseReturnValue:
    actions.open_board(_board(), by=signed_in_user(), now=clock.now())
    return _back()


@board_visits.action("/look", needs=Permission.VIEWS_KEEP)
def look() -> ResponseReturnValue:
    """Cards of the board were looked at."""
    sent = request.form.getlist("id")[:MOST_AT_ONCE]
    ids = [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < LONGEST_ID]
    actions.look_at(_board(), ids, by=signed_in_user(), now=clock.now())
    return _back()


@board_visits.action("/look-at-all", needs=Permission.VIEWS_KEEP)
def look_at_all() -> ResponseReturnValue:
    actions.look_at_all(_board(), by=signed_in_user(), now=clock.now())
    return _back()


@board_visits.action("/fold", needs=Permission.ACCOUNT_EDIT)
def fold() -> ResponseReturnValue:
    """A column of the board is opened, or folded again: this browser remembers it, no record does."""
    remembered = board_folds.turned(_board(), request.form.get("column", ""))
    if remembered is None:
        abort(404)
    answer = redirect(own_path(request.form.get("next")) or "/", 303)
    answer.set_cookie(
        board_folds.COOKIE, remembered, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
    )
    return answer


def _board() -> str:
    """The board that the form names, if it is one this person may open."""
    name = request.form.get("board", "")
    opened = LISTS.get(name)
    if opened is None or not signed_in_user().may(opened.needs):
        abort(404)
    return name


def _back() -> ResponseReturnValue:
    if is_from_board():
        return "", 204
    return redirect(own_path(request.form.get("next")) or "/", 303)
