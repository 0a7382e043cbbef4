"""Turning counted pairs into a table: rows by one thing, columns by another, sums at both ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from tracker.kernel.money import HUNDRED
from tracker.reports.queries import choices
from tracker.reports.queries.counted import ANY
from tracker.reports.report import Asked, Column, Figure

Key = Any


def crossed(
    counts: dict[tuple[Key, Key], int],
    rows: Sequence[tuple[Key, str]],
    columns: Sequence[tuple[Key, str]],
    *,
    first: str,
    url: Callable[[Key, Key], str],
) -> tuple[list[Column], list[list[Figure]], list[Figure]]:
    """Columns, rows and the total of (row, column) → count; rows and columns without any are left out.

    `url`: (row or ANY, column or ANY) → the address of the rows counted, or empty.
    """
    kept_rows = [(key, name) for key, name in rows if any(one[0] == key and n for one, n in counts.items())]
    kept = [(key, name) for key, name in columns if any(one[1] == key and n for one, n in counts.items())]
    lines = []
    for key, name in kept_rows:
        numbers = [counts.get((key, across), 0) for across, _name in kept]
        cells = [Figure(n, url(key, kept[at][0]) if n else "") for at, n in enumerate(numbers)]
        lines.append([Figure(name), *cells, Figure(sum(numbers), url(key, ANY))])
    sums = [sum(counts.get((key, across), 0) for key, _n in kept_rows) for across, _name in kept]
    total = [Figure(_("Together")), *(Figure(n, url(ANY, kept[at][0])) for at, n in enumerate(sums))]
    total.append(Figure(sum(sums), url(ANY, ANY) if any(sums) else ""))
    heads = [Column(first, "text"), *(Column(name) for _key, name in kept), Column(_("Together"))]
    return heads, lines, total


def named_countries(asked: Asked, ids: Iterable[int | None], *, nameless: str) -> list[tuple[int | None, str]]:
    """Those of all countries that are among the ids, by name; last what has none."""
    wanted = set(ids)
    named = [(row.id, asked.named(row, "name")) for row in choices.countries_of_all() if row.id in wanted]
    return [*named, *([(None, nameless)] if None in wanted else [])]


def summed(lines: Iterable[Sequence[Figure]], *, skip: Sequence[int] = ()) -> list[Figure]:
    """The last line: sums of the numbers of each column but those that cannot be added."""
    rows = list(lines)
    width = len(rows[0]) if rows else 1
    sums = []
    for at in range(1, width):
        values = [row[at].value for row in rows]
        known = [value for value in values if value is not None]
        addable = at not in skip and bool(known) and all(isinstance(value, int | float) for value in known)
        sums.append(Figure(sum(known) if addable else None))
    return [Figure(_("Together")), *sums]


def median(counted: Sequence[tuple[int, int]]) -> float | None:
    """The median of (value, how many) pairs, the smallest value first; None of none."""
    total = sum(count for _value, count in counted)
    if not total:
        return None
    return (_at(counted, (total - 1) // 2) + _at(counted, total // 2)) / 2


def _at(counted: Sequence[tuple[int, int]], place: int) -> int:
    passed = 0
    for value, count in counted:
        passed += count
        if place < passed:
            return value
    return counted[-1][0]


def share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def units(hundredths: Any) -> float | None:
    """A sum of money as a number of its currency."""
    return float(hundredths) / HUNDRED if hundredths is not None else None
