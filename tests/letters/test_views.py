"""The pages of the register of letters, as people of each role get them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests import factories
from tests.letters.conftest import NOW
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.letters.models import Letter
from tracker.organisations import actions as organisations

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
        "direction": "incoming",
        "number": "01-27/5",
        "registered_on": "20.11.2026",
        "with_whom": [f"partner:{partner.id}"],
        "new_as": "person",
        "subject": "О перечне продукции",
        "language": "ru",
        "translation": "not_needed",
        "responsible_id": "",
        "delivery": "",
        **changes,
    }


def _only():
    db.session.expire_all()
    return db.session.scalars(select(Letter)).one()


def test_an_empty_register_offers_the_first_step(client):
    page = client.get("/letters").text
    assert "No letters yet" in page
    assert 'class="nav__a is-open" href="/interactions"' in page
    assert 'href="/letters" aria-current="page"' in page


def test_a_letter_is_registered_and_seen_on_the_partners_page(client, partner):
    assert 'value="1"' in client.get("/letters/new").text
    client.post("/letters/new", _form(partner, answer_due_on="30.11.2026"), status=303)
    page = client.get(f"/partners/{partner.id}").text
    assert "1 to be answered" in page
    assert f"/letters/{_only().id}" in page
    assert "in. 01-27/5" in client.get(f"/interactions/{_only().interaction_id}").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": ""}, "Fill this in."),
        ({"number": "9" * 101}, "At most 100 characters."),
        ({"registered_on": "24.11.2026"}, "today at the latest"),
        ({"written_on": "21.11.2026"}, "after the day of the registration"),
        ({"answer_due_on": "19.11.2026"}, "before the day of the registration"),
        ({"with_whom": []}, "Fill this in."),
        ({"with_whom": ["partner:999999"]}, "not there any more"),
        ({"language": "pt"}, "needs a translation"),
        ({"language": "xx"}, "Choose one of the list."),
        ({"reply_to": "999999"}, "not there any more"),
        ({"about": "agreement:999999"}, "not there any more"),
        ({"subject": ""}, "Fill this in."),
    ],
)
def test_bad_input_comes_back_with_its_message(client, partner, changes, said):
    page = client.post("/letters/new", _form(partner, **changes), status=422).text
    assert said in page
    assert db.session.scalars(select(Letter)).all() == []


def test_a_taken_number_is_told_with_the_free_one(client, partner, register):
    register()
    page = client.post("/letters/new", _form(partner), status=422).text
    assert "The next free one is 01-27/6." in page
    assert client.get("/letters/free-number?direction=incoming&registered_on=1.12.2026").get_json() == {
        "number": "01-27/6"
    }
    assert client.get("/letters/free-number?direction=x&registered_on=y").get_json() == {"number": "01-27/6"}


def test_new_people_are_made_on_the_way(client, partner):
    client.post("/letters/new", _form(partner, with_whom=[f"partner:{partner.id}", "new:Ана Соуза"]), status=303)
    assert "Ана Соуза" in client.get(f"/letters/{_only().id}").text


def test_hostile_words_are_words(client, partner):
    client.post("/letters/new", _form(partner, subject=HOSTILE, text=HOSTILE, their_number="=1+1"), status=303)
    for address in (f"/letters/{_only().id}", "/letters", f"/partners/{partner.id}"):
        page = client.get(address).text
        assert "<script>alert" not in page
    assert "'=1+1" in client.get("/letters.csv?cols=number,their_number").get_data().decode("utf-8-sig")


def test_a_reply_is_opened_with_what_is_known(client, partner, register):
    first = register(subject="Вопросы по перечню", answer_due_on=NOW.date())
    page = client.get(f"/letters/new?direction=outgoing&reply_to={first.id}").text
    assert "Вопросы по перечню" in page
    form = _form(partner, direction="outgoing", number="1", reply_to=str(first.id), registered_on="23.11.2026")
    client.post(f"/letters/new?direction=outgoing&reply_to={first.id}", form, status=303)
    page = client.get(f"/letters/{first.id}").text
    assert "Correspondence" in page
    assert "out. 1" in page


def test_an_agreement_tells_its_letters(client, partner, official):
    agreement = factories.make_agreement(official, today=NOW.date(), partnership_id=partner.id)
    client.post("/letters/new", _form(partner, about=f"agreement:{agreement.id}"), status=303)
    page = client.get(f"/agreements/{agreement.id}").text
    assert page.count("О перечне продукции") >= 2, "beside and in the history"
    assert agreement.title in client.get(f"/letters/{_only().id}").text


def test_contacts_and_organisations_show_their_letters(client, partner, official):
    chamber = organisations.create_named("Торговая палата", by=official, country_id=partner.country_id)
    client.post("/letters/new", _form(partner, with_whom=[f"organisation:{chamber.id}"]), status=303)
    assert f"/letters/{_only().id}" in client.get(f"/organisations/{chamber.id}").text


def test_a_logged_letter_is_registered_from_its_page(client, official, partner):
    logged = factories.make_interaction(official, partner=partner, kind="letter_in", subject="Пришло письмо")
    address = f"/letters/new?interaction={logged.id}"
    assert address in client.get(f"/interactions/{logged.id}").text
    assert "Пришло письмо" in client.get(address).text
    client.post(address, _form(partner), status=303)
    assert _only().interaction_id == logged.id
    meeting = factories.make_interaction(official, partner=partner)
    assert "/letters/new?interaction" not in client.get(f"/interactions/{meeting.id}").text


def test_the_number_is_not_changed_on_the_interactions_page(client, partner, register):
    letter = register()
    form = {
        "kind": "letter_in",
        "with_whom": [f"partner:{partner.id}"],
        "new_as": "person",
        "subject": "О перечне",
        "when": "20.11.2026",
        "registry_number": "77",
        "next_step_by_id": "",
    }
    page = client.post(f"/interactions/{letter.interaction_id}/edit", form, status=422).text
    assert "The register of letters says this" in page
    assert _only().interaction.registry_number == "01-27/5"


def test_answered_otherwise_and_back(client, register):
    letter = register(answer_due_on=NOW.date())
    client.post(f"/letters/{letter.id}/answered", {"answered_on": "24.11.2026"}, status=422)
    client.post(f"/letters/{letter.id}/answered", {"answered_on": "23.11.2026", "note": "по телефону"}, status=303)
    assert "по телефону" in client.get(f"/letters/{letter.id}").text
    client.post(f"/letters/{letter.id}/not-answered", status=303)
    assert _only().waits


def test_a_letter_is_corrected_and_two_at_once_see_both(client, partner, register, official):
    letter = register()
    form = _form(partner, subject="Исправлено", version=str(letter.version), seen="{}")
    client.post(f"/letters/{letter.id}/edit", form, status=303)
    assert _only().subject == "Исправлено"
    client.post(f"/letters/{letter.id}/edit", {**form, "subject": "Ещё раз"}, status=409)


def test_the_register_is_narrowed_and_leaves_as_filtered(client, register):
    register(answer_due_on=NOW.date().replace(day=21))
    register(direction="outgoing", number="8", language="pt", translation="made")

    def numbers(query):
        text = client.get(f"/letters.csv?cols=number&{query}").get_data().decode("utf-8-sig")
        return {line.strip('"\r') for line in text.split("\n")[1:] if line}

    assert numbers("") == {"in. 01-27/5", "out. 8"}
    assert numbers("direction=outgoing") == {"out. 8"}
    assert numbers("answer=overdue") == numbers("answer=waiting") == {"in. 01-27/5"}
    assert numbers("answer=answered") == numbers("answer=soon") == set()
    assert numbers("language=pt&translation=made&year=2026") == {"out. 8"}
    assert numbers("q=перечн") == {"in. 01-27/5", "out. 8"}


def test_a_viewer_reads_and_the_observer_does_not(sign_in, register, partner):
    letter = register()
    viewer = sign_in("viewer")
    assert "/letters/new" not in viewer.get(f"/letters/{letter.id}").text
    viewer.post("/letters/new", _form(partner), status=403)
    observer = sign_in("observer")
    observer.get("/letters", status=403)
    assert "О перечне" not in observer.get(f"/partners/{partner.id}").text
