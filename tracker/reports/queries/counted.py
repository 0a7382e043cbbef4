"""Records of a list counted by some of their traits: the same words give the numbers and the rows behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Label, Select, and_, cast, extract, func, literal

from tracker.kernel.db import db
from tracker.reports.report import Asked


class _Any:
    """Whatever the trait: the number counts all of them."""

    def __repr__(self) -> str:
        return "ANY"


ANY: Final = _Any()


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What is counted, and of which list it is.

    `of`: asked → select of the list's key with the joins and conditions; `by`: the traits it is counted by.
    `distinct`: a record may come several times and counts once. `words`: what the address of the list says besides,
    to show also what it leaves out at first.
    """

    name: str
    list_name: str
    of: Callable[[Asked], Select[Any]]
    by: Callable[[Asked], Sequence[Any]]
    distinct: bool = False
    words: Mapping[str, Any] = field(default_factory=dict)

    def _traits(self, asked: Asked) -> list[Label[Any]]:
        return [trait.label(f"trait_{at}") for at, trait in enumerate(self.by(asked))]

    def counts(self, asked: Asked, *sums: Any) -> dict[tuple[Any, ...], Any]:
        """(trait, …) → how many; with sums: how many, and each sum."""
        selected, traits = self.of(asked), self._traits(asked)
        (key,) = selected.selected_columns
        number = func.count(key.distinct()) if self.distinct else func.count()
        counted = selected.with_only_columns(*traits, number, *map(func.sum, sums), maintain_column_froms=True)
        rows = db.session.execute(counted.group_by(*traits))
        at = len(traits)
        return {tuple(row[:at]): tuple(row[at:]) if sums else row[at] for row in rows}

    def keys(self, asked: Asked, traits: Sequence[Any]) -> Select[Any]:
        """Select of the keys behind one number. A trait may be None (it is not said) or ANY."""
        selected = self.of(asked)
        for column, value in zip(self.by(asked), traits, strict=True):
            if value is not ANY:
                selected = selected.where(column.is_(None) if value is None else column == _fitting(column, value))
        return selected


def _fitting(column: ColumnElement[Any], value: Any) -> Any:
    """The trait, also as a word of an address, as its column has it; one that does not fit is met by nothing."""
    if isinstance(value, Enum):
        return value
    if isinstance(column.type, Integer):
        return int(value) if str(value).isdigit() else -1
    return str(value)


COUNTED: dict[str, Counted] = {}


def counted(name: str, list_name: str, **what: Any) -> Counted:
    """Declare what a report counts, so that a list can show the rows behind its numbers."""
    COUNTED[name] = Counted(name=name, list_name=list_name, **what)
    return COUNTED[name]


def year_of(column: Any) -> ColumnElement[int]:
    return cast(extract("year", column), Integer)


def month_of(column: Any) -> ColumnElement[int]:
    return cast(extract("month", column), Integer)


def in_year(column: Any, year: int | None) -> ColumnElement[bool]:
    """Said as a range, so that an index on the day serves it."""
    if year is None:
        return literal(value=True)
    return and_(column >= date(year, 1, 1), column < date(year + 1, 1, 1))
