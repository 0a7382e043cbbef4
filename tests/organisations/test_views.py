"""The pages of organisations, as people of each role get them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests import factories
from tracker.contacts import actions as contacts
from tracker.kernel.db import db
from tracker.organisations.models import Kind, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import Municipality, User

    Make = Callable[..., Organisation]

HOSTILE = "<script>alert(1)</script>\x00 {{ 7*7 }} %s '; DROP TABLE organisation"


def _text(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def _sent(**changes: Any) -> dict[str, Any]:
    return {"name_ru": "Химкластер", "kind": "cluster", "country_id": str(factories.place("Russia").id), **changes}


def _all() -> list[Organisation]:
    return list(db.session.scalars(select(Organisation)).all())


@pytest.fixture
def client_of_official(sign_in: Any, official: User) -> Client:
    client: Client = sign_in(official)
    return client


def test_an_empty_list_offers_the_first_step(client_of_official: Client) -> None:
    page = _text(client_of_official.get("/organisations"))
    assert "No organisations yet" in page
    assert "/organisations/new" in page


def test_an_organisation_is_entered_with_its_city(client_of_official: Client) -> None:
    assert "<form" in _text(client_of_official.get("/organisations/new"))
    grodno = factories.place("Grodno")
    sent = _sent(
        name_en="Chemical cluster", city_id=str(grodno.id), website="https://cluster.example", email="a@b.example"
    )
    answer = client_of_official.post("/organisations/new", sent, status=303)
    made = _all()[0]
    assert (made.kind, made.city_id, made.country_id) == (Kind.CLUSTER, grodno.id, grodno.country_id)
    page = _text(client_of_official.get(answer.headers["Location"]))
    for word in ("Chemical cluster", "Химкластер", "Belarus", "Grodno", 'href="https://cluster.example"', "Cluster"):
        assert word in page, word


def test_a_form_sent_twice_enters_one(client_of_official: Client) -> None:
    sent = _sent(form_key="the-same-key-of-both")
    first = client_of_official.post("/organisations/new", sent, status=303)
    assert (
        client_of_official.post("/organisations/new", sent, status=303).headers["Location"] == first.headers["Location"]
    )
    assert len(_all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_ru": " "}, "Write the name in at least one language."),
        ({"kind": "empire"}, "Choose one of the list."),
        ({"country_id": ""}, "Choose the country."),
        ({"country_id": "9999999"}, "Choose one of the list."),
        ({"city_id": "9999999"}, "not there any more"),
        ({"website": "javascript:alert(1)"}, "begins with https://"),
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"name_ru": "Б" * 301}, "At most 300 characters."),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client_of_official: Client, wrong: dict[str, str], said: str) -> None:
    page = _text(client_of_official.post("/organisations/new", _sent(note="что было набрано", **wrong), status=422))
    assert said in page
    assert "что было набрано" in page
    assert _all() == []


def test_hostile_text_is_text(client_of_official: Client) -> None:
    answer = client_of_official.post(
        "/organisations/new", _sent(name_ru=HOSTILE, note=HOSTILE, address=HOSTILE), status=303
    )
    for address in (answer.headers["Location"], "/organisations"):
        page = _text(client_of_official.get(address))
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page
    csv = _text(client_of_official.get("/organisations.csv"))
    assert "\x00" not in csv


def test_a_likely_double_is_shown_before_it_is_created_anyway(
    client_of_official: Client, make_organisation: Make
) -> None:
    made = make_organisation("Химкластер")
    page = _text(client_of_official.post("/organisations/new", _sent(name_ru="ХИМ-КЛАСТЕР химкластер"), status=303))
    page = _text(client_of_official.post("/organisations/new", _sent(name_ru="«химкластер»"), status=422))
    assert f"/organisations/{made.id}" in page
    assert 'name="anyway"' in page
    assert len(_all()) == 2
    client_of_official.post("/organisations/new", _sent(name_ru="«химкластер»", anyway="1"), status=303)
    assert len(_all()) == 3


def test_a_viewer_is_offered_nothing_to_change(sign_in: Any, make_organisation: Make) -> None:
    made = make_organisation()
    client = sign_in("viewer")
    page = _text(client.get("/organisations")) + _text(client.get(f"/organisations/{made.id}"))
    for word in ("/organisations/new", "/edit", "/archive", "/contacts/new"):
        assert word not in page, word
    client.get("/organisations/new", status=403)
    client.post(f"/organisations/{made.id}/edit", _sent(), status=403)
    sign_in("observer").get(f"/organisations/{made.id}", status=403)


def test_who_edits_meanwhile_sees_both_versions(client_of_official: Client, make_organisation: Make) -> None:
    made = make_organisation(note="было")
    address = f"/organisations/{made.id}/edit"
    assert "было" in _text(client_of_official.get(address))
    sent = _sent(note="моё", version=str(made.version), seen=json.dumps({"note": "было"}))
    made.note = "чужое"
    db.session.flush()
    page = _text(client_of_official.post(address, sent, status=409))
    assert "чужое" in page
    assert "моё" in page
    mine = {**sent, "version": str(made.version)}
    client_of_official.post(address, mine, status=303)
    db.session.refresh(made)
    assert made.note == "моё"


def test_a_manager_archives_and_takes_it_back(
    sign_in: Any, client_of_official: Client, make_organisation: Make
) -> None:
    made = make_organisation("Химкластер")
    client_of_official.post(f"/organisations/{made.id}/archive", status=403)
    manager = sign_in("manager")
    answer = manager.post(f"/organisations/{made.id}/archive", status=303)
    page = _text(manager.get(answer.headers["Location"]))
    assert f"/organisations/{made.id}/restore" in page
    assert f'href="/organisations/{made.id}"' not in page
    assert "Химкластер" in _text(manager.get("/organisations?archived=yes"))
    manager.post(f"/organisations/{made.id}/restore", status=303)
    assert "Химкластер" in _text(manager.get("/organisations"))


def test_the_list_is_filtered_sorted_and_goes_out_as_it_is(client_of_official: Client, make_organisation: Make) -> None:
    make_organisation("Алмаз", kind="cluster")
    make_organisation("Ярмарка", kind="chamber", country="Brazil", note="x", phone="=1+1")
    for query, shown, hidden in (
        ("kind=cluster", "Алмаз", "Ярмарка"),
        ("country=BR", "Ярмарка", "Алмаз"),
        ("q=almaz", "Алмаз", "Ярмарка"),
    ):
        page = _text(client_of_official.get(f"/organisations?{query}"))
        assert shown in page, query
        assert hidden not in page, query
    page = _text(client_of_official.get("/organisations?sort=-name"))
    assert page.index("Ярмарка") < page.index("Алмаз")
    lines = _text(client_of_official.get("/organisations.csv?kind=chamber")).lstrip("\ufeff").splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
    assert client_of_official.get("/organisations.xlsx").data.startswith(b"PK")


def test_the_lookup_offers_to_create_only_to_who_may(sign_in: Any, make_organisation: Make) -> None:
    made = make_organisation("Химкластер")
    found = sign_in("official").get("/organisations/lookup?q=himklaster").json
    assert found["groups"][0]["options"][0]["id"] == str(made.id)
    assert "himklaster" in found["create"]
    assert sign_in("viewer").get("/organisations/lookup?q=himklaster").json["create"] is None
    assert sign_in("official").get("/organisations/lookup?q=%00").json["create"] is None


def test_its_people_stand_on_its_page(client_of_official: Client, make_organisation: Make, official: User) -> None:
    made = make_organisation()
    contacts.create_named("Жуан Силва", by=official, organisation=made, post="секретарь")
    page = _text(client_of_official.get(f"/organisations/{made.id}"))
    assert "Жуан Силва" in page
    assert "секретарь" in page
    assert f"/contacts/new?organisation={made.id}" in page
    assert f'href="/contacts?organisation={made.id}"' in page


def test_another_municipalitys_organisation_is_unknown(
    sign_in: Any, make_user: Any, make_organisation: Make, other_city: Municipality
) -> None:
    made = make_organisation("Химкластер")
    stranger = sign_in(make_user("admin", municipality=other_city))
    for number in (made.id, made.id + 10**6):
        stranger.get(f"/organisations/{number}", status=404)
        stranger.get(f"/organisations/{number}/edit", status=404)
        for verb in ("archive", "restore"):
            stranger.post(f"/organisations/{number}/{verb}", status=404)
    assert "Химкластер" not in _text(stranger.get("/organisations")) + _text(stranger.get("/organisations.csv"))
    assert stranger.get("/organisations/lookup?q=химкластер").json["groups"] == []
    stranger.post("/organisations/new", _sent(name_ru="Химкластер"), status=303)


def test_pages_of_organisations_cost_the_same_with_many_rows(
    client_of_official: Client, make_organisation: Make, official: User, counted: Any
) -> None:
    def visit(address: str) -> int:
        asked = counted()
        client_of_official.get(address)
        return len(asked)

    made = make_organisation()
    contacts.create_named("Первый", by=official, organisation=made)
    db.session.flush()
    addresses = ("/organisations", f"/organisations/{made.id}", "/organisations.csv", "/organisations/lookup?q=орг")
    client_of_official.get("/organisations")
    few = [visit(address) for address in addresses]
    for number in range(8):
        make_organisation(f"Организация {number}", country="Brazil")
        contacts.create_named(f"Человек {number}", by=official, organisation=made, post="x")
    db.session.flush()
    assert [visit(address) for address in addresses] == few
    assert max(few) <= 11  # a statement for each part of another slice
