"""What the databases are asked gives what a look at every row would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import databases
from tracker.accounts.models import Municipality
from tracker.app import create_app
from tracker.kernel import spelling
from tracker.kernel.db import begin_for_reading, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.search import queries
from tracker.search.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.kernel.spelling import Term

MODELS = {source.kind: source.subject.model for source in SOURCES}


class Rows(dict[str, list[tuple[int, str]]]):
    """Of each kind the numbers and folded words of the records, the newest first."""

    def __repr__(self) -> str:
        return f"{len(self)} kinds"


@pytest.fixture(scope="module")
def rows() -> Iterator[Rows]:
    """What one municipality of the demo has in use."""
    app = create_app(databases.make_settings(databases.with_demo()))
    with app.app_context():
        with everywhere("a municipality of the demo"):
            home = db.session.scalars(select(Municipality.id).where(Municipality.slug == "dzerzhinsk")).one()
        db.session.rollback()
        with acting_for(home), begin_for_reading():
            held = Rows()
            for kind, model in MODELS.items():
                all_of_it = db.session.scalars(select(model).order_by(model.id.desc()))
                kept = [one for one in all_of_it if getattr(one, "archived_at", None) is None]
                held[kind] = [(one.id, one.folded) for one in kept]
            yield held
        db.session.remove()
        db.engine.dispose()


def holds(folded: str, term: Term) -> bool:
    return f" {term.stem}" in folded or (len(term.stem) >= spelling.SHORTEST_PIECE and term.stem in folded)


PIECES = st.tuples(st.integers(0, 10**6), st.integers(0, 4), st.integers(1, 9))


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3))
def test_the_newest_records_that_hold_every_word_are_found(rows: Rows, pieces: list[tuple[int, int, int]]) -> None:
    known = sorted({word for held in rows.values() for _number, folded in held for word in folded.split()})
    typed = " ".join(known[which % len(known)][at : at + length] for which, at, length in pieces)
    terms = spelling.terms(typed)
    expected = set()
    for kind, held in rows.items():
        fitting = [number for number, folded in held if terms and all(holds(folded, term) for term in terms)]
        expected |= {(kind, number) for number in fitting[: queries.NEWEST]}
    found = queries.find(typed, MODELS, {}, forgives=False)
    assert expected <= {(one.kind, one.id) for one in found.found}
    assert not (expected and found.read_as)
