"""The pages of gifts, as people of each role get them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.gifts.conftest import NOW
from tracker.gifts.models import Gift
from tracker.kernel import clock
from tracker.kernel.db import db

HOSTILE = "<script>alert(1)</script>\x00\u202e “quoted” & 'x' {{ 7*7 }} %s"


@pytest.fixture(autouse=True)
def _standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def client(sign_in, official):
    return sign_in(official)


def _form(partner, **changes):
    return {
        "way": "given",
        "with_whom": [f"partner:{partner.id}"],
        "what": "Самовар",
        "passed_on": "20.11.2026",
        "currency": "RUB",
        "price": "2 900,50",
        "user_id": "",
        **changes,
    }


def _all():
    db.session.expire_all()
    return db.session.scalars(select(Gift).order_by(Gift.id)).all()


def test_a_gift_is_recorded_and_seen_on_the_partners_page(client, partner):
    assert "No gifts yet" in client.get("/gifts").text
    client.post("/gifts/new", _form(partner), status=303)
    (gift,) = _all()
    assert (gift.hundredths, gift.currency) == (290_050, "RUB")
    assert f"/gifts/{gift.id}" in client.get(f"/partners/{partner.id}").text
    client.get(f"/gifts/{gift.id}")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": ""}, "Fill this in."),
        ({"what": "x" * 501}, "At most 500 characters."),
        ({"with_whom": []}, "Fill this in."),
        ({"with_whom": ["partner:999999"]}, "not there any more"),
        ({"passed_on": "24.11.2026"}, "in the future"),
        ({"price": "много"}, "Write a sum like"),
        ({"price": "-1"}, "Write a sum like"),
        ({"currency": "XXX"}, "Choose one of the list."),
        ({"way": "received", "notified_on": "01.11.2026"}, "before the day of the gift"),
    ],
)
def test_bad_input_comes_back_with_its_message(client, partner, changes, said):
    assert said in client.post("/gifts/new", _form(partner, **changes), status=422).text
    assert _all() == []


def test_the_same_thing_is_given_twice_only_on_purpose(client, partner, exchange):
    exchange(what="Тульский самовар", occasion="День города")
    page = client.post("/gifts/new", _form(partner), status=422).text
    assert "something like this before" in page
    assert "День города" in page
    assert "Record anyway" in page
    client.post("/gifts/new", _form(partner, anyway="1"), status=303)
    client.post("/gifts/new", _form(partner, what="Шкатулка"), status=303)
    client.post("/gifts/new", _form(partner, way="received"), status=303)
    assert len(_all()) == 4


def test_while_typing_the_form_shows_what_was_given_before(client, partner, exchange):
    exchange(what="Тульский самовар")
    exchange(what="Шкатулка")
    address = f"/gifts/before?way=given&with_whom=partner:{partner.id}"
    shown = client.get(f"{address}&what=самов").text
    assert "Шкатулка" in shown
    assert shown.count("the same?") == 1
    assert shown.index("самовар") < shown.index("Шкатулка")
    assert client.get(f"{address}&what=").text.count("the same?") == 0
    assert client.get("/gifts/before?way=received&with_whom=partner:1").text == ""
    assert client.get("/gifts/before?way=given&with_whom=partner:999999&with_whom=x").text.strip() == ""


def test_hostile_words_are_words(client, partner):
    client.post("/gifts/new", _form(partner, what=HOSTILE, note=HOSTILE), status=303)
    for address in (f"/gifts/{_all()[0].id}", "/gifts", f"/partners/{partner.id}"):
        assert "<script>alert" not in client.get(address).text


def test_a_received_one_is_edited_and_what_is_due_narrows_the_list(client, partner, exchange, official):
    gift = exchange(way="received", what="Ваза")
    assert "Ваза" in client.get("/gifts?duty=report").text
    form = _form(partner, way="received", what="Ваза", notified_on="23.11.2026", user_id=str(official.id))
    form |= {"version": str(gift.version), "seen": "{}"}
    client.post(f"/gifts/{gift.id}/edit", form, status=303)
    assert "Ваза" not in client.get("/gifts.csv?duty=report").get_data().decode("utf-8-sig")
    client.post(f"/gifts/{gift.id}/edit", form, status=409)
    client.post(f"/gifts/{gift.id}/archive", status=303)
    assert "Ваза" in client.get("/gifts?archived=yes").text


def test_a_viewer_reads_and_the_observer_never_sees_them(sign_in, partner, exchange):
    gift = exchange()
    assert "/gifts/new" not in sign_in("viewer").get(f"/gifts/{gift.id}").text
    observer = sign_in("observer")
    for address in ("/gifts", f"/gifts/{gift.id}", "/gifts.csv"):
        observer.get(address, status=403)
    assert "Самовар" not in observer.get(f"/partners/{partner.id}").text
