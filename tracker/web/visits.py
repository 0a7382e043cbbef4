"""What a person has seen of a board, as the boards show it: cards that changed since the last visit carry a mark.

Who remembers visits stands above this layer and registers itself (`provide`); without one no card is marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from flask import current_app, g

if TYPE_CHECKING:
    from flask import Flask

NEW, MOVED, EDITED = "new", "moved", "edited"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What is compared with: changes after `since` by somebody else than `by_id`, but for the cards looked at."""

    since: datetime
    by_id: int
    seen: frozenset[int] = frozenset()


class Rememberer(Protocol):
    """Who remembers visits."""

    def visit(self, board: str) -> Visit | None:
        """The visit of the person who looks at the board now; None at the first."""

    def remembers(self) -> bool:
        """Whether this person's visits are remembered at all."""


def provide(app: Flask, rememberer: Rememberer) -> None:
    app.extensions["board_visits"] = rememberer


def _rememberer() -> Rememberer | None:
    found: Rememberer | None = current_app.extensions.get("board_visits")
    return found


def of_board(board: str) -> Visit | None:
    """The visit to a board, asked once a request."""
    held: dict[str, Visit | None] = g.setdefault("board_visits", {})
    if board not in held:
        found = _rememberer()
        held[board] = found.visit(board) if found else None
    return held[board]


def are_remembered() -> bool:
    found = _rememberer()
    return found is not None and found.remembers()
