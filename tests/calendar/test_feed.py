"""The subscription: what the file says, who reads it, and that the address dies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from flask import Flask

from tests import factories
from tracker.accounts import actions as accounts
from tracker.calendar import actions, ics
from tracker.calendar.kinds import Kind
from tracker.calendar.registry import Entry
from tracker.calendar.views import subscribing
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.permissions import Role
from tracker.tasks import actions as tasks

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TITLE = "Позвонить; в мэрию, \\ срочно\nи ещё"


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def address(official):
    token = actions.subscribe(official)
    db.session.commit()
    return f"/calendar.ics?token={token}"


def events(answer):
    calendar = icalendar.Calendar.from_ical(answer.data)
    return {str(one["uid"]): one for one in calendar.walk("VEVENT")}


def test_a_stranger_reads_what_the_person_may_read(client, official, address):
    task = tasks.give(by=official, answers={"title": TITLE.replace("\n", " "), "due_on": date(2026, 11, 25)})
    factories.make_partnership(official, city="Grodno")
    db.session.commit()
    answer = client.get(address)
    assert answer.mimetype == "text/calendar"
    found = events(answer)
    one = found[f"task-{task.id}@dzerzhinsk.tracker"]
    assert str(one["summary"]) == TITLE.replace("\n", " ")
    assert one["dtstart"].dt == date(2026, 11, 25)
    assert one["dtend"].dt == date(2026, 11, 26)
    assert one["sequence"] == task.version
    assert [alarm["trigger"].dt for alarm in one.walk("VALARM")] == [timedelta(hours=9)]
    assert "Национальный день: Беларусь" in [str(event["summary"]) for event in found.values()]


def test_the_same_file_is_not_sent_twice(client, official, address):
    first = client.get(address)
    assert "private" in first.headers["Cache-Control"]
    client.get(address, status=304, headers={"If-None-Match": first.headers["ETag"]})
    tasks.give(by=official, answers={"title": "Новое", "due_on": date(2026, 11, 25)})
    db.session.commit()
    client.get(address, status=200, headers={"If-None-Match": first.headers["ETag"]})


def test_a_task_keeps_its_name_and_counts_its_changes(client, official, address):
    task = tasks.give(by=official, answers={"title": "Было", "due_on": date(2026, 11, 25)})
    db.session.commit()
    before = events(client.get(address))[f"task-{task.id}@dzerzhinsk.tracker"]["sequence"]
    answers = {"title": "Стало", "due_on": date(2026, 11, 27)}
    tasks.edit(task, by=official, version=None, answers=answers)
    db.session.commit()
    after = events(client.get(address))[f"task-{task.id}@dzerzhinsk.tracker"]
    assert (str(after["summary"]), after["dtstart"].dt) == ("Стало", date(2026, 11, 27))
    assert after["sequence"] > before


def test_a_blocked_person_another_role_and_a_revoked_address_open_nothing(client, official, manager, address):
    client.get(address)
    accounts.block(official, by=manager)
    db.session.commit()
    client.get(address, status=404)
    accounts.unblock(official, by=manager)
    official.role = Role.VIEWER
    db.session.commit()
    client.get(address, status=404)
    official.role = Role.OFFICIAL
    db.session.commit()
    client.get(address)
    actions.revoke(official)
    db.session.commit()
    client.get(address, status=404)


def test_a_new_address_closes_the_old_and_only_the_hash_is_kept(client, official, address):
    token = actions.subscribe(official)
    db.session.commit()
    client.get(address, status=404)
    client.get(f"/calendar.ics?token={token}")
    rows = db.session.execute(db.text("SELECT token_hash FROM calendar_link")).scalars().all()
    assert rows
    assert token not in rows


def test_the_address_is_shown_once(sign_in, official):
    signed_in = sign_in(official)
    signed_in.get("/calendar/subscription")
    page = signed_in.post("/calendar/subscription", status=200).text
    assert "/calendar.ics?token=" in page
    assert "/calendar.ics?token=" not in signed_in.get("/calendar/subscription").text
    assert "/calendar/subscription" in signed_in.get("/account").text
    signed_in.post("/calendar/subscription/revoke", status=303)


@pytest.mark.parametrize("token", ["", "x", "%00", "a" * 5000])
def test_a_wrong_token_is_nothing(client, token):
    client.get(f"/calendar.ics?token={token}", status=404)


def test_too_many_wrong_tokens_are_refused(client, monkeypatch):
    monkeypatch.setattr(subscribing, "by_stranger", subscribing.Throttle(2, timedelta(minutes=10)))
    codes = [client.get("/calendar.ics?token=x", status=None).status_code for _time in range(3)]
    assert codes == [404, 404, 429]


def test_one_thing_as_a_file(sign_in, official):
    task = tasks.give(by=official, answers={"title": "Позвонить", "due_on": date(2026, 11, 25)})
    db.session.commit()
    answer = sign_in(official).get(f"/calendar/one.ics?key=task-{task.id}&on=2026-11-25")
    assert list(events(answer)) == [f"task-{task.id}@dzerzhinsk.tracker"]
    sign_in(official).get(f"/calendar/one.ics?key=task-{task.id}&on=2026-11-26", status=404)
    for never in ("0001-01-01", "9999-12-31", "31.02.2026"):
        sign_in(official).get(f"/calendar/one.ics?key=task-{task.id}&on={never}", status=404)


def test_several_days_and_hours_are_told_right(app: Flask):
    begins, ends = datetime(2026, 12, 1, 7, tzinfo=UTC), datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    told = [
        Entry(kind=Kind.EVENT, key="event-1", on=date(2026, 12, 1), until=date(2026, 12, 3), name="Форум"),
        Entry(kind=Kind.EVENT, key="event-2", on=date(2026, 12, 1), name="Встреча", starts_at=begins, ends_at=ends),
    ]
    with app.test_request_context():
        written = ics.written(told, name="x", home="dzerzhinsk", site="https://tracker.example")
    forum, meeting = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert (forum["dtstart"].dt, forum["dtend"].dt) == (date(2026, 12, 1), date(2026, 12, 4))
    assert (meeting["dtstart"].dt, meeting["dtend"].dt) == (begins, ends)
    assert b"DTSTART:20261201T070000Z" in written
