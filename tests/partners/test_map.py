"""The map of partners: the same filters as the list, links to the records, and the file."""

from __future__ import annotations

import re

import pytest
from html5lib import parseFragment

from tests import factories
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.partners import actions as partners


@pytest.fixture
def client(sign_in, official):
    return sign_in(official)


def _text(answer):
    return answer.get_data(as_text=True)


def _numbers(page):
    return {int(one) for found in re.findall(r'data-points="([\d ]+)" transform', page) for one in found.split()}


def test_an_empty_map_says_what_belongs_there(client):
    assert "No partners yet" in _text(client.get("/partners/map"))


def test_partners_stand_on_the_map_and_in_the_list_beside_it(client, city, make_partnership, unnamed):
    city.longitude, city.latitude = 43.46, 56.24
    db.session.flush()
    grodno = make_partnership(status="active")
    page = _text(client.get("/partners/map"))
    assert _numbers(page) == {grodno.id, unnamed.id}
    assert f'href="/partners/{grodno.id}" tabindex="-1" aria-hidden="true"' in page
    for word in ("2 in 2 countries", "active relations — 1", "city not named — 1", "#c076", "#c112", "1,280 km", "≈ "):
        assert word in page, word


@pytest.mark.parametrize(
    ("words", "shown"), [("status=active", 1), ("group=brics", 1), ("q=Гродно", 1), ("kind=twin", 0), ("", 2)]
)
def test_the_map_is_narrowed_as_the_list_is(client, make_partnership, unnamed, words, shown):
    make_partnership(status="active", kind="friendship")
    assert len(_numbers(_text(client.get(f"/partners/map?{words}")))) == shown
    assert (
        f"/partners/map?{words}".rstrip("?") in _text(client.get(f"/partners?{words}")).replace("&amp;", "&")
        or "q=" in words
    )


def test_archived_partners_and_those_of_others_are_not_on_it(client, manager, make_partnership, other_city, make_user):
    archived = make_partnership()
    partners.archive(archived, by=manager)
    with acting_for(other_city.id):
        factories.make_partnership(make_user("official", other_city), city="Novopolotsk")
    page = _text(client.get("/partners/map"))
    assert _numbers(page) == set()
    assert "Novopolotsk" not in page


@pytest.mark.parametrize(
    "words", ["zoom=2&at=24,53", "zoom=99&at=1,2", "zoom=x&at=north", "zoom=3&at=500,1", "at=nan,inf"]
)
def test_one_may_look_closer_and_a_spoilt_address_shows_the_whole(client, make_partnership, words):
    made = make_partnership()
    page = _text(client.get(f"/partners/map?{words}"))
    assert f"/partners/{made.id}" in page


def test_the_observer_sees_the_map_of_all_without_the_last_contact(sign_in, make_user, make_partnership):
    made = make_partnership()
    page = _text(sign_in("observer").get("/partners/map"))
    assert f"/partners/{made.id}" in page


def test_the_file_holds_the_land_itself(client, make_partnership):
    make_partnership()
    answer = client.get("/partners/map.svg", status=200)
    drawn = _text(answer)
    assert answer.mimetype == "image/svg+xml"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "href" not in drawn, "nothing is fetched from elsewhere"
    assert "GeoNames" in drawn
    assert re.search(r"talks — 1|first contacts — 1|active relations — 1", drawn), "the file carries its key"
    assert len(drawn) > 100_000
    assert parseFragment(drawn) is not None
