"""What a report is made of: its declaration, what may be asked, and the table of figures with its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import ModuleType
from typing import Any, Literal

from tracker.permissions import Permission

Parameter = Literal["year", "country", "area", "official", "side"]
ChartKind = Literal["bars", "stack", "spans", "heat"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the person asks for; None: all of them. `today` is the municipality's day.

    `most`: how many rows are shown, which a report of records need not read more of; None: all of them.
    """

    year: int | None = None
    country: int | None = None
    area: int | None = None
    official: int | None = None
    side: str | None = None
    most: int | None = None
    today: date
    language: str

    def named(self, row: Any, what: str) -> str:
        return str(getattr(row, f"{what}_{self.language}") or "")


@dataclass(frozen=True)
class Figure:
    """A value and the address of the rows it counts; empty where no list shows exactly them."""

    value: Any
    url: str = ""


@dataclass(frozen=True)
class Column:
    """`kind`: how the values are set. `days` and `percent` are numbers with their unit."""

    heading: str
    kind: Literal["text", "number", "day", "days", "percent"] = "number"


@dataclass(frozen=True)
class Span:
    """A bar on a line of time, in percent of its length; `open`: it has no end."""

    label: str
    url: str
    begins: float
    length: float
    open: bool
    mark: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The picture of a table. `series`: columns of figures drawn; for spans their bars and the years below."""

    kind: ChartKind
    series: Sequence[int] = ()
    spans: Sequence[Span] = ()
    ticks: Sequence[tuple[float, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The table of a report. The first column names the row; `total` is the last line.

    `in_all`: how many rows there are, where not all were read; `list_url`: the list that shows each of them.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Figure]]
    total: Sequence[Figure] | None = None
    chart: Chart | None = None
    note: str = ""
    in_all: int | None = None
    list_url: str = ""

    def first(self, most: int) -> Figures:
        """With at most so many rows; the total stays that of all."""
        return replace(self, rows=self.rows[:most], in_all=self.in_all or len(self.rows))


FiguresOf = Callable[[Asked], Figures]


@dataclass(frozen=True, kw_only=True)
class Report:
    """One entry of the catalogue. `name` is the word of its address; `needs`: what one may read to see its figures."""

    name: str
    title: Any
    about: Any
    icon: str
    needs: Permission
    figures: FiguresOf
    parameters: Sequence[Parameter] = field(default=())


_declared: dict[str, Report] = {}


def report(name: str, title: Any, about: Any, **more: Any) -> Callable[[FiguresOf], FiguresOf]:
    """Declare a report where its figures are put together."""

    def declare(figures: FiguresOf) -> FiguresOf:
        _declared[name] = Report(name=name, title=title, about=about, figures=figures, **more)
        return figures

    return declare


def declared_in(module: ModuleType) -> list[Report]:
    """The reports of a module, in the order in which they stand there."""
    return [one for one in _declared.values() if one.figures.__module__ == module.__name__]
