from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from tests import factories
from tests.events.conftest import TODAY
from tracker.events import actions
from tracker.events.models import Event

pytestmark = pytest.mark.usefixtures("at_noon")
NEW = {"kind": "forum", "title_ru": "Форум", "starts_on": "01.12.2026", "needs_report": "y"}


def test_an_event_is_planned_and_shown(sign_in, official, session, campinas):
    client = sign_in(official)
    sent = {
        **NEW, "starts_time": "9.30", "city_id": str(campinas.id), "responsible_id": str(official.id),
    }  # fmt: skip
    answer = client.post("/events/new", sent, status=303)
    page = client.get(answer.location).text
    made = session.scalars(select(Event)).one()
    assert (made.starts_time, made.zone, made.ends_on) == ("09:30", "America/Sao_Paulo", date(2026, 12, 1))
    assert "15:30" in page, "our own hour is shown beside that of the place"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "wedding"), ("title_ru", "ы" * 301), ("starts_on", "31.02.2026"), ("starts_on", "01.12.0026"), ("starts_on", ""),
        ("ends_on", "30.11.2026"), ("starts_time", "25:00"), ("city_id", "999999999"), ("host", "partner:999999999"),
        ("host", "country:1"), ("responsible_id", "999999999"), ("level", "royal"),
    ],
)  # fmt: skip
def test_bad_input_comes_back_with_everything_typed(sign_in, official, session, name, value):
    sent = {**NEW, "responsible_id": str(official.id), "note": "кое-что важное", name: value}
    page = sign_in(official).post("/events/new", sent, status=422).text
    assert "кое-что важное" in page
    assert "field__error" in page
    assert session.scalars(select(Event)).all() == []


def test_hostile_words_are_only_words(sign_in, official, make_event):
    made = make_event(title_ru="<script>alert(1)</script>", place="=cmd()|' /C calc'!A0", city_id=None)
    client = sign_in(official)
    assert "<script>alert" not in client.get(f"/events/{made.id}").text
    assert "'=cmd()" in client.get("/events.csv?cols=place").text


def test_a_form_sent_twice_plans_one_event(sign_in, official, session):
    client = sign_in(official)
    sent = {**NEW, "responsible_id": str(official.id), "form_key": "the-same-key"}
    first, second = client.post("/events/new", sent, status=303), client.post("/events/new", sent, status=303)
    assert first.location == second.location
    assert len(session.scalars(select(Event)).all()) == 1


def test_the_programme_is_typed_line_by_line(sign_in, official, make_event, session):
    made = make_event()
    client = sign_in(official)
    sent = {
        "version": str(made.version),
        "programme-0-happens_on": "20.11.2026", "programme-0-starts_time": "10:00", "programme-0-what": "Открытие",
        "programme-1-happens_on": "21.11.2026", "programme-1-starts_time": "12:00", "programme-1-what": "Обед",
        "programme-2-happens_on": "21.11.2026",
    }  # fmt: skip
    more = client.post(f"/events/{made.id}/programme", {**sent, "more": "programme"}, status=422).text
    assert "programme-3-what" in more
    less = client.post(f"/events/{made.id}/programme", {**sent, "less": "programme-0"}, status=422).text
    assert 'id="programme-0-what"' not in less
    assert 'value="Обед"' in less
    assert made.programme == []
    client.post(f"/events/{made.id}/programme", sent, status=303)
    session.refresh(made)
    assert [item.what for item in made.programme] == ["Открытие", "Обед"]
    page = client.get(f"/events/{made.id}/programme/print").text
    assert page.index("Открытие") < page.index("Обед")


def test_a_line_outside_the_days_of_the_event_is_refused_beside_the_rows(sign_in, official, make_event):
    made = make_event()
    sent = {"programme-0-happens_on": "25.11.2026", "programme-0-starts_time": "10:00", "programme-0-what": "Поздно"}
    page = sign_in(official).post(f"/events/{made.id}/programme", sent, status=422).text
    assert "Поздно" in page
    assert "field__error" in page


def test_a_delegation_is_entered_with_names_that_are_not_known(sign_in, official, make_event):
    made = make_event()
    partner = factories.make_partnership(official)
    client = sign_in(official)
    sent = {
        "of": f"partner:{partner.id}", "arrives_on": "20.11.2026", "arrives_time": "9:40",
        "members-0-who": "new:Андрей Каминский", "members-0-post": "мэр", "members-0-is_head": "y",
        "members-1-who": f"user:{official.id}",
    }  # fmt: skip
    client.post(f"/events/{made.id}/delegations/new", sent, status=303)
    page = client.get(f"/events/{made.id}").text
    assert "Андрей Каминский" in page
    assert "head of the delegation · мэр" in page
    assert [row.position for row in made.delegations[0].members] == [1, 2]


