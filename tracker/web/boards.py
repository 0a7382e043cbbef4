"""The one mechanism of boards: records as cards in columns, moved by mouse, keyboard or menu.

A board asks a handful of statements whatever is stored: the first cards of all columns, the counts (up to `COUNTED`
a column), what its columns are, and what the person saw the last time. Further cards come column by column, paged by
key, as one scrolls. A move is an ordinary POST of the slice; sent by the board (`X-Board`) it is answered with the
fresh card and the counts, or with the reason it was refused and the form that asks for what is missing. Lanes
(`board_lanes`) cut the same cards crosswise.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select, tuple_, union_all

from tracker.kernel.db import db
from tracker.kernel.reading import only_groups, only_keys
from tracker.kernel.text import clean
from tracker.web import board_folds, cursors, kept, visits
from tracker.web.board_cards import Card, CardWords
from tracker.web.board_lanes import NOBODY, LaneBy, Lanes, word_of
from tracker.web.lists import Chip, Filter, ListSpec, ListView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from flask import Response
    from flask.typing import ResponseReturnValue

    from tracker.permissions import Permission
    from tracker.web.visits import Visit

CARDS_AT_ONCE = 12  # more than a screen shows; the script brings the next ones as one scrolls
COUNTED = 1000
CHANGED_COUNTED = 99
LONGEST_LANE = 40
CHANGES = {visits.NEW: _l("new"), visits.MOVED: _l("came here"), visits.EDITED: _l("edited")}


@dataclass(frozen=True, kw_only=True)
class Move:
    """A way out of a column: where it leads, and the POST that does it (`0` in `url` stands for the card's id)."""

    to: str
    label: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BoardColumn:
    """A column. `place` of `of` draws the ring of a stage, `status` the glyph of a status.

    `thin`: a strip until it is opened; `folds`: the same while the board is not narrowed (`board_folds`).
    `most`: how many cards it should hold; more are shown as too many, never refused.
    """

    key: str
    label: str
    hint: str = ""
    place: int = 0
    of: int = 0
    status: str = ""
    thin: bool = False
    folds: bool = False
    most: int | None = None
    moves: Sequence[Move] = ()


@dataclass(frozen=True, kw_only=True)
class BoardSpec:
    """A board over the same records as a list, whose filters and search it shares.

    `query` → Select of rows for cards; `column`: SQL key of the column, `sort`: SQL key within it (never NULL),
    `key`: id. `cards`: made once a look, row → Card. `holds`: column → criteria of its rows that exclude one another,
    where an index serves each of them better than comparing `column`. `lanes`: by what the board can be cut into
    lanes. `moved`: moment → criterion of the cards that came to their column after it. `kind`: the subject whose story
    a quick look tells, `facts`: row → what it shows of a card as (label, value). `moves_with`: the permission to move
    a card at all. `lean`: the inner joins of `query` neither drop nor double a row: counting may leave them out.
    `ages`: cards tell how long they stand against the term of their column, and not only that they are late.
    """

    list: ListSpec
    query: Callable[[], Select[Any]]
    columns: Callable[[], Sequence[BoardColumn]]
    column: Any
    sort: Any
    key: Any
    cards: Callable[[], Callable[[Any], Card]]
    holds: Callable[[BoardColumn], Sequence[ColumnElement[bool]]] | None = None
    lanes: Callable[[], Sequence[LaneBy]] = tuple
    moved: Callable[[datetime], ColumnElement[bool]] | None = None
    kind: str
    facts: Callable[[Any], Sequence[tuple[Any, Any]]]
    moves_with: Permission
    lean: bool = False
    ages: bool = True

    @property
    def name(self) -> str:
        return self.list.name


class BoardView:
    """One look at a board, as the address asks for it."""

    def __init__(self, spec: BoardSpec) -> None:
        self.spec = spec
        self.visit = visits.of_board(spec.name)
        shown = replace(spec.list, filters=lambda: (*spec.list.filters(), _changed_filter(spec, self.visit)))
        self.list = ListView(shown, endpoint=f"{spec.name}.board", layout=kept.BOARD)
        is_asked = bool(self.list.query_text or any(self.list.chosen.values()))
        opened = board_folds.opened_of(spec.name)
        self.columns = board_folds.folded(spec.columns(), opened, is_asked=is_asked)
        self.lane_choices = list(spec.lanes())
        self.lane_by = next((one for one in self.lane_choices if one.name == request.args.get("lanes")), None)
        asked = clean(request.args.get("lane", ""))[:LONGEST_LANE] if self.lane_by is not None else ""
        self.lane = "" if asked == NOBODY else (asked or None)
        self._last: dict[str, Any] = {}

    @property
    def has_lanes(self) -> bool:
        """Whether it is cut into lanes; one lane alone is an ordinary board."""
        return self.lane_by is not None and self.lane is None

    @functools.cached_property
    def narrowed(self) -> Select[Any]:
        """Every card that the address lets through, with the words of its place (`_column`, `_sort`, `_key` …)."""
        spec = self.spec
        statement = self.list.narrow(spec.query()).add_columns(
            spec.column.label("_column"),
            spec.sort.label("_sort"),
            spec.key.label("_key"),
            self._change.label("_changed"),
        )
        if self.lane_by is not None:
            statement = statement.add_columns(self.lane_by.key.label("_lane"))
            if self.lane is not None:
                statement = statement.where(self.lane_by.holds(self.lane))
        return statement

    def keys_of(self, statement: Select[Any]) -> Select[Any]:
        """The numbers of the statement's cards, for counting them."""
        return only_keys(statement, self.spec.key, lean=self.spec.lean)

    def parts_of(self, column: BoardColumn) -> Sequence[ColumnElement[bool]]:
        """The criteria of a column's cards, which exclude one another."""
        if self.spec.holds is not None:
            return self.spec.holds(column)
        return [self.spec.column == (int(column.key) if column.key.isdigit() else column.key)]

    def first_of(self, statement: Select[Any], column: BoardColumn, most: int) -> list[Select[Any]]:
        """The first rows of each part of a column: an index in the order of the board gives them and no more."""
        ordered = statement.order_by(self.spec.sort, self.spec.key).limit(most)
        return [select(ordered.where(part).subquery()) for part in self.parts_of(column)]

    # the cards

    def card(self, row: Any) -> Card:
        made = self._draw(row)
        return replace(made, changed=str(CHANGES[row._changed])) if row._changed else made  # noqa: SLF001

    @functools.cached_property
    def _draw(self) -> Callable[[Any], Card]:
        return self.spec.cards()

    @functools.cached_property
    def lanes(self) -> Lanes:
        return Lanes(self)

    @functools.cached_property
    def cards(self) -> dict[str, list[Card]]:
        """The first cards of every wide column, and one more than shown where there are more."""
        wide = [column for column in self.columns if not column.thin]
        parts = [part for column in wide for part in self.first_of(self.narrowed, column, CARDS_AT_ONCE + 1)]
        return self._placed(parts)

    def _placed(self, parts: Sequence[Select[Any]]) -> dict[str, list[Card]]:
        found: dict[str, list[Card]] = {column.key: [] for column in self.columns}
        rows = db.session.execute(union_all(*parts)).all() if parts else ()
        for row in sorted(rows, key=_place_in_column):
            self._place(word_of(row._column), row, found)  # noqa: SLF001
        return found

    def _place(self, key: str, row: Any, found: dict[str, list[Card]]) -> None:
        cards = found.setdefault(key, [])
        if len(cards) < CARDS_AT_ONCE:
            cards.append(self.card(row))
            self._last[key] = row
        else:
            self._more.add(key)

    @functools.cached_property
    def _more(self) -> set[str]:
        return set()

    def more_url(self, key: str) -> str | None:
        """Where the column's next cards are, if there are any."""
        return self.url_after(key, self._last[key]) if key in self._more else None

    def url_after(self, key: str, row: Any, **changes: Any) -> str:
        """Where the cards of a column after that of the row are."""
        words = self.list.url(**changes).partition("?")[2]
        address = url_for(f"{self.spec.name}.board_column", column=key, after=cursors.cursor(row))
        return f"{address}&{words}" if words else address

    def load_more(self, key: str) -> list[Card]:
        """The cards of one column after the cursor of the address."""
        column = next((column for column in self.columns if column.key == key), None)
        if column is None:
            abort(404)
        statement = self.narrowed
        if after := cursors.read_cursor(request.args.get("after")):
            spec = self.spec
            value = cursors.as_python(spec.sort.type, after[0])
            there = tuple_(value, after[1], types=[spec.sort.type, spec.key.type])
            statement = statement.where(tuple_(spec.sort, spec.key) > there)
        return self._placed(self.first_of(statement, column, CARDS_AT_ONCE + 1))[key]

    # the counts

    @functools.cached_property
    def counts(self) -> dict[str, int]:
        """How many cards each column has; where criteria per column are given, counted up to `COUNTED` + 1 of each."""
        if self.has_lanes:
            return self.lanes.column_counts
        holds = self.spec.holds
        counted: Any
        if holds is None:
            counted = only_groups(self.narrowed, [self.spec.column.label("key")], lean=self.spec.lean)
        else:
            keys = self.keys_of(self.narrowed)
            parts = [(column.key, part) for column in self.columns for part in holds(column)]
            counted = union_all(*(_bounded(keys.where(part), key) for key, part in parts))
        counts = {column.key: 0 for column in self.columns}
        for row in db.session.execute(counted):
            key = word_of(row.key)
            counts[key] = counts.get(key, 0) + row.n
        return counts

    def counts_shown(self) -> dict[str, str]:
        return {key: f"{COUNTED}+" if count > COUNTED else str(count) for key, count in self.counts.items()}

    def is_over(self, column: BoardColumn) -> bool:
        """Whether it holds more cards than it should."""
        return column.most is not None and self.counts.get(column.key, 0) > column.most

    # what changed

    @functools.cached_property
    def _change(self) -> ColumnElement[str]:
        """What became of a card since the last visit: a word of `CHANGES`, or empty."""
        if self.visit is None:
            return literal("")
        model, since = self.spec.key.class_, self.visit.since
        moved = self.spec.moved(since) if self.spec.moved is not None else false()
        return case(
            (~_changed(model, self.visit), ""),
            (model.created_at >= since, visits.NEW),
            (moved, visits.MOVED),
            else_=visits.EDITED,
        )

    @functools.cached_property
    def changed(self) -> int:
        """How many cards changed since the last visit, counted up to `CHANGED_COUNTED` + 1."""
        if self.visit is None:
            return 0
        statement = self.narrowed.where(_changed(self.spec.key.class_, self.visit))
        bounded = self.keys_of(statement).limit(CHANGED_COUNTED + 1).subquery()
        return db.session.scalar(select(func.count()).select_from(bounded)) or 0

    @property
    def remembers(self) -> bool:
        return visits.are_remembered()

    @functools.cached_property
    def words(self) -> CardWords:
        return CardWords()

    @property
    def can_move(self) -> bool:
        return self.list.may(self.spec.moves_with)

    # addresses

    @property
    def look_url(self) -> str:
        """Where a quick look at card 0 would be."""
        words: dict[str, Any] = {f"{self.spec.kind}_id": 0}
        return url_for(f"{self.spec.name}.board_card", **words)

    @property
    def chips(self) -> list[Chip]:
        chips = self.list.chips()
        if self.lane_by is not None and self.lane is not None:
            label = dict(self.lane_by.titles([self.lane])).get(self.lane, self.lane or gettext("not said"))
            chips.append(Chip(str(self.lane_by.label), label, self.list.url(lane=None)))
        return chips


def _place_in_column(row: Any) -> tuple[Any, int]:
    return row._sort, row._key  # noqa: SLF001


def _bounded(keys: Select[Any], column: str) -> Select[*tuple[Any, ...]]:
    bounded = keys.limit(COUNTED + 1).subquery()
    return select(literal(column).label("key"), func.count().label("n")).select_from(bounded)


def _changed(model: Any, visit: Visit) -> ColumnElement[bool]:
    """Changed by somebody else in the second of the visit or later: a change is marked once too often, never missed."""
    by_others = or_(model.updated_by_id.is_(None), model.updated_by_id != visit.by_id)
    return and_(model.updated_at >= visit.since, by_others, model.id.not_in(visit.seen))


def _changed_filter(spec: BoardSpec, visit: Visit | None) -> Filter:
    criterion = _changed(spec.key.class_, visit) if visit is not None else false()
    return Filter(
        name="changed",
        label=_l("Since my last visit"),
        choices=lambda: [("yes", gettext("changed"))],
        narrow=lambda statement, _values: statement.where(criterion),
        single=True,
    )


def page(spec: BoardSpec, **context: Any) -> ResponseReturnValue:
    if not request.args and (first := kept.first_address(spec.name, kept.BOARD)):
        return redirect(first)
    view = BoardView(spec)
    if is_from_board() and view.lane is not None:
        return render_template("boards/_lane.html", board=view, lane=view.lanes.alone(), **context)
    return render_template(f"{spec.name}/board.html", board=view, **context)


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


def moved(spec: BoardSpec, record_id: int, text: str, *, undo_url: str = "") -> Response:
    """The answer to a move that was made: the card as it is now, its column, the counts. `text` is announced.

    `undo_url`: what takes the move back at once is offered beside the text, for all to see.
    """
    db.session.flush()
    view = BoardView(spec)
    row = db.session.execute(view.narrowed.where(spec.key == record_id)).one_or_none()
    drawn, key, lane = "", "", ""
    if row is not None:
        key, lane = word_of(row._column), word_of(getattr(row, "_lane", None))  # noqa: SLF001
        at = next((column for column in view.columns if column.key == key), None)
        if at and not at.thin:
            drawn = render_template("boards/_card.html", card=view.card(row), board=view)
    toast = render_template("boards/_toast.html", text=text, undo_url=undo_url) if undo_url else ""
    return jsonify(card=drawn, column=key, lane=lane, counts=view.counts_shown(), text=text, toast=toast)


def refused(why: str, template: str, code: int = 422, **context: Any) -> ResponseReturnValue:
    """The answer to a move that was not made: the reason, and the form that asks for what is missing."""
    return jsonify(why=why, ask=render_template(template, why=why, **context)), code
