from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.event_mode.conftest import NOW
from tracker.contacts.models import Contact
from tracker.events import actions as events
from tracker.interactions.models import Interaction
from tracker.interests.models import Interest
from tracker.kernel import clock
from tracker.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("at_noon")
JSON = {"headers": {"Accept": "application/json"}}
CARD = {"name": "Рафаэл Мораис", "post": "советник", "organisation": "Союз химиков", "way": "r@sp.example",
        "interest": "Капролактам", "follow_up": "letter", "interest_kind": "product", "place": "Ярмарка"}  # fmt: skip


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_one_form_puts_in_contact_organisation_interest_and_follow_up(sign_in, official, forum, session):
    sign_in(official).post(f"/event-mode/{forum.id}", CARD, status=303)
    person = session.scalars(select(Contact)).one()
    assert (person.posts[0].title_ru, person.posts[0].organisation.name_ru) == ("советник", "Союз химиков")
    assert person.ways[0].value == "r@sp.example"
    logged = session.scalars(select(Interaction)).one()
    assert (logged.event_id, logged.subject, logged.place) == (forum.id, "Капролактам", "Ярмарка")
    assert logged.next_step == "Write a letter: Рафаэл Мораис"
    assert logged.next_step_on == date(2026, 11, 30)
    wish = session.scalars(select(Interest)).one()
    assert (wish.what, wish.contact_id, wish.event_id, wish.interaction_id) == (
        "Капролактам", person.id, forum.id, logged.id,
    )  # fmt: skip


def test_the_form_for_the_next_card_remembers_place_and_sender(sign_in, official, forum):
    client = sign_in(official)
    answer = client.post(f"/event-mode/{forum.id}", {**CARD, "place": "Зал 2", "follow_up": "call"}, status=303)
    page = client.get(answer.location).text
    assert 'value="Зал 2"' in page
    assert page.index("Союз химиков") < page.index("Grodno"), "who came last is offered first"
    assert 'value="call" checked' in page


def test_a_delegation_is_known_by_its_name_in_either_script(sign_in, official, forum, session):
    for name in ("Гродно", "Grodno"):
        sign_in(official).post(
            f"/event-mode/{forum.id}", {**CARD, "name": f"Гость {name}", "organisation": name}, status=303
        )
    assert count(session, Organisation) == 0, "a partner is no organisation"
    partner = forum.delegations[0].partnership_id
    assert set(session.scalars(select(Interaction.partnership_id))) == {partner}
    assert {post.body for one in session.scalars(select(Contact)) for post in one.posts} == {"Гродно", "Grodno"}


def test_an_organisation_is_made_once_for_many_cards(sign_in, official, forum, session):
    client = sign_in(official)
    for number in range(3):
        client.post(f"/event-mode/{forum.id}", {**CARD, "name": f"Гость номер {number}", "way": ""}, status=303)
    assert count(session, Organisation) == 1


def test_a_double_is_told_and_not_held_back(sign_in, official, forum, session):
    client = sign_in(official)
    client.post(f"/event-mode/{forum.id}", CARD, status=303)
    told = client.post(f"/event-mode/{forum.id}", CARD, status=200, **JSON).json
    assert "Рафаэл Мораис" in told["double"]["text"]
    assert told["count"] == 2
    assert count(session, Contact) == 2


def test_a_person_who_is_known_is_not_made_again_and_nothing_of_the_card_is_lost(sign_in, official, forum, session):
    client = sign_in(official)
    client.post(f"/event-mode/{forum.id}", CARD, status=303)
    known = client.get("/event-mode/known?q=Рафаэл Мораис").json["people"]
    again = {**CARD, "contact_id": str(known[0]["id"]), "post": "министр", "way": "+55 11 5555-0000"}
    client.post(f"/event-mode/{forum.id}", again, status=303)
    assert count(session, Contact) == 1
    latest = session.scalars(select(Interaction).order_by(Interaction.id.desc())).first()
    assert "министр" in latest.text
    assert "+55 11 5555-0000" in latest.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "ы" * 201),
        ("way", "r@"),
        ("day", "32.13."),
        ("follow_up", "dance"),
        ("contact_id", "999999999"),
    ],
)
def test_a_refused_card_leaves_nothing_and_says_why(sign_in, official, forum, session, name, value):
    client = sign_in(official)
    answer = client.post(f"/event-mode/{forum.id}", {**CARD, name: value}, **JSON)
    assert answer.status_code in {404, 422}
    if answer.status_code == 422:
        assert answer.json["errors"][name]
    page = client.post(f"/event-mode/{forum.id}", {**CARD, name: value})
    assert page.status_code in {404, 422}
    for model in (Contact, Interaction, Interest, Organisation):
        assert count(session, model) == 0


