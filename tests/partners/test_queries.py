"""Reading partnerships: finding, silence, areas."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories
from tracker.kernel.db import db
from tracker.partners import actions, queries
from tracker.partners.kinds import Kind, Silence

TODAY = date(2026, 11, 23)
YEAR = dict.fromkeys(Kind, 12)


@pytest.mark.parametrize("typed", ["Сан-Паулу", "сан-пауло", "Sao Paulo", "São Paulo", "бразил", "brazil"])
def test_an_unnamed_city_is_found_by_its_region_and_country_in_any_spelling(unnamed, typed):
    assert [row.id for row in queries.found(typed)] == [unnamed.id]


def test_archived_partners_are_not_offered(make_partnership, official):
    actions.archive(make_partnership(), by=official)
    assert queries.found("Гродно") == []


def test_silent_partners_are_those_the_rule_calls_so(make_partnership):
    heard = make_partnership(city="Grodno", status="active")
    silent = make_partnership(city="Novopolotsk", status="active")
    actions.note_interaction(heard.id, date(2026, 11, 1))
    actions.note_interaction(silent.id, date(2024, 1, 1))
    assert [row.id for row in db.session.execute(queries.silent(TODAY, YEAR))] == [silent.id]
    very = queries.rows().where(queries.is_silent(TODAY, YEAR, Silence.VERY_LONG))
    assert [row.id for row in db.session.execute(very)] == [silent.id]
    assert db.session.execute(queries.silent(TODAY, dict.fromkeys(Kind, 36))).all() == []


def test_each_kind_of_partner_has_its_own_patience(make_partnership):
    twin = make_partnership(city="Grodno", status="active", kind="twin")
    contact = make_partnership(city="Novopolotsk", status="active", kind="contact")
    for one in (twin, contact):
        actions.note_interaction(one.id, date(2026, 5, 1))
    silent = queries.silent(TODAY, YEAR | {Kind.TWIN: 6})
    assert [row.id for row in db.session.execute(silent)] == [twin.id]


def test_partners_are_found_by_area(make_partnership):
    ids = {area.code: area.id for area in queries.areas()}
    first = make_partnership(city="Grodno", areas=[ids["sport"]])
    make_partnership(city="Novopolotsk", areas=[ids["culture"]])
    found = db.session.execute(queries.rows().where(queries.with_areas(["sport", "science"])))
    assert [row.id for row in found] == [first.id]


def test_the_partner_of_a_city_is_the_city_or_its_region_while_it_is_not_named(unnamed, make_partnership):
    city = factories.place("Grodno")
    named = make_partnership(city="Grodno")
    assert queries.of_cities([city.id]) == [named.id]
    santos = next(one for one in [factories.place("São Paulo")] if one.region_id == unnamed.region_id)
    assert queries.of_cities([santos.id]) == [unnamed.id]


def test_default_areas_are_made_once(city):
    before = len(queries.areas())
    actions.create_default_areas()
    assert len(queries.areas()) == before >= 10


def test_due_steps_are_those_whose_day_has_come(make_partnership):
    due = make_partnership(city="Grodno", next_step="ответить", next_step_on=date(2026, 11, 20))
    make_partnership(city="Novopolotsk", next_step="позвонить", next_step_on=date(2026, 12, 20))
    assert [row.id for row in db.session.execute(queries.due_steps(TODAY))] == [due.id]