def test_costs_are_summed_by_currency(sign_in, official, make_event):
    made = make_event()
    client = sign_in(official)
    sent = {
        "costs-0-what": "Автобус", "costs-0-currency": "RUB", "costs-0-planned": "18 000", "costs-0-actual": "17 400,50",
        "costs-1-what": "Стенд", "costs-1-currency": "EUR", "costs-1-planned": "2400",
        "costs-2-what": "Сувениры", "costs-2-currency": "RUB", "costs-2-planned": "2000",
    }  # fmt: skip
    client.post(f"/events/{made.id}/costs", sent, status=303)
    page = client.get(f"/events/{made.id}").text
    assert "20,000\xa0RUB" in page
    assert "17,400.50\xa0RUB" in page
    refused = client.post(f"/events/{made.id}/costs", {**sent, "costs-0-planned": "много"}, status=422).text
    assert "много" in refused


def test_the_observer_sees_no_event_and_no_costs(sign_in, make_event):
    made = make_event()
    client = sign_in("observer")
    for address in ("/events", "/events.csv", f"/events/{made.id}", f"/events/{made.id}/programme/print"):
        client.get(address, status=403)


def test_the_second_to_save_is_shown_both_versions(sign_in, official, make_event):
    made = make_event()
    opened = made.version
    actions.edit(made, by=official, version=None, answers={"kind": "forum", "title_ru": "Иначе", "starts_on": TODAY})
    sent = {**NEW, "responsible_id": str(official.id), "version": str(opened)}
    page = sign_in(official).post(f"/events/{made.id}/edit", sent, status=409).text
    assert "Иначе" in page


def test_an_interaction_is_logged_at_the_event_that_is_on(sign_in, official, make_event, session):
    made = make_event(starts_on=TODAY, ends_on=TODAY)
    client = sign_in(official)
    page = client.get("/interactions/new").text
    assert f'name="event_id" value="{made.id}"' in page
    assert 'data-only-for="meeting visit"' in page, "another kind picked in the form leaves it alone"
    assert 'name="event_id"' not in client.get("/interactions/new?kind=call").text
    assert f'value="{made.id}"' in client.get(f"/interactions/new?kind=call&event={made.id}").text, "asked for by name"
    partner = factories.make_partnership(official)
    sent = {"kind": "meeting", "with_whom": f"partner:{partner.id}", "new_as": "person", "subject": "Просят каталог",
            "when": "сегодня", "event_id": str(made.id)}  # fmt: skip
    client.post("/interactions/new", sent, status=303)
    assert "Просят каталог" in client.get(f"/events/{made.id}").text
    assert "Просят каталог" in client.get(f"/interactions?event={made.id}").text


def test_another_citys_event_cannot_be_picked(sign_in, official, session, other_city, make_user):
    from tracker.kernel.tenancy import acting_for

    with acting_for(other_city.id):
        theirs = actions.plan(
            by=make_user("official", other_city),
            answers={"kind": "forum", "title_ru": "Чужой", "starts_on": TODAY},
        )
    partner = factories.make_partnership(official)
    sent = {"kind": "meeting", "with_whom": f"partner:{partner.id}", "new_as": "person", "subject": "Чужое",
            "when": "сегодня", "event_id": str(theirs.id)}  # fmt: skip
    sign_in(official).post("/interactions/new", sent, status=422)


def test_a_partners_page_tells_of_events(sign_in, official, make_event):
    partner = factories.make_partnership(official)
    make_event(host_partnership_id=partner.id)
    client = sign_in(official)
    assert client.get(f"/partners/{partner.id}").text.count("Forum of cities") == 1, "at the side"
    assert client.get(f"/partners/{partner.id}?shown=events").text.count("Forum of cities") == 2, "in the timeline too"


def test_empty_rows_stand_ready_where_several_are_usual(sign_in, official, make_event):
    made = make_event()
    client = sign_in(official)
    for page, last in (("costs", "costs-2-what"), ("delegations/new", "members-2-post")):
        assert f'name="{last}"' in client.get(f"/events/{made.id}/{page}").text
