"""Lanes: the cards of a board cut crosswise, by area, country or official.

Two statements whatever is stored: how many cards each lane has in each column, and the first cards of the lanes that
stand open. The others are opened one by one; each lane has an address at which it stands alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from sqlalchemy import ColumnElement, Select, func, or_, select, union_all

from tracker.kernel.db import db
from tracker.kernel.reading import only_groups, only_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from tracker.web.board_cards import Card
    from tracker.web.boards import BoardView

OPEN_LANES = 3
CARDS_IN_LANE = 5
MOST_LANES = 200
NOBODY = "-"  # the word of the address for cards without what the lanes are made by


def word_of(value: Any) -> str:
    """A key of a column or lane as the page names it."""
    return "" if value is None else str(getattr(value, "value", value))


@dataclass(frozen=True, kw_only=True)
class LaneBy:
    """By what a board is cut. `key`: SQL value of the lane, NULL or empty for none.

    `titles`: values → (value, label) of those that have a name, in the order of the lanes. `through`: the column of the
    cards that leads to the lane, if the lane is another record's, and `reach`: (statement, value of that column) →
    the statement joined to that record. Cards are counted by it first, and joined when they are few.
    """

    name: str
    label: Any
    key: Any
    titles: Callable[[Collection[str]], Sequence[tuple[str, str]]]
    through: Any = None
    reach: Callable[[Select[Any], Any], Select[Any]] | None = None

    def holds(self, lane: str) -> ColumnElement[bool]:
        """The criterion of a lane's cards."""
        is_number = self.key.type.python_type is int
        if not lane:
            none = self.key.is_(None)
            return none if is_number else or_(none, self.key == "")
        if not is_number:
            return self.key == lane  # type: ignore[no-any-return]
        is_id = lane.isascii() and lane.isdigit() and len(lane) < 10  # noqa: PLR2004 - 32 bits
        return self.key == (int(lane) if is_id else -1)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Lane:
    """One lane. `cells`: column → its cards and where further ones are; empty while it is closed."""

    value: str
    label: str
    count: int
    url: str
    cells: dict[str, tuple[list[Card], str | None]]
    open: bool = True


class Lanes:
    """The lanes of one look at a board."""

    def __init__(self, view: BoardView) -> None:
        self._view = view

    @functools.cached_property
    def _counted(self) -> dict[str, dict[str, int]]:
        """Lane → column → how many cards."""
        view = self._view
        assert view.lane_by is not None
        by, column = view.lane_by, view.spec.column.label("column")
        if by.reach is None:
            statement = only_groups(view.narrowed, (by.key.label("lane"), column), lean=view.spec.lean)
        else:
            few = only_groups(view.narrowed, (by.through.label("through"), column), lean=view.spec.lean).subquery()
            summed = select(func.sum(few.c.n).label("n"), by.key.label("lane"), few.c.column).select_from(few)
            statement = by.reach(summed, few.c.through).group_by(by.key, few.c.column)
        counted: dict[str, dict[str, int]] = {}
        for row in db.session.execute(statement):
            at = counted.setdefault(word_of(row.lane), {})
            at[word_of(row.column)] = at.get(word_of(row.column), 0) + int(row.n)
        return counted

    @functools.cached_property
    def column_counts(self) -> dict[str, int]:
        counts = {column.key: 0 for column in self._view.columns}
        for lane in self._counted.values():
            for key, count in lane.items():
                counts[key] = counts.get(key, 0) + count
        return counts

    @functools.cached_property
    def _titles(self) -> list[tuple[str, str]]:
        """The lanes that have cards, in order; those without a name come last, together."""
        assert self._view.lane_by is not None
        named = [one for one in self._view.lane_by.titles(self._counted.keys()) if one[0] in self._counted]
        known = {value for value, _label in named}
        rest = [(value, value or gettext("not said")) for value in sorted(self._counted) if value not in known]
        return [*named, *reversed(rest)][:MOST_LANES]

    @functools.cached_property
    def all(self) -> list[Lane]:
        opened = [value for value, _label in self._titles[:OPEN_LANES]]
        cells = self._cells(opened)
        return [
            Lane(
                value=value,
                label=label,
                count=sum(self._counted[value].values()),
                url=self._view.list.url(lane=value or NOBODY),
                cells=cells.get(value, {}),
                open=value in opened,
            )
            for value, label in self._titles
        ]

    def _cells(self, lanes: Sequence[str]) -> dict[str, dict[str, tuple[list[Card], str | None]]]:
        """The first cards of each column of these lanes, in one statement that stops at them."""
        view, spec = self._view, self._view.spec
        assert view.lane_by is not None
        keys = only_keys(view.narrowed, spec.key, view.lane_by.key.label("lane"), lean=spec.lean)
        first = [
            part
            for lane in lanes
            for column in view.columns
            if not column.thin and column.key in self._counted[lane]
            for part in view.first_of(keys.where(view.lane_by.holds(lane)), column, CARDS_IN_LANE)
        ]
        if not first:
            return {}
        statement = view.narrowed.where(spec.key.in_(union_all(*first))).order_by(None).order_by(spec.sort, spec.key)
        found: dict[str, dict[str, list[Any]]] = {}
        for row in db.session.execute(statement):
            cell = found.setdefault(word_of(row._lane), {}).setdefault(word_of(row._column), [])  # noqa: SLF001
            if len(cell) < CARDS_IN_LANE:
                cell.append(row)
        return {lane: self._drawn(lane, columns) for lane, columns in found.items()}

    def _drawn(self, lane: str, columns: dict[str, list[Any]]) -> dict[str, tuple[list[Card], str | None]]:
        card = self._view.card
        return {key: ([card(row) for row in rows], self._more(lane, key, rows)) for key, rows in columns.items()}

    def _more(self, lane: str, column: str, rows: Sequence[Any]) -> str | None:
        if self._counted[lane].get(column, 0) <= len(rows):
            return None
        return self._view.url_after(column, rows[-1], lane=lane or NOBODY)

    def alone(self) -> Lane:
        """The lane that the address names, opened: the piece a board puts in when a closed lane is opened."""
        view = self._view
        cells = {key: (cards, view.more_url(key)) for key, cards in view.cards.items()}
        return Lane(view.lane or "", "", 0, "", cells)
