"""The one mechanism of lists: a query, its columns, filters and search become a page, a CSV and an XLSX.

A list reads rows, never entities. It is paged by key: the link to the next page carries the sort key of the last
row, so page one and page thousand cost the same. The total is counted up to `COUNTED`, beyond that it says so.
Sort and filter words of the address are looked up here; an unknown one means the default.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_

from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.kernel.reading import only_keys, streamed
from tracker.kernel.text import clean, read_number
from tracker.permissions import Permission
from tracker.web import formats, kept
from tracker.web.cells import exported_rows, kind_of
from tracker.web.cursors import as_python, cursor, read_cursor
from tracker.web.grouping import Grouping
from tracker.web.signed_in import found_profile
from tracker.web.specs import (
    Column,
    Filter,
    ListSpec,
    any_number_of,
    any_of,
    archived_filter,
    chosen_columns,
    chosen_values,
    only_read,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.web.bulk import BulkAction
    from tracker.web.kept import KeptView

__all__ = ["Column", "Filter", "ListSpec", "any_number_of", "any_of", "archived_filter"]

COUNTED, COUNTED_FOUND = 10_000, 1000
SIZES = (50, 25, 100, 200)
LONGEST_ID = 10
CARRIED = ("sort", "size", "grouped", "across", "lanes", "lane")  # words of the address beside the filters


@dataclass(frozen=True)
class Opened:
    """A list that has its addresses, and the permission they need."""

    spec: ListSpec
    needs: Permission
    icon: str


LISTS: dict[str, Opened] = {}


TellWhole = Callable[[Sequence[int]], tuple[list[str], Iterator[list[Any]]]]
_wholes: dict[str, TellWhole] = {}


def register_whole(list_name: str, tell: TellWhole) -> None:
    """What tells the records of a list with all their columns: ids in their order → headings and rows."""
    _wholes[list_name] = tell


_added: dict[str, list[Callable[[ListSpec], Filter]]] = {}


def add_filter(list_name: str, make: Callable[[ListSpec], Filter]) -> None:
    """Give a list a filter of a slice above it."""
    _added.setdefault(list_name, []).append(make)


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    value: str
    url: str


class ListView:
    """One look at a list, as the address asks for it. `endpoint`: whose addresses it makes, if not the list's own."""

    def __init__(self, spec: ListSpec, endpoint: str = "", layout: str = kept.LIST) -> None:
        self.spec = spec
        self.layout = layout
        self.endpoint = endpoint or f"{spec.name}.index"
        self.title = spec.title
        self.query_text = clean(request.args.get("q", ""))[:200] if spec.searched is not None else ""
        self.columns = chosen_columns(spec)
        self.all_columns = spec.columns()
        self.filters = [*spec.filters(), *(make(spec) for make in _added.get(spec.name, ()))]
        self.chosen = {f.name: chosen_values(f) for f in self.filters}
        self.sorted_by, self.descending = self._sort()
        size = request.args.get("size", type=read_number)
        self.size = size if size in SIZES else SIZES[0]
        self.grouping = Grouping(self)
        self.picked = [] if "all" in request.args else picked_ids()

    # what is asked for

    def _sort(self) -> tuple[Column, bool]:
        sortable = {column.name: column for column in self.all_columns if column.sort is not None}
        for asked in (request.args.get("sort", ""), self.spec.sort):
            if (column := sortable.get(asked.removeprefix("-"))) is not None:
                return column, asked.startswith("-")
        return next(iter(sortable.values())), False

    @functools.cached_property
    def narrowed(self) -> Select[Any]:
        """Everything that the filters and the search let through, unsorted."""
        return self.narrow(self.spec.query())

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        """A select over the list's models, narrowed as the address asks."""
        for one in self.filters:
            if self.chosen[one.name]:
                statement = one.narrow(statement, self.chosen[one.name])
            elif one.otherwise is not None:
                statement = one.otherwise(statement)
        if self.picked:
            statement = statement.where(self.spec.key.in_(self.picked))
        if self.query_text:
            statement = statement.where(matches(self.spec.searched, self.query_text))
        return statement

    def ordered(self, *, backwards: bool = False) -> Select[Any]:
        down = self.descending != backwards
        keys = (self.sorted_by.sort, self.spec.key)
        return self.narrowed.order_by(None).order_by(*(key.desc() if down else key.asc() for key in keys))

    # the page

    @functools.cached_property
    def _page(self) -> tuple[list[Row[Any]], bool, bool]:
        """Rows of the page, is there one before, is there one after."""
        before = read_cursor(request.args.get("before"))
        after = None if before else read_cursor(request.args.get("after"))
        statement = self.ordered(backwards=before is not None)
        if place := before or after:
            statement = statement.where(self._beyond(place, backwards=before is not None))
        rows = list(db.session.execute(self._cut(statement)))
        more = len(rows) > self.size
        rows = rows[: self.size]
        if before is not None:
            return rows[::-1], more, True
        return rows, after is not None, more

    def _cut(self, statement: Select[Any]) -> Select[Any]:
        """As many rows as the page has and one more. Where no index has the order, or joins hide it, by their keys."""
        marks = (self.sorted_by.sort.label("_sort"), self.spec.key.label("_key"))
        if not (self.is_narrowed or self.spec.lean):
            return statement.add_columns(*marks).limit(self.size + 1)
        order = statement._order_by_clauses  # noqa: SLF001 - there is no other way to read it
        keys = only_keys(statement, self.spec.key, *order, lean=self.spec.lean).order_by(*order).limit(self.size + 1)
        return self.spec.query().add_columns(*marks).where(self.spec.key.in_(keys)).order_by(None).order_by(*order)

    def _beyond(self, place: tuple[Any, int], *, backwards: bool) -> ColumnElement[bool]:
        typed = self.sorted_by.sort.type
        value, key = as_python(typed, place[0]), place[1]
        here, there = tuple_(self.sorted_by.sort, self.spec.key), tuple_(value, key, types=[typed, self.spec.key.type])
        return here < there if self.descending != backwards else here > there

    @property
    def rows(self) -> list[Row[Any]]:
        return self._page[0]

    def cells(self) -> Iterator[tuple[Row[Any], list[tuple[str, Any, str, str]]]]:
        """Each row with its cells: how it is drawn, value, heading and alignment."""
        columns = [(column.value, str(column.label), " end" if column.end else "") for column in self.columns]
        for row in self.rows:
            cells = []
            for value_of, label, end in columns:
                value = value_of(row)
                cells.append((kind_of(value), value, label, end))
            yield row, cells

    @functools.cached_property
    def total(self) -> int:
        """How many rows there are, counted up to `counted_up_to` + 1."""
        bounded = only_keys(self.narrowed, self.spec.key, lean=self.spec.lean).limit(self.counted_up_to + 1).subquery()
        return db.session.scalar(select(func.count()).select_from(bounded)) or 0

    @property
    def counted_all(self) -> bool:
        return self.total <= self.counted_up_to

    @property
    def counted_up_to(self) -> int:
        """Fewer where words are looked for: a common one is looked for row by row."""
        return COUNTED_FOUND if self.query_text else COUNTED

    @property
    def first_number(self) -> int:
        return min(max(request.args.get("from", 1, type=read_number), 1), 10**12)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query_text) or any(self.chosen.values())

    # addresses

    def _words(self) -> dict[str, Any]:
        """The words of the address that make this look, without the place among the pages."""
        words: dict[str, Any] = {"q": self.query_text or None, **self.chosen}
        words |= {name: request.args.get(name) for name in CARRIED}
        words["cols"] = ",".join(request.args.getlist("cols"))
        return {name: value for name, value in words.items() if value not in (None, "", [])}

    def words(self) -> str:
        """The same as one text, in one order: what a kept view holds."""
        pairs = [(name, one) for name, value in self._words().items() for one in _each(value)]
        return urlencode(sorted(pairs))

    def url(self, **changes: Any) -> str:
        """The address of this list with some words changed (None takes one away); paging starts anew."""
        words = self._words() | {"view": request.args.get("view")} | changes
        return url_for(self.endpoint, **{k: v for k, v in words.items() if v not in (None, "", [])})

    def url_elsewhere(self, endpoint: str, **changes: Any) -> str:
        """The address of another look at the same records."""
        words = self.url(**changes).partition("?")[2]
        return url_for(endpoint) + (f"?{words}" if words else "")

    def sort_url(self, column: Column) -> str:
        down = column is self.sorted_by or column.name == self.sorted_by.name
        return self.url(sort=f"-{column.name}" if down and not self.descending else column.name)

    def sort_state(self, column: Column) -> str | None:
        if column.name != self.sorted_by.name:
            return None
        return "descending" if self.descending else "ascending"

    def next_url(self) -> str | None:
        if not self._page[2] or not self.rows:
            return None
        return self.url(after=cursor(self.rows[-1]), **{"from": self.first_number + len(self.rows)})

    def previous_url(self) -> str | None:
        if not self._page[1] or not self.rows:
            return None
        start = self.first_number - self.size
        return self.url() if start <= 1 else self.url(before=cursor(self.rows[0]), **{"from": start})

    def clear_url(self) -> str:
        """Everything, also where a role sees a narrower view first."""
        return self.url(q=None, view=kept.EVERYTHING if self.kept_views else None, **dict.fromkeys(self.chosen))

    def export_url(self, kind: str, *, whole: bool = False) -> str:
        return self.url_elsewhere(f"{self.spec.name}.index_{kind}", **({"columns": "all"} if whole else {}))

    @property
    def takes_imports(self) -> bool:
        """Whether this person may import what the list holds."""
        profile = found_profile()
        return self.whole is not None and profile is not None and profile.may(Permission.RECORDS_IMPORT)

    @property
    def whole(self) -> TellWhole | None:
        """What tells the records of the list with all their columns, if anything does, and to this person."""
        profile = found_profile()
        return _wholes.get(self.spec.name) if profile is not None and profile.zone is not None else None

    def carried(self, *leave_out: str) -> list[tuple[str, str]]:
        """Words of the address that a form of this page carries along."""
        names = (*CARRIED, "cols", "view")
        words = [(name, clean(",".join(request.args.getlist(name)))) for name in names]
        return [(name, value) for name, value in words if value and name not in leave_out]

    def chips(self) -> list[Chip]:
        chips = []
        for one in self.filters:
            if values := self.chosen[one.name]:
                labels = {value: str(label) for value, label in one.choices()}
                chips.append(Chip(str(one.label), ", ".join(labels[v] for v in values), self.url(**{one.name: None})))
        return chips

    # views

    @functools.cached_property
    def kept_views(self) -> Sequence[KeptView]:
        """The looks at this list that are kept, as this person sees them."""
        return kept.views_of(self.spec.name, self.layout)

    @functools.cached_property
    def view(self) -> KeptView | None:
        """The kept view that the address names."""
        asked = request.args.get("view", "")
        return next((one for one in self.kept_views if str(one.id) == asked), None)

    def may(self, permission: str) -> bool:
        """What the person who looks may do; the list's macros ask it."""
        profile = found_profile()
        return profile is not None and profile.may(Permission(permission))

    @functools.cached_property
    def bulk(self) -> list[BulkAction]:
        """What this person may do with ticked rows."""
        if not self.may(Permission.RECORDS_BULK):
            return []
        return [action for action in self.spec.bulk() if self.may(action.needs)]

    @property
    def is_changed(self) -> bool:
        """Whether the page shows something else than the view it was opened as, or than the plain list."""
        return self.words() != (self.view.words if self.view else "")

    @functools.cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """What everybody has, then what is kept."""
        shared = list(self.spec.tabs()) if self.layout == kept.LIST else []
        if not shared and self.kept_views:
            plain = url_for(self.endpoint, view=kept.EVERYTHING)
            shared = [{"text": gettext("All"), "url": plain, "current": not self.view and not self.words()}]
        if self.view is not None:
            shared = [{**one, "current": False} for one in shared]
        return shared + [{"text": one.name, "url": one.url, "current": one is self.view} for one in self.kept_views]

    # files

    @property
    def is_counted(self) -> bool:
        """Whether its files hold groups, and not the records one by one."""
        return self.grouping.is_on and "columns" not in request.args

    def export(self) -> tuple[list[str], Iterator[Sequence[Any]]]:
        """Headings, and every row of the list as filtered, read from the database as it is consumed."""
        if request.args.get("columns") == "all" and self.whole is not None:
            ids = self.ordered().with_only_columns(self.spec.key, maintain_column_froms=True)
            return self.whole(db.session.scalars(ids).all())
        if self.is_counted:
            return self.grouping.heads, iter([*self.grouping.lines(), self.grouping.last_line()])
        heads = [str(column.label) for column in self.columns]
        values, zone = [column.plain or column.value for column in self.columns], ZoneInfo(formats.zone())
        return heads, exported_rows(streamed(only_read(self.ordered(), self.columns)), values, zone)


def page(spec: ListSpec, **context: Any) -> ResponseReturnValue:
    """The list as a page, from the template of its endpoint. Asked for plainly, it is what the role sees first."""
    if not request.args and (first := kept.first_address(spec.name, kept.LIST)):
        return redirect(first)
    return render_template(f"{spec.name}/index.html", list=ListView(spec), **context)


def picked_ids() -> list[int]:
    """The numbers of ticked rows that the address names, at most as many as a page has."""
    asked = request.args.getlist("id")[: max(SIZES)]
    return [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < LONGEST_ID]


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]
