"""The one mechanism of boards: records as cards in columns, moved by mouse, keyboard or menu.

A board asks three statements whatever is stored: the first cards of all columns, the counts (up to `COUNTED` a
column), and what its columns are. Further cards come column by column, paged by key, as one scrolls. A move is an
ordinary POST of the slice; sent by the board (`X-Board`) it is answered with the fresh card and the counts, or
with the reason it was refused and the form that asks for what is missing.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import abort, jsonify, redirect, render_template, request, url_for
from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_, union_all

from tracker.kernel.db import db
from tracker.web import cursors, kept
from tracker.web.lists import ListSpec, ListView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

CARDS_AT_ONCE = 20
COUNTED = 1000


@dataclass(frozen=True, kw_only=True)
class Move:
    """A way out of a column: where it leads, and the POST that does it (`0` in `url` stands for the card's id)."""

    to: str
    label: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BoardColumn:
    """A column. `place` of `of` draws the ring of a stage, `status` the glyph of a status; `thin`: a closed strip."""

    key: str
    label: str
    hint: str = ""
    place: int = 0
    of: int = 0
    status: str = ""
    thin: bool = False
    moves: Sequence[Move] = ()


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card as it is drawn. `days` against `limit` gives the bar of its age."""

    id: int
    version: int
    url: str
    move_url: str
    title: str
    partner: str = ""
    flag: str = ""
    sub: str = ""
    owner_name: str = ""
    owner_initials: str = ""
    mine: bool = False
    days: int | None = None
    days_text: str = ""
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class BoardSpec:
    """A board over the same records as a list, whose filters and search it shares.

    `query` → Select of rows for cards; `column`: SQL key of the column, `sort`: SQL key within it (never NULL),
    `key`: id. `card`: row → Card. `holds`: column → criterion of its rows, where an index serves that better than
    comparing `column`.
    """

    list: ListSpec
    query: Callable[[], Select[Any]]
    columns: Callable[[], Sequence[BoardColumn]]
    column: Any
    sort: Any
    key: Any
    card: Callable[[Any], Card]
    holds: Callable[[BoardColumn], ColumnElement[bool]] | None = None

    @property
    def name(self) -> str:
        return self.list.name


class BoardView:
    """One look at a board, as the address asks for it."""

    def __init__(self, spec: BoardSpec) -> None:
        self.spec = spec
        self.list = ListView(spec.list, endpoint=f"{spec.name}.board", layout=kept.BOARD)
        self.columns = list(spec.columns())

    @functools.cached_property
    def _narrowed(self) -> Select[Any]:
        spec = self.spec
        return self.list.narrow(spec.query()).add_columns(
            spec.column.label("_column"), spec.sort.label("_sort"), spec.key.label("_key")
        )

    def _of_column(self, column: BoardColumn) -> Select[Any]:
        if self.spec.holds is not None:
            return self._narrowed.where(self.spec.holds(column))
        value = int(column.key) if column.key.isdigit() else column.key
        return self._narrowed.where(self.spec.column == value)

    @functools.cached_property
    def cards(self) -> dict[str, list[Card]]:
        """The first cards of every wide column, and one more than shown where there are more."""
        parts = [
            select(self._of_column(column).order_by(self.spec.sort, self.spec.key).limit(CARDS_AT_ONCE + 1).subquery())
            for column in self.columns
            if not column.thin
        ]
        found: dict[str, list[Card]] = {column.key: [] for column in self.columns}
        self._last: dict[str, Any] = {}
        for row in db.session.execute(union_all(*parts)) if parts else ():
            self._place(str(getattr(row._column, "value", row._column)), row, found)  # noqa: SLF001
        return found

    def _place(self, key: str, row: Any, found: dict[str, list[Card]]) -> None:
        cards = found.setdefault(key, [])
        if len(cards) < CARDS_AT_ONCE:
            cards.append(self.spec.card(row))
            self._last[key] = row
        else:
            self._more.add(key)

    @functools.cached_property
    def _more(self) -> set[str]:
        return set()

    def more_url(self, key: str) -> str | None:
        """Where the column's next cards are, if there are any."""
        if key not in self._more:
            return None
        words = self.list.url().partition("?")[2]
        address = url_for(f"{self.spec.name}.board_column", column=key, after=cursors.cursor(self._last[key]))
        return f"{address}&{words}" if words else address

    def load_more(self, key: str) -> list[Card]:
        """The cards of one column after the cursor of the address."""
        column = next((column for column in self.columns if column.key == key), None)
        if column is None:
            abort(404)
        statement = self._of_column(column)
        if after := cursors.read_cursor(request.args.get("after")):
            spec = self.spec
            value = cursors.as_python(spec.sort.type, after[0])
            there = tuple_(value, after[1], types=[spec.sort.type, spec.key.type])
            statement = statement.where(tuple_(spec.sort, spec.key) > there)
        self._last = {}
        found: dict[str, list[Card]] = {key: []}
        rows = db.session.execute(statement.order_by(self.spec.sort, self.spec.key).limit(CARDS_AT_ONCE + 1))
        for row in rows:
            self._place(key, row, found)
        return found[key]

    @functools.cached_property
    def counts(self) -> dict[str, int]:
        """How many cards each column has, counted up to `COUNTED` + 1."""
        parts = []
        for column in self.columns:
            ids = self._of_column(column).order_by(None).with_only_columns(self.spec.key, maintain_column_froms=True)
            bounded = ids.limit(COUNTED + 1).subquery()
            parts.append(select(literal(column.key).label("key"), func.count().label("n")).select_from(bounded))
        return {row.key: row.n for row in db.session.execute(union_all(*parts))} if parts else {}

    def counts_shown(self) -> dict[str, str]:
        return {key: f"{COUNTED}+" if count > COUNTED else str(count) for key, count in self.counts.items()}


def page(spec: BoardSpec, **context: Any) -> ResponseReturnValue:
    if not request.args and (first := kept.first_address(spec.name, kept.BOARD)):
        return redirect(first)
    return render_template(f"{spec.name}/board.html", board=BoardView(spec), **context)


def column(spec: BoardSpec, key: str) -> ResponseReturnValue:
    """The next cards of a column: a fragment for the board's script, a page of its own without one."""
    view = BoardView(spec)
    cards = view.load_more(key)
    here = next(column for column in view.columns if column.key == key)
    template = "boards/_cards.html" if is_from_board() else "boards/column.html"
    return render_template(template, board=view, column=here, cards=cards, more=view.more_url(key))


def is_from_board() -> bool:
    """Whether the board's script asks, and wants pieces instead of pages."""
    return request.headers.get("X-Board") == "1"


def moved(spec: BoardSpec, record_id: int, text: str) -> Response:
    """The answer to a move that was made: the card as it is now, its column, the counts. `text` is announced."""
    db.session.flush()
    view = BoardView(spec)
    row = db.session.execute(view._narrowed.where(spec.key == record_id)).one_or_none()  # noqa: SLF001
    drawn, key = "", ""
    if row is not None:
        key = str(getattr(row._column, "value", row._column))  # noqa: SLF001
        at = next((column for column in view.columns if column.key == key), None)
        drawn = render_template("boards/_card.html", card=spec.card(row)) if at and not at.thin else ""
    return jsonify(card=drawn, column=key, counts=view.counts_shown(), text=text)


def refused(why: str, template: str, code: int = 422, **context: Any) -> ResponseReturnValue:
    """The answer to a move that was not made: the reason, and the form that asks for what is missing."""
    return jsonify(why=why, ask=render_template(template, why=why, **context)), code
