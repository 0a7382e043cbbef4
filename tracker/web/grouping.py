"""A list counted in groups: by one of its filters, and across by a second one; each number leads to its rows."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext
from sqlalchemy import func

from tracker.kernel.db import db

if TYPE_CHECKING:
    from tracker.web.lists import Filter, ListView

MOST_GROUPS = 500


@dataclass(frozen=True, kw_only=True)
class Total:
    """A sum that stands beside the count of each group."""

    name: str
    label: Any
    column: Any


@dataclass(frozen=True)
class Cell:
    """A number and the address of the rows it counts (empty where no filter names them)."""

    number: Any
    url: str = ""


@dataclass(frozen=True)
class Group:
    """One line. `share`: its part of all rows, in percent."""

    label: str
    cells: list[Cell]
    share: int


class Grouping:
    """How the address asks to group the list."""

    def __init__(self, view: ListView) -> None:
        self._view = view
        self.possible = [one for one in view.filters if one.grouped_by is not None]
        self.by = self._asked("grouped")
        self.across = self._asked("across") if self.by is not None else None
        if self.across is self.by:
            self.across = None

    def _asked(self, word: str) -> Filter | None:
        name = request.args.get(word, "")
        return next((one for one in self.possible if one.name == name), None)

    @property
    def is_on(self) -> bool:
        return self.by is not None

    @functools.cached_property
    def _counted(self) -> list[tuple[Any, Any, int, list[Any]]]:
        """(value, value across, count, totals) of each group that has rows."""
        assert self.by is not None
        columns = [self.by.grouped_by.label("_by")]
        if self.across is not None:
            columns.append(self.across.grouped_by.label("_across"))
        sums = [func.sum(one.column) for one in self._view.spec.totals]
        statement = self._view.narrowed.order_by(None).with_only_columns(
            *columns, func.count(self._view.spec.key), *sums, maintain_column_froms=True
        )
        rows = db.session.execute(statement.group_by(*columns).limit(MOST_GROUPS + 1))
        at = len(columns)
        return [(_word(row[0]), _word(row[1]) if at > 1 else "", row[at], list(row[at + 1 :])) for row in rows]

    @functools.cached_property
    def all(self) -> int:
        return sum(count for _by, _across, count, _sums in self._counted)

    @functools.cached_property
    def _across_values(self) -> list[str]:
        if self.across is None:
            return []
        there = {across for _by, across, _count, _sums in self._counted}
        return [value for value in _labels(self.across) if value in there]

    @property
    def heads(self) -> list[str]:
        assert self.by is not None
        across = _labels(self.across) if self.across is not None else {}
        totals = [str(one.label) for one in self._view.spec.totals]
        return [str(self.by.label), *(across[value] for value in self._across_values), gettext("Records"), *totals]

    @functools.cached_property
    def groups(self) -> list[Group]:
        """In the order of the filter's choices; without a name those that no choice names."""
        assert self.by is not None
        there = dict.fromkeys(by for by, _across, _count, _sums in self._counted)
        labels = _labels(self.by)
        return [self._group(value, labels[value]) for value in labels if value in there]

    def _group(self, value: str, label: str) -> Group:
        assert self.by is not None
        own = [row for row in self._counted if row[0] == value]
        cells = []
        for across in self._across_values:
            number = sum(count for _by, a, count, _sums in own if a == across)
            cells.append(Cell(number, self._url(value, across) if number else ""))
        count = sum(row[2] for row in own)
        cells.append(Cell(count, self._url(value)))
        cells += [Cell(_sum(row[3][at] for row in own)) for at in range(len(self._view.spec.totals))]
        return Group(label, cells, round(100 * count / self.all) if self.all else 0)

    def _url(self, value: str, across: str = "") -> str:
        """The rows of a group: the list narrowed by the filters that group it."""
        assert self.by is not None
        changes: dict[str, Any] = {"grouped": None, "across": None, self.by.name: [value] if value else None}
        if self.across is not None and across:
            changes[self.across.name] = [across]
        return "" if not value else self._view.url(**changes)

    @functools.cached_property
    def sums(self) -> list[Cell]:
        """The last line: everything together."""
        cells = [
            Cell(sum(count for _by, a, count, _s in self._counted if a == across)) for across in self._across_values
        ]
        cells.append(Cell(self.all, self._view.url(grouped=None, across=None)))
        return cells + [Cell(_sum(row[3][at] for row in self._counted)) for at in range(len(self._view.spec.totals))]

    def lines(self) -> list[list[Any]]:
        """The same as a file holds it."""
        rows = [[group.label, *(cell.number for cell in group.cells)] for group in self.groups]
        return [*rows, [gettext("Together"), *(cell.number for cell in self.sums)]]


def _word(value: Any) -> str:
    """The value as the filter's choices name it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


def _labels(one: Filter) -> dict[str, str]:
    named = {value: str(label) for value, label in one.choices()}
    return {**named, "": gettext("not said")}


def _sum(values: Any) -> Any:
    return sum(value for value in values if value is not None)
