from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests import factories
from tracker.interests import actions
from tracker.interests.kinds import State
from tracker.interests.models import Interest
from tracker.negotiations.models import Negotiation

pytestmark = pytest.mark.usefixtures("at_noon")
NEW = {"direction": "theirs", "kind": "product", "what": "Капролактам", "voiced_on": "23.11.2026"}


def test_an_interest_is_kept_with_sector_and_worth(sign_in, official, session):
    partner = factories.make_partnership(official)
    client = sign_in(official)
    sent = {**NEW, "who": f"partner:{partner.id}", "sector": "20", "value": "2 500 000,50", "currency": "USD",
            "responsible_id": str(official.id)}  # fmt: skip
    answer = client.post("/interests/new", sent, status=303)
    page = client.get(answer.location).text
    assert "20 · Chemicals" in page
    assert "2,500,000.50\xa0USD" in page
    assert "Капролактам" in client.get(f"/partners/{partner.id}").text
    assert session.scalars(select(Interest)).one().value == 250_000_050


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("what", ""), ("what", "ы" * 501), ("who", "partner:999999999"), ("who", ""), ("sector", "04"),
        ("value", "много"), ("voiced_on", "24.11.2026"), ("event_id", "999999999"), ("matches", "999999999"),
        ("direction", "sideways"), ("kind", "wish"), ("responsible_id", "1e9"),
    ],
)  # fmt: skip
def test_bad_input_comes_back_with_everything_typed(sign_in, official, session, name, value):
    partner = factories.make_partnership(official)
    sent = {**NEW, "who": f"partner:{partner.id}", "responsible_id": str(official.id), "details": "кое-что важное"}
    answer = sign_in(official).post("/interests/new", {**sent, name: value})
    if name == "sector":
        assert answer.status_code == 303, "an unknown code is not taken, as nothing picked"
        return
    assert answer.status_code == 422
    assert "кое-что важное" in answer.text
    assert session.scalars(select(Interest)).all() == []


def test_one_press_begins_the_talks(sign_in, official, make_interest, session):
    made = make_interest()
    client = sign_in(official)
    page = client.get(f"/interests/{made.id}").text
    assert f'name="partner" value="{made.partnership_id}"' in page, "the button carries all that is needed"
    sent = {"partner": str(made.partnership_id), "subject": made.what, "responsible_id": str(official.id)}
    answer = client.post(f"/interests/{made.id}/talks", sent, status=303)
    talks = session.scalars(select(Negotiation)).one()
    assert answer.location.endswith(f"/negotiations/{talks.id}")
    assert made.what in client.get(answer.location).text
    client.post(f"/interests/{made.id}/talks", sent, status=422)
    assert len(session.scalars(select(Negotiation)).all()) == 1


def test_a_viewer_reads_and_does_not_write(sign_in, make_interest):
    made = make_interest()
    client = sign_in("viewer")
    page = client.get(f"/interests/{made.id}").text
    assert "/talks" not in page
    client.post(f"/interests/{made.id}/drop", {"reason": "x"}, status=403)


def test_the_list_is_filtered_by_a_section_and_leaves_as_filtered(sign_in, official, make_interest):
    make_interest()
    school = make_interest(what="Школьный обмен", sector="85")
    client = sign_in(official)
    page = client.get("/interests?sector=C").text
    assert "Реагенты" in page
    assert "Школьный обмен" not in page
    actions.drop(school, by=official, reason="нет денег")
    exported = client.get("/interests.csv?state=dropped&cols=what,reason").text
    assert "нет денег" in exported
    assert "Реагенты" not in exported


def test_an_organisation_is_matched_and_the_match_undone(sign_in, official, make_interest):
    from tracker.organisations import actions as organisations

    made, home = make_interest(), organisations.create_named("Реагенты Плюс", by=official)
    client = sign_in(official)
    page = client.get(f"/interests/{made.id}").text
    assert "Реагенты Плюс" in page, "it is suggested by its words"
    answer = client.post(f"/interests/{made.id}/match", {"organisation": str(home.id)}, status=303)
    assert f"unmatch?organisation={home.id}" in client.get(answer.location).text
    client.post(f"/interests/{made.id}/unmatch?organisation={home.id}", status=303)
    client.post(f"/interests/{made.id}/match", {"organisation": "999999999"}, status=404)


def test_many_are_dropped_with_one_reason_handed_over_and_brought_back(
    sign_in, official, manager, make_interest, session
):
    live, other, dropped = make_interest(), make_interest(what="Полимеры"), make_interest(what="Старое")
    actions.drop(dropped, by=official, reason="нет ответа")
    session.commit()
    address = "/bulk?list=interests&do={}&" + "&".join(f"id={one.id}" for one in (live, other, dropped))
    client = sign_in(manager)
    assert "This interest was dropped" in client.get(address.format("assign")).text
    rows = [f"{one.id}:{one.version}" for one in (live, other)]
    assert "Fill this in." in client.get(address.format("drop") + "&answered=1&reason=+").text
    client.post(address.format("drop"), {"row": rows, "answered": "1", "reason": " "}, status=422)
    sent = {"row": rows, "answered": "1", "reason": "не наш профиль"}
    answer = client.post(address.format("drop"), sent, status=303)
    session.expire_all()
    assert {one.dropped_reason for one in (live, other)} == {"не наш профиль"}
    assert {one.state for one in (live, other, dropped)} == {State.DROPPED}
    undo = re.search(r'(/bulk/\d+/undo[^"]*)"', client.get(answer.headers["Location"]).text)
    client.post(undo[1].replace("&amp;", "&"), status=303)
    session.expire_all()
    assert [one.state for one in (live, other, dropped)] == [State.OPEN, State.OPEN, State.DROPPED]
    client.post(
        address.format("assign"), {"row": [f"{live.id}:{live.version}"], "responsible_id": manager.id}, status=303
    )
    session.expire_all()
    assert (live.responsible_id, other.responsible_id) == (manager.id, official.id)
