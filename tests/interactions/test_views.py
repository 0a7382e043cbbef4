"""The pages of interactions, as people of each role get them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from tests import factories
from tracker.contacts import actions as contacts
from tracker.contacts.models import Contact
from tracker.interactions.kinds import Kind
from tracker.interactions.models import Interaction
from tracker.interactions.rules import When
from tracker.kernel import find
from tracker.kernel.db import db
from tracker.negotiations import actions as negotiations
from tracker.organisations.models import Organisation

HOSTILE = "<script>alert(1)</script>\x00\u202e “quoted” & 'x' {{ 7*7 }} %s"
PAST = "12.11.2024 10:00"


def _text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def client(sign_in, official):
    return sign_in(official)


def _new(partner, **changes):
    return {
        "kind": "call",
        "with_whom": [f"partner:{partner.id}"],
        "new_as": "person",
        "subject": "Просят каталог до пятницы",
        "when": PAST,
        "next_step_by_id": "",
        **changes,
    }


def _only():
    return db.session.scalars(select(Interaction)).one()


def test_an_empty_list_says_what_belongs_here_and_offers_the_first_step(client):
    page = _text(client.get("/interactions"))
    assert "Nothing is logged yet" in page
    assert "/interactions/new" in page


def test_a_call_is_logged_in_one_form(client, partner, official):
    answer = client.post("/interactions/new", _new(partner), status=303)
    assert answer.headers["Location"].endswith(f"/partners/{partner.id}")
    made = _only()
    assert (made.kind, made.subject, made.partnership_id) == (Kind.CALL, "Просят каталог до пятницы", partner.id)
    assert [one.user_id for one in made.participants] == [official.id]
    page = _text(client.get(f"/partners/{partner.id}"))
    assert "Просят каталог до пятницы" in page
    assert "12 November 2024, Tuesday" in page
    assert "10:00" in page


def test_a_new_person_is_made_on_the_way(client, partner):
    client.post(
        "/interactions/new", _new(partner, with_whom=[f"partner:{partner.id}", "new:Луиза Тейшейра"]), status=303
    )
    assert db.session.scalars(select(Contact)).one().name_ru == "Луиза Тейшейра"
    page = _text(client.get(f"/partners/{partner.id}"))
    assert "Call: Луиза Тейшейра" in page
    assert "/contacts/" in page


def test_a_new_organisation_is_made_on_the_way(client, partner):
    sent = _new(partner, with_whom=[f"partner:{partner.id}", "new:Союз химиков"], new_as="organisation")
    client.post("/interactions/new", sent, status=303)
    assert db.session.scalars(select(Organisation)).one().name_ru == "Союз химиков"
    assert db.session.scalars(select(Contact)).all() == []


def test_a_name_that_is_an_organisations_by_itself_is_one_and_takes_the_new_person(client, partner):
    new = [f"partner:{partner.id}", "new:Ассоциация «Дзержинскхимрегион»", "new:Луиза Тейшейра"]
    client.post("/interactions/new", _new(partner, with_whom=new), status=303)
    made = db.session.scalars(select(Organisation)).one()
    person = db.session.scalars(select(Contact)).one()
    assert (made.name_ru, person.name_ru) == ("Ассоциация «Дзержинскхимрегион»", "Луиза Тейшейра")
    assert [post.organisation_id for post in person.posts] == [made.id]


def test_without_scripts_a_typed_name_is_found_or_made(client, partner, contact):
    sent = _new(partner, **{"with_whom-text": "Мораис"})
    client.post("/interactions/new", sent, status=303)
    assert contact.id in {one.contact_id for one in _only().participants}
    sent = _new(partner, **{"with_whom-text": "Совсем Новый"})
    client.post("/interactions/new", sent, status=303)
    assert "Совсем Новый" in db.session.scalars(select(Contact.name_ru)).all()


def test_the_partner_is_inferred_from_a_contact(client, partner, contact):
    client.post("/interactions/new", _new(partner, with_whom=[f"contact:{contact.id}"]), status=303)
    assert _only().partnership_id == partner.id


def test_one_more_keeps_kind_partner_and_day(client, partner, official):
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химия"}, today=date(2024, 1, 1))
    sent = _new(partner, about=f"negotiation:{talks.id}", again="1")
    address = client.post("/interactions/new", sent, status=303).headers["Location"]
    page = _text(client.get(address))
    assert 'value="call" checked' in page
    assert f'value="partner:{partner.id}" checked' in page
    assert f'value="negotiation:{talks.id}" checked' in page
    assert 'value="12.11.2024"' in page
    assert "Logged." in page


def test_the_address_fills_the_form_with_what_it_names(client, partner, contact, official):
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химия"}, today=date(2024, 1, 1))
    page = _text(
        client.get(
            f"/interactions/new?partner={partner.id}&contact={contact.id}&negotiation={talks.id}&kind=video&subject=Привет"
        )
    )
    for word in ("City in the state of São Paulo", "Рафаэл Мораис", "Химия", 'value="video" checked', "Привет"):
        assert word in page, word


@pytest.mark.parametrize(
    "words", ["partner=999999", "partner=abc", "contact=1%00", "negotiation=-1", "kind=duel", "when=завтра", "partner="]
)
def test_an_address_that_names_nothing_gives_the_plain_form(client, words):
    page = _text(client.get(f"/interactions/new?{words}"))
    assert 'value="meeting" checked' in page
    assert '<label class="picked"' not in page


def test_a_form_sent_twice_logs_once(client, partner):
    sent = _new(partner, form_key="the-same-key-of-both")
    client.post("/interactions/new", sent, status=303)
    client.post("/interactions/new", sent, status=303)
    assert _only().subject == "Просят каталог до пятницы"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"with_whom": []}, "Fill this in."),
        ({"with_whom": ["partner:999999999"]}, "not there any more"),
        ({"with_whom": ["user:1"]}, "not there any more"),
        ({"with_whom": ["new:"]}, "Fill this in."),
        ({"subject": "  "}, "Fill this in."),
        ({"subject": "x" * 501}, "At most 500 characters."),
        ({"when": "когда-то"}, "Write a day and a time"),
        ({"when": ""}, "Fill this in."),
        ({"when": "01.01.2190"}, "lies in the future"),
        ({"when": "01.01.0900"}, "between 1800 and 2200"),
        ({"kind": "duel"}, "Choose one of the list."),
        ({"about": "negotiation:999"}, "not there any more"),
        ({"next_step_on": "27.11.2026"}, "Say what is to be done"),
        ({"next_step_on": "31.02"}, "This is no day."),
        ({"next_step": "x", "next_step_by_id": "999"}, "Choose one of the list."),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(client, partner, wrong, said):
    page = _text(client.post("/interactions/new", {**_new(partner, text="x"), "place": "y", **wrong}, status=422))
    assert said in page
    if "subject" not in wrong:
        assert "Просят каталог до пятницы" in page
    assert db.session.scalars(select(Interaction)).all() == []


def test_hostile_text_is_text(client, partner):
    sent = _new(partner, subject=HOSTILE, next_step=HOSTILE, with_whom=[f"partner:{partner.id}", f"new:{HOSTILE}"])
    client.post("/interactions/new", sent, status=303)
    made = _only()
    assert "\x00" not in made.subject
    for address in (
        f"/interactions/{made.id}",
        f"/interactions/{made.id}/edit",
        "/interactions",
        f"/partners/{partner.id}",
    ):
        page = _text(client.get(address))
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page


def test_a_partners_page_logs_one_line(client, partner):
    sent = {"partner": str(partner.id), "kind": "call", "subject": "Звонил Мораис, просит каталог"}
    answer = client.post("/interactions/quick", sent, status=303)
    page = _text(client.get(answer.headers["Location"]))
    assert "Звонил Мораис, просит каталог" in page
    assert f"/interactions/{_only().id}/archive" in page
    assert _only().has_time


def test_one_line_that_says_nothing_opens_the_whole_form(client, partner):
    for sent in ({"kind": "call", "subject": " "}, {"kind": "duel", "subject": "что-то"}, {"subject": "x" * 501}):
        answer = client.post("/interactions/quick", {"partner": str(partner.id), **sent}, status=303)
        assert "/interactions/new" in answer.headers["Location"]
        client.get(answer.headers["Location"])
    client.post("/interactions/quick", {"partner": "abc", "kind": "call", "subject": "x"}, status=404)
    assert db.session.scalars(select(Interaction)).all() == []


def test_the_page_of_an_entry_tells_all_of_it(client, partner, contact, log, official):
    talks = negotiations.start(by=official, partnership=partner, answers={"subject": "Химия"}, today=date(2024, 1, 1))
    made = log(
        partner=partner,
        contacts=[contact],
        kind="letter_in",
        registry_number="318",
        text="Solicitamos a lista\nВторая строка",
        place="Сан-Паулу",
        negotiation_id=talks.id,
        next_step="отправить каталог",
        next_step_on=date(2024, 11, 27),
    )
    page = _text(client.get(f"/interactions/{made.id}"))
    for word in ("Letter from them", "318", "Solicitamos", "Рафаэл Мораис", "Химия", "отправить каталог", "overdue"):
        assert word in page, word


def test_a_next_step_is_marked_done_with_a_word_and_undone(client, partner, log):
    made = log(partner=partner, next_step="отправить каталог")
    answer = client.post(f"/interactions/{made.id}/next-step-done", {"note": "ушло почтой"}, status=303)
    page = _text(client.get(answer.headers["Location"]))
    assert "Done: отправить каталог" in page
    assert "ушло почтой" in page
    assert f"/interactions/{made.id}/next-step-open" in page
    client.post(f"/interactions/{made.id}/next-step-done", status=409)
    client.post(f"/interactions/{made.id}/next-step-open", status=303)
    db.session.refresh(made)
    assert made.has_open_step
    client.post(f"/interactions/{made.id}/next-step-done", {"note": "x" * 2001}, status=422)


def test_a_step_done_on_a_partners_page_leads_back_to_it(client, partner, log):
    made = log(partner=partner, next_step="отправить каталог")
    assert "Done: отправить каталог" in _text(client.get(f"/partners/{partner.id}"))
    here = f"/partners/{partner.id}"
    assert (
        client.post(f"/interactions/{made.id}/next-step-done", {"next": here}, status=303).headers["Location"] == here
    )
    other = log(partner=partner, next_step="второй")
    led = client.post(f"/interactions/{other.id}/next-step-done", {"next": "//evil.example"}, status=303)
    assert led.headers["Location"].endswith(f"/interactions/{other.id}")


def test_an_entry_is_edited(client, partner, contact, log, official):
    made = log(partner=partner, contacts=[contact])
    address = f"/interactions/{made.id}/edit"
    page = _text(client.get(address))
    for word in (
        f'value="partner:{partner.id}"',
        f'value="contact:{contact.id}"',
        f'value="{official.id}"',
        "20.11.2026 12:00",
    ):
        assert word in page, word
    sent = _new(
        partner,
        kind="letter_in",
        with_whom=[f"partner:{partner.id}", f"contact:{contact.id}"],
        ours=[str(official.id)],
        text="Вся суть",
        registry_number="318",
        direction="",
        version=str(made.version),
    )
    client.post(address, sent, status=303)
    db.session.refresh(made)
    assert (made.kind, made.text, made.registry_number, made.happened_on) == (
        Kind.LETTER_IN, "Вся суть", "318", date(2024, 11, 12),
    )  # fmt: skip


def test_who_edits_meanwhile_sees_both_versions(client, partner, log):
    made = log(partner=partner, subject="первое")
    opened = made.version
    made.subject = "чужое"
    db.session.flush()
    sent = _new(partner, subject="моё", version=str(opened), seen=json.dumps({"subject": "первое"}))
    page = _text(client.post(f"/interactions/{made.id}/edit", sent, status=409))
    assert "чужое" in page
    assert "моё" in page


def test_an_entry_is_archived_and_comes_back(client, partner, log):
    made = log(partner=partner, subject="Лишнее")
    answer = client.post(f"/interactions/{made.id}/archive", status=303)
    assert "Лишнее" not in _text(client.get(answer.headers["Location"]))
    assert "Лишнее" not in _text(client.get("/interactions"))
    assert "Лишнее" in _text(client.get("/interactions?archived=yes"))
    client.post(f"/interactions/{made.id}/restore", status=303)
    assert "Лишнее" in _text(client.get("/interactions"))


def test_the_list_is_filtered_and_searched(client, partner, contact, log, official, manager):
    other = factories.make_partnership(official, city="Grodno")
    log(
        partner=partner,
        kind="call",
        subject="Звонок про каталог",
        contacts=[contact],
        next_step="x",
        next_step_on=date(2024, 1, 1),
    )
    log(partner=other, kind="visit", subject="Визит делегации", by=manager)
    for words, shown, hidden in (
        ("kind=call", "Звонок", "Визит"),
        (f"partner={other.id}", "Визит", "Звонок"),
        (f"country={other.country_id}", "Визит", "Звонок"),
        ("group=brics", "Звонок", "Визит"),
        (f"by={manager.id}", "Визит", "Звонок"),
        ("step=open", "Звонок", "Визит"),
        ("step=overdue", "Звонок", "Визит"),
        (f"whose={official.id}", "Звонок", "Визит"),
        ("period=last_year", "Nothing matches", "Звонок"),
        ("step=done", "Nothing matches", "Звонок"),
        ("q=мораис", "Звонок", "Визит"),
        ("q=гродно", "Визит", "Звонок"),
        ("kind=duel", "Визит", "duel"),
    ):
        page = _text(client.get(f"/interactions?{words}"))
        assert shown in page, words
        assert f">{hidden}" not in page, words


def test_a_viewer_reads_and_changes_nothing(sign_in, partner, log):
    made = log(partner=partner, next_step="x")
    client = sign_in("viewer")
    page = _text(client.get("/interactions")) + _text(client.get(f"/interactions/{made.id}"))
    for word in ("/interactions/new", "/edit", "/next-step-done", "/archive"):
        assert word not in page, word
    client.get("/interactions/new", status=403)
    client.post(f"/interactions/{made.id}/next-step-done", status=403)
    sign_in("observer").get("/interactions", status=403)


def test_another_municipalitys_entry_is_unknown(sign_in, make_user, partner, contact, chamber, log, other_city):
    made = log(partner=partner, subject="Тайное", contacts=[contact], next_step="x")
    stranger = sign_in(make_user("admin", municipality=other_city))
    for part in ("", "/edit"):
        stranger.get(f"/interactions/{made.id}{part}", status=404)
    for part in ("/next-step-done", "/next-step-open", "/archive", "/restore"):
        stranger.post(f"/interactions/{made.id}{part}", status=404)
    assert "Тайное" not in _text(stranger.get("/interactions")) + _text(stranger.get("/interactions.csv"))
    assert stranger.get("/interactions/with-whom?q=мораис").json["groups"] == []
    assert "Рафаэл" not in _text(stranger.get(f"/interactions/new?contact={contact.id}&partner={partner.id}"))
    for token in (f"partner:{partner.id}", f"contact:{contact.id}", f"organisation:{chamber.id}"):
        page = stranger.post("/interactions/new", _new(partner, with_whom=[token]), status=422)
        assert "not there any more" in _text(page)
    stranger.post("/interactions/quick", {"partner": str(partner.id), "kind": "call", "subject": "x"}, status=404)


def test_lookups_offer_partners_people_and_organisations_together(client, partner, contact, chamber):
    answer = client.get("/interactions/with-whom?q=сан-пауло").json
    assert [group["label"] for group in answer["groups"]] == ["Partners"]
    assert "Create" in answer["create"]
    ids = [
        one["id"] for group in client.get("/interactions/with-whom?q=палата").json["groups"] for one in group["options"]
    ]
    assert ids == [f"contact:{contact.id}", f"organisation:{chamber.id}"]
    assert client.get("/interactions/with-whom").json == {"groups": [], "create": None}
    assert client.get("/interactions/colleagues?q=offi").json["groups"]
    assert client.get("/interactions/about?q=%00").json["groups"] == []


def test_the_timeline_goes_back_by_pages(client, partner, log):
    for number in range(60):
        log(partner=partner, subject=f"Запись {number:02}", when=factories.day_ago(number))
    page = _text(client.get(f"/partners/{partner.id}"))
    assert "Запись 00" in page
    assert "Запись 49" in page
    assert "Запись 50" not in page
    earlier = page.split("before=")[1].split("#")[0].split("&")[0]
    page = _text(client.get(f"/partners/{partner.id}?before={earlier}"))
    assert "Запись 49" not in page
    assert "Запись 50" in page
    assert "Запись 59" in page
    assert "To the latest" in page
    for spoilt in ("x", "W10", "%00", "a" * 400):
        assert "Запись 00" in _text(client.get(f"/partners/{partner.id}?before={spoilt}"))


def test_entries_of_one_moment_are_neither_lost_nor_told_twice(client, partner, log):
    for number in range(70):
        log(partner=partner, subject=f"Запись {number:02}.")
    page = _text(client.get(f"/partners/{partner.id}"))
    earlier = page.split("before=")[1].split("#")[0].split("&")[0]
    both = page + _text(client.get(f"/partners/{partner.id}?before={earlier}"))
    for number in range(70):
        assert both.count(f"Запись {number:02}.") == 1, number


def test_a_timeline_tells_one_kind_alone(client, partner, log, official):
    log(partner=partner, subject="Встреча в ратуше")
    negotiations.start(by=official, partnership=partner, answers={"subject": "Химия"}, today=date(2024, 1, 1))
    page = _text(client.get(f"/partners/{partner.id}?shown=talk"))
    assert "Встреча в ратуше" in page
    assert "Talks begun" not in page
    page = _text(client.get(f"/partners/{partner.id}?shown=stage-moves"))
    assert "Встреча в ратуше" not in page
    assert "Встреча в ратуше" in _text(client.get(f"/partners/{partner.id}?shown=nonsense"))


def test_pages_of_entries_cost_the_same_with_many_rows(client, partner, contact, chamber, log, counted):
    def visit(address):
        asked = counted()
        client.get(address)
        return len(asked)

    made = log(partner=partner, contacts=[contact])
    client.get("/interactions")
    addresses = ("/interactions", "/interactions.csv", f"/interactions/{made.id}", "/interactions/new")
    few = [visit(address) for address in addresses]
    for number in range(10):
        log(partner=partner, contacts=[contact], organisations=[chamber], next_step=f"шаг {number}")
    assert [visit(address) for address in addresses] == few
    assert max(few) <= 11  # the filter of areas asks for its choices too


@pytest.mark.parametrize("rare", [find.RARE, 0])
def test_a_common_word_is_found_like_a_rare_one(client, partner, official, monkeypatch, rare):
    """Looked up in the index or in the rows themselves: the same rows, in the same order, with the same count."""
    monkeypatch.setattr(find, "RARE", rare)
    for day, subject in ((1, "Обмен школьниками"), (2, "Обмен студентами"), (3, "Каталог школ")):
        made = factories.make_interaction(
            official, partner=partner, subject=subject, when=When(date(2024, 3, day), None)
        )
    db.session.commit()
    page = _text(client.get("/interactions?q=обмен&sort=when"))
    assert page.index("Обмен школьниками") < page.index("Обмен студентами")
    assert made.subject not in page
    assert "2 records" in page
    page = _text(client.get("/interactions?q=обмен+школ&sort=-subject"))
    assert "1 record" in page


def test_a_name_in_full_that_only_parts_of_another_name_hold_is_a_new_person(client, partner, official):
    """As the field asks with scripts, and as the form is sent without them."""
    contacts.create_named("Ана Петрович", by=official)
    db.session.commit()
    answer = client.get("/interactions/with-whom?q=Петров Пётр").get_json()
    assert answer["groups"]
    assert answer["new_first"]
    assert "new_first" not in client.get("/interactions/with-whom?q=Петрович А").get_json()
    client.post("/interactions/new", _new(partner, **{"with_whom": [], "with_whom-text": "Петров Пётр"}), status=303)
    assert len(db.session.scalars(select(Contact)).all()) == 2
