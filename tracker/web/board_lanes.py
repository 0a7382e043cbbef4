"""Lanes: the cards of a board cut crosswise, by area, country or official.

Two statements whatever is stored: how many cards each lane has in each column, and the first cards of the lanes that
stand open. The others are opened one by one; each lane has an address at which it stands alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from sqlalchemy import ColumnElement, func, or_, select

from tracker.kernel.db import db
from tracker.kernel.reading import only_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from tracker.web.board_cards import Card
    from tracker.web.boards import BoardView

OPEN_LANES = 6
CARDS_IN_LANE = 5
MOST_LANES = 200
NOBODY = "-"  # the word of the address for cards without what the lanes are made by


def word_of(value: Any) -> str:
    """A key of a column or lane as the page names it."""
    return "" if value is None else str(getattr(value, "value", value))


@dataclass(frozen=True, kw_only=True)
class LaneBy:
    """By what a board is cut. `key`: SQL value of the lane, NULL or empty for none.

    `titles`: values → (value, label) of those that have a name, in the order of the lanes.
    """

    name: str
    label: Any
    key: Any
    titles: Callable[[Collection[str]], Sequence[tuple[str, str]]]

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
        columns = (view.lane_by.key.label("lane"), view.spec.column.label("column"))
        statement = only_groups(view.narrowed, columns, lean=view.spec.lean)
        counted: dict[str, dict[str, int]] = {}
        for row in db.session.execute(statement):
            at = counted.setdefault(word_of(row.lane), {})
            at[word_of(row.column)] = at.get(word_of(row.column), 0) + row.n
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
        """The first cards of each column of these lanes, ranked by the database in one statement."""
        view, spec = self._view, self._view.spec
        if not lanes:
            return {}
        assert view.lane_by is not None
        place = func.row_number().over(partition_by=(view.lane_by.key, spec.column), order_by=(spec.sort, spec.key))
        wide = [int(one.key) if one.key.isdigit() else one.key for one in view.columns if not one.thin]
        ranked = (
            view.narrowed.order_by(None)
            .with_only_columns(spec.key.label("id"), place.label("place"), maintain_column_froms=True)
            .where(or_(*(view.lane_by.holds(lane) for lane in lanes)), spec.column.in_(wide))
            .subquery()
        )
        first = select(ranked.c.id).where(ranked.c.place <= CARDS_IN_LANE)
        statement = view.narrowed.where(spec.key.in_(first)).order_by(None).order_by(spec.sort, spec.key)
        found: dict[str, dict[str, list[Any]]] = {}
        for row in db.session.execute(statement):
            lane, column = word_of(row._lane), word_of(row._column)  # noqa: SLF001
            found.setdefault(lane, {}).setdefault(column, []).append(row)
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
