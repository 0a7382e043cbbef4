"""Lookups of places for everybody, and the administrator's pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests import factories
from tracker.kernel.db import db
from tracker.places.models import City

if TYPE_CHECKING:
    from tests.client import Client

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} %s"


def _text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


@pytest.fixture
def admin(sign_in: Any) -> Client:
    client: Client = sign_in("admin")
    return client


def _sent(**changes: Any) -> dict[str, Any]:
    return {
        "name_ru": "Пущино-на-Оке",
        "name_en": "Pushchino",
        "country_id": str(factories.place("Russia").id),
        "timezone": "Europe/Moscow",
        **changes,
    }


def _made(name_ru: str = "Пущино-на-Оке") -> City:
    return db.session.scalars(select(City).where(City.name_ru == name_ru)).one()


def test_an_official_finds_places_in_either_script(sign_in: Any) -> None:
    client = sign_in("official")
    option = client.get("/admin/places/cities/lookup?q=сан-пауло").json["groups"][0]["options"][0]
    assert option["label"] == "São Paulo"
    assert option["flag"] == "br"
    assert "Brazil" in option["hint"]
    groups = client.get("/admin/places/lookup?q=сан-пауло").json["groups"]
    assert [group["label"] for group in groups] == ["Cities", "Regions"]
    assert [group["options"][0]["id"].partition(":")[0] for group in groups] == ["city", "region"]
    assert client.get("/admin/places/lookup?q=браз").json["groups"][-1]["options"][0]["id"].startswith("country:")
    for empty in ("", "%00", "%25", "%ff"):
        assert client.get(f"/admin/places/lookup?q={empty}").json["groups"] == []


def test_only_the_administrator_keeps_places(sign_in: Any, client: Client) -> None:
    client.get("/admin/places/lookup?q=x", status=302)
    for role in ("viewer", "official", "manager", "observer"):
        someone = sign_in(role)
        for address in ("", ".csv", "/new", "/groupings", f"/{factories.place('Grodno').id}/edit"):
            someone.get(f"/admin/places{address}", status=403)
        someone.post("/admin/places/new", _sent(), status=403)
    assert db.session.scalar(select(City).where(City.name_en == "Pushchino")) is None


def test_a_missing_place_is_added_and_found(admin: Client) -> None:
    admin.get("/admin/places/new")
    region = factories.place("Nizhny Novgorod Region")
    sent = _sent(
        region_id=str(region.id), alternates="Pushino", population="21 000", latitude="54,83", longitude="37.62"
    )
    admin.post("/admin/places/new", sent, status=303)
    made = _made()
    assert (made.added_by_hand, made.region_id, made.population, made.latitude) == (True, region.id, 21_000, 54.83)
    for typed in ("пущино", "Pushino", "Pushchino"):
        assert admin.get(f"/admin/places/cities/lookup?q={typed}").json["groups"][0]["options"][0]["id"] == str(made.id)
    page = _text(admin.get("/admin/places?added=yes"))
    assert "Pushchino" in page
    assert "Grodno" not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_ru": "  "}, "Fill this in."),
        ({"country_id": ""}, "Fill this in."),
        ({"country_id": "999999"}, "Choose one of the list."),
        ({"timezone": "Moscow"}, "There is no such zone."),
        ({"population": "много"}, "Write a whole number."),
        ({"latitude": "91"}, "Between -90 and 90."),
        ({"longitude": "nan"}, "Write a number."),
        ({"region_id": "999999"}, "not there any more"),
        ({"name_ru": "Б" * 301}, "At most 300 characters."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(admin: Client, wrong: dict[str, str], said: str) -> None:
    page = _text(admin.post("/admin/places/new", _sent(name_local="набрано", **wrong), status=422))
    assert said in page
    assert "набрано" in page


def test_a_region_lies_in_the_country_of_its_city(admin: Client) -> None:
    region = factories.place("Nizhny Novgorod Region")
    sent = _sent(region_id=str(region.id), country_id=str(factories.place("Brazil").id))
    assert "lies in another country" in _text(admin.post("/admin/places/new", sent, status=422))


def test_a_place_is_not_added_twice(admin: Client) -> None:
    sent = _sent(name_ru="ГРОДНО", name_en="Grodno", country_id=str(factories.place("Belarus").id))
    assert "already" in _text(admin.post("/admin/places/new", sent, status=422))
    admin.post("/admin/places/new", {**sent, "country_id": str(factories.place("Germany").id)}, status=303)


def test_hostile_names_are_text(admin: Client) -> None:
    admin.post("/admin/places/new", _sent(name_ru=HOSTILE, name_en=HOSTILE), status=303)
    page = _text(admin.get("/admin/places?added=yes"))
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_a_guessed_name_is_mended(admin: Client) -> None:
    city = factories.place("Grodno")
    address = f"/admin/places/{city.id}/edit"
    assert "Гродно" in _text(admin.get(address))
    sent = _sent(name_ru="Городня", name_en="Grodno", country_id=str(city.country_id), version=str(city.version))
    admin.post(address, sent, status=303)
    db.session.refresh(city)
    assert city.name_ru == "Городня"
    assert admin.get("/admin/places/cities/lookup?q=городня").json["groups"][0]["options"][0]["id"] == str(city.id)


def test_two_who_mend_a_place_see_both_versions(admin: Client) -> None:
    city = factories.place("Grodno")
    sent = _sent(name_ru="Моё", name_en="Grodno", country_id=str(city.country_id), version=str(city.version))
    city.name_ru = "Чужое"
    db.session.flush()
    page = _text(
        admin.post(f"/admin/places/{city.id}/edit", {**sent, "seen": json.dumps({"name_ru": "Гродно"})}, status=409)
    )
    assert "Моё" in page
    assert "Чужое" in page


def test_an_unknown_place_is_unknown(admin: Client) -> None:
    admin.get("/admin/places/99999999/edit", status=404)


def test_the_list_is_filtered_and_goes_out_as_it_is(admin: Client) -> None:
    page = _text(admin.get("/admin/places?country=BR"))
    assert "São Paulo" in page
    assert "Grodno" not in page
    lines = _text(admin.get("/admin/places.csv?q=гродно")).lstrip("\ufeff").splitlines()
    assert len(lines) == 2
    assert lines[1].strip('"').startswith("Grodno")


def test_groupings_are_shown_with_their_dates(admin: Client) -> None:
    page = _text(admin.get("/admin/places/groupings"))
    for word in ("BRICS", "South Africa", "2006"):
        assert word in page, word


def test_pages_of_places_cost_the_same_with_many_rows(admin: Client, counted: Any) -> None:
    def visit(address: str) -> int:
        asked = counted()
        admin.get(address)
        return len(asked)

    addresses = ("/admin/places", "/admin/places.csv", "/admin/places/groupings", "/admin/places/cities/lookup?q=гор")
    admin.get("/admin/places")
    few = [visit(address) for address in addresses]
    russia = factories.place("Russia")
    for number in range(60):
        db.session.add(City(country=russia, name_ru=f"Город {number}", name_en=f"Gorod {number}"))
    db.session.flush()
    assert [visit(address) for address in addresses] == few
    assert max(few) <= 8
