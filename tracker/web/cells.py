"""What stands in a cell of a list: a value that the table draws and that an export writes as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


@dataclass(frozen=True)
class Linked:
    """A title that leads to the record, behind the flag of a country if there is one (code in small letters)."""

    text: str
    url: str
    flag: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Flagged:
    """A text behind the flag of its country (code in small letters, or empty)."""

    text: str
    flag: str
    more: str = ""

    def __str__(self) -> str:
        return f"{self.text}{self.more}"


@dataclass(frozen=True)
class StatusMark:
    """A status: its code draws the glyph, its label is read."""

    code: str
    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class StageMark:
    """A stage: its place among the stages draws the ring."""

    place: int
    of: int
    label: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Person:
    name: str
    initials: str
    me: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Signal:
    """A text that warns: kind is ok, warn, bad or mute."""

    text: str
    kind: str
    value: Any = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Act:
    """A button that posts to `url` with `fields`; a file has an empty cell there."""

    text: str
    url: str
    icon: str
    fields: dict[str, str]

    def __str__(self) -> str:
        return ""


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper()


def kind_of(value: Any) -> str:
    """The word by which the table's template chooses how to draw a value."""
    if value is None or value == "":
        return "none"
    return {
        Linked: "linked",
        Flagged: "flagged",
        StatusMark: "status",
        StageMark: "stage",
        Person: "person",
        Signal: "signal",
        Act: "act",
        date: "day",
        datetime: "moment",
        int: "number",
        float: "number",
    }.get(type(value), "text")


def exported(value: Any, zone: ZoneInfo | None = None) -> Any:
    """The value as a file holds it: text, number, day, or a moment in the municipality's zone without zone."""
    if type(value) is str:  # most are
        return value
    if isinstance(value, Signal) and value.value is not None:
        value = value.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = value.astimezone(zone or ZoneInfo(formats.zone()))
        return datetime.combine(local, local.time())  # the same moment without zone, ten times quicker than `replace`
    if isinstance(value, bool | int | float | date):
        return value
    return str(value)


def exported_rows(
    parts: Iterable[Sequence[Any]], values: Sequence[Callable[[Any], Any]], zone: ZoneInfo
) -> Iterator[Sequence[Any]]:
    """The rows of many parts, cell by cell as `values` tell them and a file holds them. Made column by column:

    most columns hold nothing but texts, which then cost no call each.
    """
    for part in parts:
        yield from zip(*(_exported_column([value(row) for row in part], zone) for value in values), strict=True)


def _exported_column(cells: list[Any], zone: ZoneInfo) -> Sequence[Any]:
    kinds = set(map(type, cells))
    if kinds <= {str, type(None)}:
        return cells if type(None) not in kinds else [cell or "" for cell in cells]
    return [exported(cell, zone) for cell in cells]
