"""The same finds on both databases, over the demo data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import databases
from tests.search.cases import CASES
from tracker.accounts.models import Municipality
from tracker.app import create_app
from tracker.kernel import spelling
from tracker.kernel.db import begin_for_reading, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.kernel.text import clean
from tracker.search import queries
from tracker.search.sources import BY_KIND, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = {source.kind: source.subject.model for source in SOURCES}


@pytest.fixture(scope="module")
def told() -> Iterator[int]:
    """The demo data; the number of its municipality."""
    app = create_app(databases.make_settings(databases.with_demo()))
    with app.app_context():
        with everywhere("a municipality of the demo"):
            home = db.session.scalars(select(Municipality.id).where(Municipality.slug == "dzerzhinsk")).one()
        db.session.rollback()
        with acting_for(home), begin_for_reading():
            yield home
        db.session.remove()
        db.engine.dispose()


def names_found(typed: str, kind: str) -> list[str]:
    finds = queries.find(clean(typed), MODELS, {})
    source = BY_KIND[kind]
    ids = [one.id for one in finds.found if one.kind == kind][:5]
    records = source.records(ids)
    return [records[one].name_to_sort() for one in ids]


@pytest.mark.parametrize(("typed", "kind", "name"), CASES)
def test_what_is_typed_finds_what_is_meant(told: int, typed: str, kind: str, name: str) -> None:
    names = names_found(typed, kind)
    assert names, f"{typed}: no {kind}"
    assert names[0].startswith(name), f"{typed}: {names}"


@pytest.mark.parametrize("typed", ["", " ", "?!", "%", "_", "\\", "'", "йцукен фывапролдж", "zzzzqqqq", "0" * 300])
def test_nothing_is_found_under_what_is_nowhere(told: int, typed: str) -> None:
    assert queries.find(clean(typed), MODELS, {}).found == []


def test_another_municipality_finds_none_of_it(told: int) -> None:
    with acting_for(told + 1):
        home = queries.find("Каминский", MODELS, {}).found
    assert home == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_search(told: int, typed: str) -> None:
    queries.find(clean(typed), MODELS, {})


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.lists(st.text("abcdeghijklmnoprstuvz0123456789", min_size=1, max_size=8), max_size=4))
def test_marking_changes_no_text(text: str, needles: list[str]) -> None:
    assert "".join(part for part, _found in spelling.marked(text, needles)) == text
