"""The region's overview: counts of each municipality, overlaps, files; the observer's alone, and never people or notes."""

from __future__ import annotations

import html
import io
import re

import pytest
from openpyxl import load_workbook

from tests import factories
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for

CANARY = "ZXQCANARY"


@pytest.fixture
def two_cities(city, other_city, official, manager, make_user):
    """Both know Grodno; the first has an agreement in force with it and talks with São Paulo as well."""
    grodno = factories.make_partnership(
        official, city="Grodno", status="active", kind="twin", note=CANARY, next_step=CANARY
    )
    factories.make_partnership(official, region="São Paulo", status="in_talks", introduced_by=CANARY)
    factories.make_agreement(
        official, decider=manager, today=clock.today("Europe/Moscow"), status="in_force", partnership_id=grodno.id
    )
    with acting_for(other_city.id):
        theirs = factories.make_partnership(make_user("official", other_city), city="Grodno", status="in_talks")
    db.session.flush()
    return grodno, theirs


def _page(client, address="/region"):
    return client.get(address).get_data(as_text=True)


@pytest.mark.parametrize("role", ["viewer", "official", "manager", "admin"])
def test_it_is_the_observers_alone(sign_in, role):
    client = sign_in(role)
    for address in ("/region", "/region/tables.xlsx", "/region/overlaps.csv", "/region/map.svg"):
        client.get(address, status=403)
    assert '/region"' not in _page(client, "/partners")


def test_a_region_without_partners_says_so(sign_in, city):
    assert "No city is a partner of two municipalities." in _page(sign_in("observer"))


def test_it_counts_each_municipality_and_finds_what_they_share(sign_in, two_cities):
    observer = sign_in("observer")
    assert 'href="/region"' in _page(observer, "/partners"), "it stands in the menu"
    book = load_workbook(io.BytesIO(observer.get("/region/tables.xlsx").get_data()))
    municipalities, overlaps = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert sorted(row[:4] for row in municipalities) == [("Bor", 0, 1, 1), ("Dzerzhinsk", 1, 2, 2)]
    assert [(row[0], row[2], row[4], row[6]) for row in overlaps] == [
        ("Grodno", "Bor", "In talks", 0),
        ("Grodno", "Dzerzhinsk", "Active", 1),
    ]
    page = _page(observer)
    for shared in two_cities:
        assert f'href="/partners/{shared.id}"' in page


def test_each_number_equals_the_rows_behind_its_link(sign_in, two_cities):
    observer = sign_in("observer")
    linked = re.findall(r'<a href="/(partners|agreements)\?([^"]+)">(?:<b>)?(\d+)<', _page(observer))
    assert len(linked) == 9, "two municipalities and their sums"
    for listed, words, number in linked:
        rows = _page(observer, f"/{listed}.csv?{html.unescape(words)}").strip().split("\r\n")[1:]
        if "grouped" in words:
            rows = rows[:-1]  # the last line adds the groups up
        assert len(rows) == int(number), (listed, words)


def test_an_ended_or_archived_partner_is_no_overlap(sign_in, two_cities, manager):
    from tracker.partners import actions

    actions.archive(two_cities[0], by=manager)
    db.session.flush()
    assert "No city is a partner of two municipalities." in _page(sign_in("observer"))


@pytest.mark.parametrize(
    "address",
    [
        "/region",
        "/region/municipalities.csv",
        "/region/overlaps.csv",
        "/region/map.svg",
        "/partners/map",
        "/partners/map.svg",
    ],
)
def test_it_tells_of_no_person_and_no_note(sign_in, official, two_cities, address):
    told = _page(sign_in("observer"), address)
    assert CANARY not in told
    assert official.name not in told
