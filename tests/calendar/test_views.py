"""The pages of the calendar: what stands there, for whom, and the greetings."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests import factories
from tracker.calendar import actions
from tracker.calendar.models import CityDay, Greeting
from tracker.calendar.views import showing
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.tasks import actions as tasks
from tracker.tasks.models import Task

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def partner(official):
    return factories.make_partnership(official, city="Grodno")


@pytest.fixture
def client(sign_in, official):
    return sign_in(official)


@pytest.fixture
def city_day(official, partner):
    day = actions.add_city_day(by=official, partnership_id=partner.id, answers={"month": 12, "day": 1})
    db.session.commit()
    return day


def of(model):
    with everywhere("looking"):
        db.session.expire_all()
        return list(db.session.scalars(select(model).order_by(model.id)))


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_what_is_due_stands_on_its_day(client, official, partner, view):
    tasks.give(by=official, answers={"title": f"Позвонить {HOSTILE}", "due_on": date(2026, 11, 25)})
    db.session.commit()
    page = client.get(f"/calendar?view={view}").text
    assert "Позвонить" in page
    assert HOSTILE not in page
    assert "Позвонить" not in client.get(f"/calendar?view={view}&on=2027-03-01").text
    assert "Позвонить" not in client.get(f"/calendar?view={view}&kind=city-day").text
    assert "Позвонить" not in client.get(f"/calendar?view={view}&partner={partner.id}").text


def test_mine_is_what_i_answer_for(client, official, manager):
    for who in (official, manager):
        answers = {"title": f"Дело {who.id}", "due_on": date(2026, 11, 25), "assignee_id": who.id}
        tasks.give(by=manager, answers=answers)
    db.session.commit()
    page = client.get("/calendar?whose=mine").text
    assert f"Дело {official.id}" in page
    assert f"Дело {manager.id}" not in page


@pytest.mark.parametrize(
    "asked", ["on=0000-00-00", "on=9999-12-31", "on=x&view=y&kind=z&partner=q", "partner=" + "9" * 40]
)
def test_a_spoilt_address_shows_the_calendar(client, asked):
    client.get(f"/calendar?{asked}")
    client.get(f"/calendar?view=week&{asked}")


def test_a_month_shows_few_things_a_day_and_says_how_many_more(client, official):
    for number in range(7):
        tasks.give(by=official, answers={"title": f"Дело {number}", "due_on": date(2026, 11, 25)})
    db.session.commit()
    assert "ещё 3" in client.get("/calendar").text
    assert "ещё 3" not in client.get("/calendar?view=week").text


def test_a_city_day_is_noted_changed_and_taken_away(client, partner):
    sent = {"name": "", "month": "5", "day": "", "week": "5", "weekday": "6"}
    client.post(f"/calendar/days/new?partner={partner.id}", sent, status=303)
    (day,) = of(CityDay)
    assert day.rule.on(2027) == date(2027, 5, 29)
    assert f"partner={partner.id}" in client.get(f"/partners/{partner.id}").text
    assert "29 мая 2027" in client.get(f"/calendar?partner={partner.id}").text
    assert "День города" in client.get("/calendar?on=2027-05-01").text
    client.post(f"/calendar/days/{day.id}/edit", {**sent, "day": "40", "version": day.version}, status=422)
    client.post(
        f"/calendar/days/{day.id}/edit",
        {"name": "Праздник", "month": "6", "day": "7", "week": "", "weekday": "", "version": day.version},
        status=303,
    )
    assert "Праздник" in client.get("/calendar?on=2027-06-01").text
    client.post(f"/calendar/days/{day.id}/archive", status=303)
    assert "Праздник" not in client.get("/calendar?on=2027-06-01").text
    client.post(f"/calendar/days/{day.id}/restore", status=303)
    assert "Праздник" in client.get("/calendar?on=2027-06-01").text


def test_a_new_city_day_has_no_weekday_chosen(client):
    page = client.get("/calendar/days/new").text
    for name in ("week", "weekday"):
        choices = page.split(f'name="{name}"')[1].split("</select>")[0]
        assert choices.count("<option selected") == 1
        assert '<option selected value="">' in choices


def test_the_national_day_of_a_partners_country(client, partner):
    assert "Национальный день: Беларусь" in client.get("/calendar?on=2027-07-01").text
    assert "Всемирный день породнённых городов" in client.get("/calendar?on=2027-04-01").text


def test_a_greeting_becomes_one_task(client, partner, city_day):
    page = client.get("/calendar").text
    word = f"city-day-{city_day.id}-2026~partner~{partner.id}"
    assert word in page
    for _again in range(2):
        client.post("/calendar/greetings/give", {"greeting": word}, status=303)
    (task,) = of(Task)
    assert (task.about_kind, task.about_id, task.due_on) == ("partner", partner.id, date(2026, 11, 26))
    (greeting,) = of(Greeting)
    assert greeting.task_id == task.id
    assert "поручение дано" in client.get("/calendar").text
    tasks.finish(task, by=db.session.merge(task.given_by), now=NOW)
    db.session.commit()
    assert "отправлено" in client.get("/calendar").text


def test_a_greeting_is_dismissed_with_a_way_back(client, partner, city_day):
    word = f"city-day-{city_day.id}-2026~partner~{partner.id}"
    client.post("/calendar/greetings/dismiss", {"greeting": word}, status=303)
    page = client.get("/calendar").text
    (greeting,) = of(Greeting)
    assert word not in page
    assert f"/calendar/greetings/{greeting.id}/take-up" in page
    client.post(f"/calendar/greetings/{greeting.id}/take-up", status=303)
    assert word in client.get("/calendar").text


@pytest.mark.parametrize("word", ["", "x", "city-day-1-2026~partner~999", "~~"])
def test_a_greeting_that_is_not_due_is_none(client, word):
    client.post("/calendar/greetings/give", {"greeting": word}, status=404)
    assert of(Greeting) == []


def test_viewers_read_and_change_nothing(sign_in, partner, city_day):
    viewer = sign_in("viewer")
    page = viewer.get("/calendar").text
    assert "greetings/give" not in page
    viewer.post("/calendar/greetings/give", {"greeting": "x"}, status=403)
    viewer.post("/calendar/days/new", {}, status=403)


def test_another_municipality_sees_nothing_of_it(sign_in, make_user, other_city, city_day):
    stranger = sign_in(make_user(municipality=other_city))
    assert "Гродно" not in stranger.get("/calendar?on=2026-12-01").text
    stranger.get(f"/calendar/days/{city_day.id}/edit", status=404)


def test_many_greetings_are_shown_a_few_at_first_and_all_when_asked(client, official, partner, monkeypatch):
    monkeypatch.setattr(showing, "GREETINGS_SHOWN", 1)
    for day in (1, 2, 3):
        actions.add_city_day(by=official, partnership_id=partner.id, answers={"month": 12, "day": day})
    db.session.commit()
    page = client.get("/calendar").text
    assert page.count('<li class="greet">') == 1
    assert "greetings=all" in page
    assert client.get("/calendar?greetings=all").text.count('<li class="greet">') == 3
