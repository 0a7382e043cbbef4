"""The pages of partners, as people of each role get them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from tests import factories
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.negotiations import actions as negotiations
from tracker.partners import queries
from tracker.partners.kinds import Status
from tracker.partners.models import Partnership

HOSTILE = "<script>alert(1)</script>\x00\u202e “quoted” & 'x' {{ 7*7 }} %s"


def _text(answer):
    return answer.get_data(as_text=True)


def _token(name):
    place = factories.place(name)
    return f"{type(place).__name__.lower()}:{place.id}"


def _new(**changes):
    return {"place": _token("Grodno"), "kind": "twin", "status": "active", "since": "2005", **changes}


@pytest.fixture
def official_client(sign_in, official):
    return sign_in(official)


@pytest.fixture
def manager_client(sign_in, manager):
    return sign_in(manager)


def test_an_empty_list_says_what_belongs_here_and_offers_the_first_step(official_client):
    page = _text(official_client.get("/partners"))
    assert "No partners yet" in page
    assert "/partners/new" in page


def test_a_viewer_is_offered_nothing_to_change(sign_in, make_partnership):
    made = make_partnership()
    client = sign_in("viewer")
    page = _text(client.get("/partners")) + _text(client.get(f"/partners/{made.id}"))
    for word in ("/partners/new", "/edit", "/archive", "/decide", "/interactions/new", "/interactions/quick"):
        assert word not in page, word


def test_a_partner_is_entered(official_client, official):
    areas = {area.code: str(area.id) for area in queries.areas()}
    sent = _new(areas=[areas["culture"], areas["economy"]], responsible_id=str(official.id), note="Заметка")
    answer = official_client.post("/partners/new", sent, status=303)
    made = db.session.scalars(select(Partnership)).one()
    assert answer.headers["Location"].endswith(f"/partners/{made.id}")
    assert (made.title_ru, made.since_on, made.since_is_year) == ("Гродно", date(2005, 1, 1), True)
    page = _text(official_client.get(f"/partners/{made.id}"))
    for word in ("Grodno", "Belarus", "2005", "Economy, culture", "Заметка", official.name):
        assert word in page, word


def test_a_form_sent_twice_enters_one_partner(official_client, official):
    sent = _new(responsible_id=str(official.id), form_key="the-same-key-of-both")
    first = official_client.post("/partners/new", sent, status=303)
    second = official_client.post("/partners/new", sent, status=303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(db.session.scalars(select(Partnership)).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": ""}, "Fill this in."),
        ({"place": "city:999999999"}, "not there any more"),
        ({"place": "user:1"}, "not there any more"),
        ({"kind": "vassal"}, "Choose one of the list."),
        ({"status": "ended"}, "Choose one of the list."),
        ({"since": "давно"}, "or only the year"),
        ({"since": "0001"}, "between 1800 and 2200"),
        ({"since": "31.02.2005"}, "or only the year"),
        ({"since": "01.01.2190"}, "lies in the future"),
        ({"responsible_id": "999"}, "Choose one of the list."),
        ({"next_step_on": "27.11.2026"}, "Say what is to be done"),
        ({"introduced_by": "x" * 301}, "At most 300 characters."),
        ({"areas": "999999"}, "is not a valid choice"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(official_client, official, wrong, said):
    sent = _new(**{"responsible_id": str(official.id), "note": "что было набрано", **wrong})
    page = _text(official_client.post("/partners/new", sent, status=422))
    assert said in page
    assert "что было набрано" in page
    assert db.session.scalars(select(Partnership)).all() == []


def test_hostile_text_is_text(official_client, official):
    sent = _new(responsible_id=str(official.id), note=HOSTILE, introduced_by=HOSTILE, next_step=HOSTILE)
    official_client.post("/partners/new", sent, status=303)
    made = db.session.scalars(select(Partnership)).one()
    assert "\x00" not in made.note
    page = _text(official_client.get(f"/partners/{made.id}"))
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    official_client.get(f"/partners/{made.id}/edit")


def test_without_scripts_the_name_of_the_city_is_enough(official_client, official):
    sent = {**_new(responsible_id=str(official.id)), "place-text": "гродно"}
    del sent["place"]
    official_client.post("/partners/new", sent, status=303)
    assert db.session.scalars(select(Partnership)).one().title_ru == "Гродно"


def test_a_place_that_is_not_the_only_one_is_asked_for(official_client, official):
    sent = {**_new(responsible_id=str(official.id)), "place-text": "паул"}
    del sent["place"]
    page = _text(official_client.post("/partners/new", sent, status=422))
    assert "Choose one of these" in page
    assert page.count('type="radio" name="place-chosen"') == 2


def test_who_edits_meanwhile_sees_both_versions(official_client, make_partnership, official):
    made = make_partnership(status="active")
    address = f"/partners/{made.id}/edit"
    page = _text(official_client.get(address))
    sent = {
        "place": _token("Grodno"),
        "kind": "contact",
        "status": "active",
        "responsible_id": str(official.id),
        "note": "моё",
        "version": str(made.version),
        "seen": json.dumps({"note": ""}),
    }
    assert "contact" in page
    made.note = "чужое"
    db.session.flush()
    page = _text(official_client.post(address, sent, status=409))
    assert "чужое" in page
    assert "моё" in page
    db.session.refresh(made)
    assert made.note == "чужое"


def test_saving_without_a_change_changes_nothing(official_client, make_partnership, official):
    made = make_partnership(city="Grodno", status="active", since_on=date(2005, 6, 21), note="так")
    sent = {
        "place": _token("Grodno"),
        "kind": "contact",
        "status": "active",
        "since": "21.06.2005",
        "responsible_id": str(official.id),
        "note": "так",
        "version": str(made.version),
    }
    official_client.post(f"/partners/{made.id}/edit", sent, status=303)
    db.session.refresh(made)
    assert (made.since_on, made.since_is_year, made.note) == (date(2005, 6, 21), False, "так")


def test_the_city_is_named_from_its_page(official_client, unnamed):
    page = _text(official_client.get(f"/partners/{unnamed.id}"))
    assert "city not named yet" in page
    assert "City in the state of São Paulo" in page
    address = f"/partners/{unnamed.id}/name-city"
    official_client.get(address)
    sent = {"place": _token("Grodno"), "version": str(unnamed.version)}
    assert "another country" in _text(official_client.post(address, sent, status=422))
    sent = {"place": _token("São Paulo"), "version": str(unnamed.version)}
    official_client.post(address, sent, status=303)
    db.session.refresh(unnamed)
    assert unnamed.title_en == "São Paulo"
    page = _text(official_client.get(f"/partners/{unnamed.id}"))
    assert "Place: City in the state of São Paulo → São Paulo" in page


def test_a_city_that_is_taken_meanwhile_is_said_beside_its_field(
    official_client, make_partnership, official, monkeypatch
):
    make_partnership(city="Grodno")
    monkeypatch.setattr(queries, "find_by_city", lambda _city: None)
    page = _text(official_client.post("/partners/new", _new(responsible_id=str(official.id)), status=422))
    assert "There is a partnership with this city already." in page
    assert len(db.session.scalars(select(Partnership)).all()) == 1


def test_who_has_left_stays_responsible_until_somebody_else_is_named(
    official_client, make_partnership, make_user, official
):
    made, gone = make_partnership(status="active"), make_user("official", name="Ушедшая Анна")
    made.responsible_id = gone.id
    gone.blocked_at = made.created_at
    db.session.flush()
    address = f"/partners/{made.id}/edit"
    assert "Ушедшая Анна" in _text(official_client.get(address))
    sent = _new(kind="contact", responsible_id=str(gone.id), note="правка", version=str(made.version))
    official_client.post(address, sent, status=303)
    db.session.refresh(made)
    assert (made.note, made.responsible_id) == ("правка", gone.id)


def test_a_decision_is_a_managers(official_client, manager_client, make_partnership):
    made = make_partnership(status="active")
    address = f"/partners/{made.id}/decide"
    official_client.get(address, status=403)
    assert 'value="suspended" checked' in _text(manager_client.get(f"{address}?to=suspended"))
    sent = {"to": "suspended", "decided_on": "01.11.2026", "document": "", "reason": "причина", "version": "1"}
    sent["version"] = str(made.version)
    manager_client.post(address, {**sent, "decided_on": "01.11.2190"}, status=422)
    assert "Name the document" in _text(manager_client.post(address, {**sent, "decided_on": "01.11.2024"}, status=422))
    manager_client.post(address, {**sent, "decided_on": "01.11.2024", "document": "№ 12-р"}, status=303)
    db.session.refresh(made)
    assert made.status is Status.SUSPENDED
    page = _text(manager_client.get(f"/partners/{made.id}"))
    assert "Status: Active → On hold" in page
    assert "№ 12-р" in page


def test_an_archived_partner_leaves_the_list_and_comes_back(official_client, make_partnership):
    made = make_partnership()
    answer = official_client.post(f"/partners/{made.id}/archive", status=303)
    page = _text(official_client.get(answer.headers["Location"]))
    assert "Grodno is archived." in page
    assert f"/partners/{made.id}/restore" in page
    assert "<td" not in page
    assert "Grodno" in _text(official_client.get("/partners?archived=yes"))
    official_client.post(f"/partners/{made.id}/restore", status=303)
    assert "Grodno" in _text(official_client.get("/partners"))


def test_another_officials_partner_is_not_archived(sign_in, make_partnership):
    made = make_partnership()
    sign_in("official").post(f"/partners/{made.id}/archive", status=403)
    db.session.refresh(made)
    assert made.archived_at is None


def test_a_manager_hands_a_partner_over(manager_client, official_client, make_partnership, make_user):
    made, other = make_partnership(), make_user("official", name="Мария Кузьмина")
    official_client.get(f"/partners/{made.id}/assign", status=403)
    manager_client.get(f"/partners/{made.id}/assign")
    sent = {"responsible_id": str(other.id), "version": str(made.version)}
    manager_client.post(f"/partners/{made.id}/assign", sent, status=303)
    assert "Мария Кузьмина" in _text(manager_client.get("/partners"))


def test_the_next_step_stands_on_top_until_it_is_done(official_client, make_partnership):
    made = make_partnership(next_step="Ответить секретариату", next_step_on=date(2024, 11, 19))
    page = _text(official_client.get(f"/partners/{made.id}"))
    assert "Ответить секретариату" in page
    assert "days overdue" in page
    official_client.post(f"/partners/{made.id}/step-done", status=303)
    assert "Ответить секретариату" not in _text(official_client.get(f"/partners/{made.id}"))


def test_another_municipalitys_partner_is_unknown(sign_in, make_user, make_partnership, other_city):
    made = make_partnership()
    stranger = sign_in(make_user("admin", municipality=other_city))
    for part in ("", "/edit", "/name-city", "/decide", "/assign"):
        stranger.get(f"/partners/{made.id}{part}", status=404)
        stranger.get(f"/partners/{made.id + 10**6}{part}", status=404)
    for part in ("/archive", "/restore", "/step-done"):
        stranger.post(f"/partners/{made.id}{part}", status=404)
    assert "Grodno" not in _text(stranger.get("/partners"))
    assert "Grodno" not in _text(stranger.get("/partners.csv"))
    assert stranger.get("/partners/lookup?q=Grodno").json["groups"] == []


def test_the_observer_reads_partners_of_the_region_without_people_and_notes(
    sign_in, make_user, make_partnership, other_city, official
):
    made = make_partnership(note="рабочая заметка", next_step="следующий шаг", introduced_by="Иванов", status="active")
    factories.make_interaction(official, partner=made, subject="секретная встреча")
    theirs = make_user("official", municipality=other_city)
    with acting_for(other_city.id):
        factories.make_partnership(theirs, city="Novopolotsk")
    client = sign_in("observer")
    page = (
        _text(client.get("/partners")) + _text(client.get(f"/partners/{made.id}")) + _text(client.get("/partners.csv"))
    )
    assert "Grodno" in page
    assert "Novopolotsk" in page
    assert "Dzerzhinsk" in page
    for word in ("рабочая заметка", "следующий шаг", "Иванов", "секретная встреча", official.name, "Last contact"):
        assert word not in page, word
    assert "Grodno" in _text(client.get("/partners?silent=long"))
    client.get(f"/partners/{made.id}/edit", status=403)


def test_the_filter_of_silence_says_how_long_it_is(official_client):
    assert "no contact for 12 months" in _text(official_client.get("/partners?silent=long"))


def test_the_list_is_filtered_sorted_and_searched(official_client, make_partnership):
    make_partnership(city="Grodno", kind="twin", status="active", since_on=date(2005, 1, 1))
    make_partnership(region="São Paulo", kind="project", status="in_talks")
    for words, shown, hidden in (
        ("kind=twin", "Grodno", "state of"),
        ("status=in_talks", "state of", "Grodno"),
        ("group=brics", "state of", "Grodno"),
        ("q=сан-пауло", "state of", "Grodno"),
        ("q=гродно", "Grodno", "state of"),
        ("silent=long&status=active", "Nothing matches", "Grodno"),
    ):
        page = _text(official_client.get(f"/partners?{words}"))
        assert shown in page, words
        assert f">{hidden}" not in page, words
    page = _text(official_client.get("/partners?sort=since"))
    assert page.index("Grodno") < page.index("City in the state of")


def test_the_csv_holds_the_rows_of_the_screen(official_client, make_partnership):
    make_partnership(city="Grodno", kind="twin", status="active", next_step='=HYPERLINK("x")')
    make_partnership(region="São Paulo")
    lines = _text(official_client.get("/partners.csv?kind=twin")).lstrip("\ufeff").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith('"Grodno"')
    assert "'=HYPERLINK" in lines[1]


def test_open_talks_are_counted_in_the_list(official_client, make_partnership, official):
    made = make_partnership()
    negotiations.start(by=official, partnership=made, answers={"subject": "Химкомплекс"}, today=date(2024, 1, 1))
    page = _text(official_client.get("/partners?cols=partner,talks"))
    assert '<td class="num end" data-label="Talks">1</td>' in page
    assert "Химкомплекс" in _text(official_client.get(f"/partners/{made.id}"))


def test_lookups_find_in_either_script(official_client, unnamed):
    found = official_client.get("/partners/lookup?q=сан-пауло").json["groups"][0]["options"][0]
    assert found["id"] == str(unnamed.id)
    groups = official_client.get("/partners/places?q=сан-пауло").json["groups"]
    assert {group["label"] for group in groups} == {"Cities", "City not named, region known"}
    assert official_client.get("/partners/cities?q=гродно").json["groups"][0]["options"][0]["label"] == "Grodno"
    assert official_client.get("/partners/lookup?q=%00%FF").json["groups"] == []


def test_pages_of_partners_cost_the_same_with_many_rows(official_client, make_partnership, official, counted):
    def visit(address):
        asked = counted()
        official_client.get(address)
        return len(asked)

    made = make_partnership(city="Grodno")
    factories.make_interaction(official, partner=made)
    official_client.get("/partners")
    few = [visit("/partners"), visit(f"/partners/{made.id}"), visit("/partners.csv")]
    for region in range(6):
        other = make_partnership(region="São Paulo", next_step=f"шаг {region}")
        negotiations.start(by=official, partnership=other, answers={"subject": "x"}, today=date(2024, 1, 1))
    for number in range(8):
        factories.make_interaction(official, partner=made, next_step=f"шаг {number}")
        negotiations.start(by=official, partnership=made, answers={"subject": f"y{number}"}, today=date(2024, 1, 1))
    many = [visit("/partners"), visit(f"/partners/{made.id}"), visit("/partners.csv")]
    assert many[0] == few[0] <= 8
    assert many[2] == few[2]
    assert many[1] <= few[1] + 1 <= 27  # a statement for each part of another slice


def test_a_city_that_is_a_partner_already_says_so_while_one_types(official_client, make_partnership):
    make_partnership(city="Grodno")
    hints = {
        one["label"]: one["hint"]
        for typed in ("grodno", "campinas")
        for one in official_client.get(f"/partners/places?q={typed}").json["groups"][0]["options"]
    }
    assert [name for name, hint in hints.items() if hint.endswith("already a partner")] == ["Grodno"]
    assert "Campinas" in hints


def test_a_succession_recorded_by_mistake_is_taken_back(manager_client, official_client, make_partnership):
    old, new = make_partnership(), make_partnership(city="Novopolotsk")
    status, here = old.status, f"/partners/{old.id}/merged-into"
    said = {"successor_id": new.id, "merged_on": "01.07.2007", "document": "Закон № 1", "version": old.version}
    manager_client.post(here, said, status=303)
    assert db.session.get_one(Partnership, old.id, populate_existing=True).status is Status.ENDED
    assert f'action="{here}/undo"' in manager_client.get(here).text
    official_client.post(f"{here}/undo", {}, status=403)
    manager_client.post(f"{here}/undo", {}, status=303)
    assert db.session.get_one(Partnership, old.id, populate_existing=True).status is status
    assert queries.find_succession(old.id) is None
    assert "recorded by mistake" in manager_client.get(f"/partners/{old.id}").text
    assert "/undo" not in manager_client.get(here).text
    manager_client.post(f"{here}/undo", {}, status=409)