def test_a_card_sent_again_is_carried_out_once(sign_in, official, forum, session):
    client = sign_in(official)
    sent = {**CARD, "form_key": "a-key-of-the-phone"}
    client.post(f"/event-mode/{forum.id}", sent, status=200, **JSON)
    again = client.post(f"/event-mode/{forum.id}", sent, status=303, **JSON)
    assert again.location == f"/event-mode/{forum.id}", "the script takes this for sent"
    assert count(session, Contact) == count(session, Interaction) == count(session, Interest) == 1


def test_a_card_refused_keeps_its_key_for_the_mended_one(sign_in, official, forum, session):
    client = sign_in(official)
    sent = {**CARD, "form_key": "a-key-of-the-phone"}
    client.post(f"/event-mode/{forum.id}", {**sent, "way": "r@"}, status=422, **JSON)
    client.post(f"/event-mode/{forum.id}", sent, status=200, **JSON)
    assert count(session, Interaction) == 1


def test_a_card_that_waited_tells_when_it_was_taken(sign_in, official, forum, session):
    taken = (NOW - timedelta(hours=20)).isoformat().replace("+00:00", "Z")
    sign_in(official).post(f"/event-mode/{forum.id}", {**CARD, "taken_at": taken, "day": "22.11.2026"}, status=303)
    logged = session.scalars(select(Interaction)).one()
    assert logged.happened_at == NOW - timedelta(hours=20)


def test_cards_are_entered_in_the_evening_after_but_not_before(sign_in, official, forum, session):
    late = datetime(2026, 11, 26, 18, tzinfo=NOW.tzinfo)
    with clock.standing_at(late):
        sign_in(official).post(f"/event-mode/{forum.id}", {**CARD, "day": "24.11.2026"}, status=303)
    assert session.scalars(select(Interaction)).one().happened_on == date(2026, 11, 24)
    coming = events.plan(by=official, answers={"kind": "forum", "title_ru": "Скоро", "starts_on": date(2026, 12, 5)})
    page = sign_in(official).post(f"/event-mode/{coming.id}", CARD, status=422).text
    assert "has not begun" in page


def test_the_button_is_the_main_one_while_it_is_on_and_stays_for_a_week(sign_in, official, forum):
    address = f'href="/event-mode/{forum.id}"'
    looks = {}
    for day in (21, 23, 26, 30):
        with clock.standing_at(NOW.replace(day=day)):
            page = sign_in(official).get(f"/events/{forum.id}").get_data(as_text=True)
        looks[day] = "main" if f'btn--primary" {address}' in page else "beside" if address in page else ""
    assert looks == {21: "", 23: "main", 26: "beside", 30: "beside"}
    with clock.standing_at(datetime(2026, 12, 2, 9, tzinfo=NOW.tzinfo)):
        assert address not in sign_in(official).get(f"/events/{forum.id}").get_data(as_text=True)


def test_the_page_a_phone_keeps_holds_no_people(sign_in, official, forum):
    client = sign_in(official)
    client.post(f"/event-mode/{forum.id}", CARD, status=303)
    assert "Мораис" in client.get(f"/event-mode/{forum.id}").text
    assert "Мораис" not in client.get(f"/event-mode/{forum.id}?kept=1").text


def test_at_the_only_event_one_is_there_at_once(sign_in, official, forum):
    answer = sign_in(official).get("/event-mode", status=303)
    assert answer.location == f"/event-mode/{forum.id}"


def test_the_line_says_who_is_signed_in(sign_in, official, client):
    assert sign_in(official).get("/event-mode/line").json["user"] == official.id
    assert client.get("/event-mode/line", status=302).location.startswith("/sign-in")
