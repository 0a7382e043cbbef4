"""What a report is made of: what may be asked, and the table of figures with its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tracker.permissions import Permission

Parameter = Literal["year", "country", "area", "official"]
ChartKind = Literal["bars", "stack", "spans", "heat"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the person asks for; None: all of them. `today` is the municipality's day."""

    year: int | None = None
    country: int | None = None
    area: int | None = None
    official: int | None = None
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
    """The table of a report. The first column names the row; `total` is the last line."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Figure]]
    total: Sequence[Figure] | None = None
    chart: Chart | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """One entry of the catalogue. `name` is the word of its address."""

    name: str
    title: Any
    about: Any
    icon: str
    needs: Permission
    figures: Callable[[Asked], Figures]
    parameters: Sequence[Parameter] = field(default=())
