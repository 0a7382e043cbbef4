"""The entries of the list as of a day: which agreements stand in it, and how each of them stood."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tracker.agreements.register import as_of, queries
from tracker.kernel.db import db
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.agreements.register.as_of import Standing

PORTION = 400


class Span(StrEnum):
    """Which of the agreements signed until the day are told."""

    YEAR = "year"
    ALL = "all"
    LIVING = "living"


SPAN_LABELS = {
    Span.YEAR: N_("valid in the reporting year or lapsed in it"),
    Span.ALL: N_("all, with those that lapsed earlier"),
    Span.LIVING: N_("only those valid on the day"),
}


@dataclass(frozen=True)
class Asked:
    """Which list: as of a day, for a reporting year, of one municipality or of all in scope (None)."""

    day: date
    year: int
    span: Span = Span.YEAR
    municipality_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One agreement in the list: its row, how it stood on the day, its parties, what changed it."""

    number: int
    row: Any
    standing: Standing
    parties: Sequence[Any]
    changed_by: Sequence[Any]
    concluded: bool
    lapsed: bool


def entries(asked: Asked) -> Iterator[Entry]:
    """The list in its order, numbered; read in portions, so that memory does not grow with it."""
    numbers = itertools.count(1)
    for portion in _portions(asked):
        ids = [row.id for row in portion]
        steps, parties = queries.steps_of(ids), queries.parties_of(ids)
        changes = queries.changed_by(ids, asked.day)
        for row in portion:
            standing = as_of.standing(row, steps.get(row.id, ()), asked.day)
            if standing is not None and belongs(standing, asked):
                yield Entry(
                    number=next(numbers),
                    row=row,
                    standing=standing,
                    parties=parties.get(row.id, ()),
                    changed_by=changes.get(row.id, ()),
                    concluded=row.signed_on.year == asked.year,
                    lapsed=lapsed_in(standing, asked.year),
                )


def belongs(standing: Standing, asked: Asked) -> bool:
    """The law's list names what is valid and what lapsed in the year; what lapsed before it stood in earlier lists.

    A term that ends on 31 December is over on 1 January: it stands as lapsed in the list of the new year.
    """
    if standing.status in as_of.NEVER_IN_FORCE:
        return False
    if asked.span is Span.ALL or not standing.is_over:
        return True
    return asked.span is Span.YEAR and standing.over_on is not None and standing.over_on.year >= asked.year


def lapsed_in(standing: Standing, year: int) -> bool:
    return standing.over_on is not None and standing.over_on.year == year


def _portions(asked: Asked) -> Iterator[Sequence[Any]]:
    """Rows are read before the details of the first portion are: one cursor at a time."""
    rows = db.session.execute(queries.signed_until(asked.day, asked.municipality_id)).all()
    for start in range(0, len(rows), PORTION):
        yield rows[start : start + PORTION]
