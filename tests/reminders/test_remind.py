"""What is due is told to the right people, once a rung, whoever runs it and however often."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.notices import reminding
from tracker.notices.models import Notice
from tracker.notices.reminding import Due, ReminderSource, rung
from tracker.outbox.models import OutgoingMail
from tracker.reminders import rules, running
from tracker.tasks import actions as tasks

TUESDAY = date(2026, 11, 24)
LADDER = (30, 7, 1, 0, -7)


def at(day, hour=9):
    return clock.standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


@pytest.fixture
def due(monkeypatch):
    """What a source of the test finds; the only source there is."""
    found: list[Due] = []
    source = ReminderSource(
        kind="test-due", label="Done", icon="clock", ladder=LADDER, find=lambda _today, _until: list(found),
        ahead="ahead %(title)s %(due_on)s", today="today %(title)s", late="late %(title)s",
    )  # fmt: skip
    monkeypatch.setattr(reminding, "_sources", {source.kind: source})
    return found


def thing(on, responsible, number=1):
    who = responsible.id if responsible is not None else None
    return Due(about=Subject("partner", number), on=on, responsible_id=who, details={"title": "договор"})


def told(user):
    with everywhere("looking"):
        db.session.expire_all()
        rows = db.session.scalars(select(Notice).where(Notice.user_id == user.id).order_by(Notice.id))
        return [(row.message.split()[0], row.key.rpartition(":")[2]) for row in rows]


def run(day, hour=9):
    with at(day, hour):
        return running.remind()


def test_it_is_told_once_a_rung_however_often_it_runs(due, official):
    due.append(thing(TUESDAY, official))
    for days in range(-40, 20):
        run(TUESDAY + timedelta(days=days))
        run(TUESDAY + timedelta(days=days), 15)
    assert told(official) == [("ahead", "30"), ("ahead", "7"), ("ahead", "1"), ("today", "0"), ("late", "-7")]


def test_after_a_week_off_only_the_latest_rung_is_told(due, official):
    due.append(thing(TUESDAY, official))
    run(TUESDAY - timedelta(days=31))
    run(TUESDAY)
    assert told(official) == [("today", "0")]


def test_another_day_is_another_matter(due, official):
    due.append(thing(TUESDAY, official))
    run(TUESDAY)
    due[:] = [thing(TUESDAY + timedelta(days=1), official)]
    run(TUESDAY)
    assert told(official) == [("today", "0"), ("ahead", "1")]


def test_who_is_away_and_the_deputy_both_hear_of_it(due, official, manager, make_user):
    deputy = make_user()
    official.deputy_id, official.away_until = deputy.id, TUESDAY
    due.append(thing(TUESDAY, official))
    run(TUESDAY)
    assert told(official) == told(deputy) == [("today", "0")]
    assert told(manager) == []


def test_nobodys_and_a_blocked_persons_things_are_the_managers(due, official, manager):
    official.blocked_at = clock.now()
    due += [thing(TUESDAY, None), thing(TUESDAY, official, 2)]
    run(TUESDAY)
    assert told(official) == []
    assert len(told(manager)) == 2


def test_what_is_a_week_late_reaches_the_manager(due, official, manager):
    due.append(thing(TUESDAY - timedelta(days=6), official))
    run(TUESDAY)
    assert told(manager) == []
    run(TUESDAY + timedelta(days=1))
    assert told(manager) == [("late", "-7")]


def test_one_mail_a_day_tells_all_of_it_and_none_at_the_week_end(due, official, mailing):
    due += [thing(TUESDAY, official), thing(TUESDAY, official, 2)]
    assert run(TUESDAY).mails == 1
    assert run(TUESDAY, 15).mails == 0
    due.append(thing(date(2026, 11, 28), official, 3))
    assert run(date(2026, 11, 28)).mails == 0
    assert run(date(2026, 11, 30)).mails == 1
    with everywhere("looking"):
        first, second = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    assert first.text.count("today договор") == 2
    assert second.text.count("договор") == 1


def test_a_broken_source_silences_no_other(due, official, monkeypatch):
    def broken(_today, _until):
        raise ValueError("x")

    bad = ReminderSource(
        kind="a-bad-one", label="x", icon="clock", ladder=(0,), find=broken, ahead="", today="", late=""
    )
    monkeypatch.setitem(reminding._sources, bad.kind, bad)
    due.append(thing(TUESDAY, official))
    assert run(TUESDAY).broken == ["a-bad-one"]
    assert told(official) == [("today", "0")]


def test_each_city_is_reminded_of_its_own(due, official, other_city, make_user):
    stranger = make_user(municipality=other_city)
    due.append(thing(TUESDAY, official))
    run(TUESDAY)
    assert told(stranger) == []


def test_a_tasks_day_is_told_by_its_own_source(city, official):
    with acting_for(city.id):
        tasks.give(by=official, answers={"title": "позвонить", "due_on": TUESDAY, "assignee_id": official.id})
        db.session.commit()
    run(TUESDAY)
    assert [kind for kind, _rung in told(official)] == ["To"]


@given(st.integers(-400, 400), st.lists(st.integers(-60, 400), min_size=1, max_size=6))
def test_a_rung_is_reached_on_its_day_and_is_the_latest(left, ladder):
    found = rung(ladder, TUESDAY + timedelta(days=left), TUESDAY)
    reached = [step for step in ladder if step >= left]
    assert found == (min(reached) if reached else None)


def test_nobody_hears_twice_of_one_thing():
    manager = SimpleNamespace(id=1, is_active=True, away_until=None, away_from=None, deputy_id=None)
    heard = rules.who_hears(manager, {1: manager}, [manager], today=TUESDAY, late=30, escalates=7)
    assert heard == [manager]
