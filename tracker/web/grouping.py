"""A list counted and totalled in groups: by one of its filters, and across by a second one; each count leads to its
rows.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext
from sqlalchemy import func

from tracker.kernel.db import db
from tracker.kernel.money import HUNDRED
from tracker.kernel.reading import only_groups

if TYPE_CHECKING:
    from tracker.web.lists import Filter, ListView

MOST_GROUPS = 500


@dataclass(frozen=True, kw_only=True)
class Total:
    """A sum that stands beside the count of each group: of a column of the list, or of rows that belong to it.

    `currency`: the column holds hundredths of that currency, and each currency is added by itself. `through`: (model,
    condition) of what belongs to the rows of the list.
    """

    label: Any
    column: Any
    currency: Any = None
    through: tuple[Any, Any] | None = None


@dataclass(frozen=True)
class Cell:
    """A number (None: nothing is known) and the address of the rows it counts, empty where no filter names them."""

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
    def _counted(self) -> list[tuple[str, str, int]]:
        """(value, value across, count) of each group that has rows."""
        assert self.by is not None
        columns = [self.by.grouped_by.label("_by")]
        if self.across is not None:
            columns.append(self.across.grouped_by.label("_across"))
        rows = db.session.execute(only_groups(self._view.narrowed, columns).limit(MOST_GROUPS + 1))
        return [(_word(row[1]), _word(row[2]) if len(columns) > 1 else "", row[0]) for row in rows]

    @functools.cached_property
    def _totals(self) -> list[tuple[str, dict[str, Any]]]:
        """(heading, value → sum) of each sum; those of money once for each currency there is."""
        return [column for total in self._view.spec.totals for column in self._added(total)]

    def _added(self, total: Total) -> list[tuple[str, dict[str, Any]]]:
        assert self.by is not None
        by = self.by.grouped_by.label("_by")
        columns = [by] if total.currency is None else [by, total.currency.label("_currency")]
        statement = self._view.narrowed.order_by(None)
        if total.through is not None:
            statement = statement.join(*total.through)
        summed = statement.with_only_columns(*columns, func.sum(total.column), maintain_column_froms=True)
        rows = db.session.execute(summed.where(total.column.is_not(None)).group_by(*columns).limit(MOST_GROUPS + 1))
        if total.currency is None:
            return [(str(total.label), {_word(row[0]): int(row[1]) for row in rows})]
        found: dict[str, dict[str, Any]] = {}
        for row in rows:
            found.setdefault(row[1], {})[_word(row[0])] = float(row[2]) / HUNDRED
        return [(f"{total.label}, {currency}", found[currency]) for currency in sorted(found)]

    @functools.cached_property
    def all(self) -> int:
        return sum(count for _by, _across, count in self._counted)

    @functools.cached_property
    def _across_values(self) -> list[str]:
        if self.across is None:
            return []
        there = {across for _by, across, _count in self._counted}
        return [value for value in _labels(self.across) if value in there]

    @property
    def heads(self) -> list[str]:
        assert self.by is not None
        across = _labels(self.across) if self.across is not None else {}
        totals = [heading for heading, _sums in self._totals]
        return [str(self.by.label), *(across[value] for value in self._across_values), gettext("Records"), *totals]

    @functools.cached_property
    def groups(self) -> list[Group]:
        """In the order of the filter's choices; without a name those that no choice names."""
        assert self.by is not None
        there = dict.fromkeys(by for by, _across, _count in self._counted)
        labels = _labels(self.by)
        return [self._group(value, labels[value]) for value in labels if value in there]

    def _group(self, value: str, label: str) -> Group:
        assert self.by is not None
        own = [row for row in self._counted if row[0] == value]
        cells = []
        for across in self._across_values:
            number = sum(count for _by, a, count in own if a == across)
            cells.append(Cell(number, self._url(value, across) if number else ""))
        count = sum(row[2] for row in own)
        cells.append(Cell(count, self._url(value)))
        cells += [Cell(sums.get(value)) for _heading, sums in self._totals]
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
        cells = [self._sum_across(value) for value in self._across_values]
        cells.append(Cell(self.all, self._view.url(grouped=None, across=None)))
        return cells + [Cell(sum(sums.values())) for _heading, sums in self._totals]

    def _sum_across(self, value: str) -> Cell:
        assert self.across is not None
        number = sum(count for _by, across, count in self._counted if across == value)
        changes: dict[str, Any] = {"grouped": None, "across": None, self.across.name: [value]}
        return Cell(number, self._view.url(**changes) if value else "")

    def lines(self) -> list[list[Any]]:
        """The same as a file holds it, without the last line."""
        return [[group.label, *map(_plain, group.cells)] for group in self.groups]

    def last_line(self) -> list[Any]:
        return [gettext("Together"), *map(_plain, self.sums)]


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


def _plain(cell: Cell) -> Any:
    return "" if cell.number is None else cell.number
