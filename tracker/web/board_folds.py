"""Columns of a board folded to a strip with its count, so that a board fits the screen: opened and folded by hand.

What a person opened is remembered by the browser, for all visits. A column that only `folds` opens by itself as soon
as the board is asked for something: what one looks for is never hidden.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tracker.web.boards import BoardColumn

COOKIE = "columns"
MOST = 60
_WORD = re.compile(r"[a-z_]{1,40}\.[a-z0-9_]{1,20}")


def _opened() -> list[str]:
    """The words of opened columns (`<board>.<column>`) that the browser sent."""
    return [word for word in request.cookies.get(COOKIE, "").split("~")[:MOST] if _WORD.fullmatch(word)]


def opened_of(board: str) -> frozenset[str]:
    """The columns of the board that this person opened."""
    words = (word.split(".") for word in _opened())
    return frozenset(column for name, column in words if name == board)


def turned(board: str, column: str) -> str | None:
    """What the browser remembers once the column is opened, or folded again; None if there is no such word."""
    word = f"{board}.{column}"
    if not _WORD.fullmatch(word):
        return None
    words = _opened()
    kept = [one for one in words if one != word]
    return "~".join(kept if word in words else [*kept, word][-MOST:])


def folded(columns: Sequence[BoardColumn], opened: Collection[str], *, is_asked: bool) -> list[BoardColumn]:
    """The columns as they stand: `thin` is a strip now, `folds` has a button. `is_asked`: the board is narrowed."""
    shown = []
    for column in columns:
        by_itself = column.folds and is_asked
        thin = column.key not in opened and (column.thin or (column.folds and not is_asked))
        shown.append(replace(column, thin=thin, folds=(column.thin or column.folds) and not by_itself))
    return shown
