"""Greetings: who is greeted for what, by when, with last year's letter at hand, and when one counts as sent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from tests import factories
from tracker.calendar import actions, greetings, registry, rules
from tracker.contacts import actions as contacts
from tracker.interactions.actions import Company
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.letters import actions as letters
from tracker.regulations.calendar import WorkingDays
from tracker.tasks import actions as tasks
from tracker.tasks.models import Task

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def partner(official):
    """Since 5 December 2016: ten years in twelve days."""
    return factories.make_partnership(
        official, city="Grodno", kind="twin", status="active", since_on=date(2016, 12, 5), since_is_year=False
    )


@pytest.fixture
def due(app, official):
    """The greetings due today, as an official who reads Russian is told."""

    def ask(today: date = TODAY):
        db.session.flush()
        with app.test_request_context(), force_locale("ru"):
            return greetings.due(official, today)

    return ask


def write(by, partner, subject, on, direction="outgoing"):
    """A letter registered on a day."""
    now = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    answers = {
        "direction": direction, "number": f"01-27/{on:%y%m%d}{direction[0]}", "registered_on": on, "subject": subject, "language": "ru",
        "translation": "not_needed",
    }  # fmt: skip
    company = Company(partners=[partner], ours=[by])
    return letters.register(by=by, answers=answers, company=company, now=now, today=on)


def titles(found):
    return [(one.entry.on.isoformat(), one.entry.title, one.whom.name) for one in found]


def test_days_are_greeted_for_two_weeks_ahead_and_no_longer(due, official, partner):
    for name, month, day in (("today", 11, 23), ("last", 12, 7), ("too late", 12, 8), ("gone", 11, 22)):
        answers = {"name": name, "month": month, "day": day}
        actions.add_city_day(by=official, partnership_id=partner.id, answers=answers)
    factories.make_partnership(official, city="São Paulo", status="in_talks")
    contacts.create(by=official, answers={"name_ru": "Жуан да Силва", "birthday": date(1966, 11, 30)})
    assert titles(due()) == [
        ("2026-11-23", "today: Гродно", "Гродно"),
        ("2026-11-30", "День рождения: Жуан да Силва", "Жуан да Силва"),
        ("2026-12-05", "10 лет партнёрства: Гродно", "Гродно"),
        ("2026-12-07", "last: Гродно", "Гродно"),
    ]
    assert [one.entry.word for one in due()] == ["", "юбилей", "юбилей", ""]


def test_a_national_day_greets_every_partner_of_the_country(due, official, partner):
    factories.make_partnership(official, city="Novopolotsk", status="active")
    factories.make_partnership(official, city="Campinas", status="active")
    found = due(date(2026, 6, 25))
    assert titles(found) == [("2026-07-03", "Национальный день: Беларусь", name) for name in ("Гродно", "Новополоцк")]
    assert len({one.word for one in found}) == 2, "each is a greeting of its own"


@pytest.mark.parametrize(
    ("on", "today", "by"),
    [
        ((2026, 12, 4), (2026, 11, 23), (2026, 12, 1)),  # Friday: three working days before
        ((2026, 12, 7), (2026, 11, 23), (2026, 12, 2)),  # Monday: over the weekend
        ((2026, 11, 24), (2026, 11, 23), (2026, 11, 23)),  # not in the past
        ((2027, 1, 11), (2026, 12, 28), (2026, 12, 28)),  # over the holidays of the New Year
    ],
)
def test_a_greeting_leaves_three_working_days_before(on, today, by):
    working = WorkingDays({(1, day) for day in range(1, 9)}, off={date(2026, 12, 31)})
    assert rules.send_by(date(*on), working, date(*today)) == date(*by)


def test_last_years_letter_is_at_hand(due, app, official, partner):
    """One that reads as a greeting before a nearer one, an outgoing one only, and of the days around alone."""
    write(official, partner, "О составе делегации", date(2025, 12, 4))
    write(official, partner, "С юбилеем партнёрства", date(2025, 11, 28))
    write(official, partner, "Поздравляем", date(2025, 12, 5), direction="incoming")
    write(official, partner, "Поздравление с Новым годом", date(2025, 12, 25))
    (one,) = due()
    assert one.last_year.subject == "С юбилеем партнёрства"
    assert not one.is_sent
    with app.test_request_context(), force_locale("ru"):
        task = greetings.task_of(one)
    assert task["due_on"] == date(2026, 12, 2)
    assert "Гродно" in task["title"]
    assert f"/letters/{one.last_year.id}" in task["note"]
    assert "01-27/251128o" in task["note"]


def test_another_partners_letter_is_not_at_hand(due, official, partner):
    other = factories.make_partnership(official, city="Novopolotsk", status="active")
    write(official, other, "Поздравление с юбилеем", date(2025, 12, 1))
    (one,) = due()
    assert one.last_year is None


def test_a_letter_that_greets_counts_as_sent_and_any_other_does_not(due, official, partner):
    write(official, partner, "О перечне продукции", date(2026, 11, 20))
    (one,) = due()
    assert (one.sent, one.is_sent) == (None, False)
    write(official, partner, "Поздравление с десятилетием", date(2026, 11, 23))
    (one,) = due()
    assert one.is_sent


def test_a_task_that_is_dropped_makes_room_for_another(due, official, partner):
    (one,) = due()
    task = actions.greet(
        one.entry.key, one.whom.subject, by=official, answers={"title": "Написать", "note": "", "due_on": one.send_by}
    )
    db.session.flush()
    (one,) = due()
    assert one.task_id == task.id
    assert not one.is_sent
    tasks.drop(task, by=official, now=NOW)
    db.session.flush()
    (one,) = due()
    assert one.task_id is None
    again = actions.greet(
        one.entry.key, one.whom.subject, by=official, answers={"title": "Написать", "note": "", "due_on": one.send_by}
    )
    tasks.finish(again, by=official, now=NOW)
    db.session.flush()
    (one,) = due()
    assert one.is_sent
    with pytest.raises(RuleBroken):
        actions.dismiss(one.entry.key, one.whom.subject, by=official)


def test_the_page_shows_the_letter_of_last_year(sign_in, official, partner):
    letter = write(official, partner, "С юбилеем партнёрства", date(2025, 11, 28))
    db.session.commit()
    client = sign_in(official)
    page = client.get("/calendar").text
    assert f'href="/letters/{letter.id}"' in page
    word = f"partner-{partner.id}-2026~partner~{partner.id}"
    client.post("/calendar/greetings/give", {"greeting": word}, status=303)
    (task,) = db.session.scalars(select(Task))
    page = client.get(f"/tasks/{task.id}").text
    assert f"/letters/{letter.id}" in page
    assert client.get("/calendar").text.count(word) == 0 or "поручение дано" in client.get("/calendar").text


def test_what_comes_later_in_the_month_takes_no_place(official, due, monkeypatch):
    monkeypatch.setattr(registry, "MOST", 1)
    for city, day in (("Novopolotsk", 28), ("Grodno", 5)):
        factories.make_partnership(
            official, city=city, kind="twin", status="active", since_on=date(2016, 12, day), since_is_year=False
        )
    assert [one.entry.on for one in due()] == [date(2026, 12, 5)]


def test_the_day_before_march_keeps_those_of_leap_years(official, due):
    factories.make_partnership(
        official, city="Grodno", kind="twin", status="active", since_on=date(2016, 2, 29), since_is_year=False
    )
    assert [one.entry.on for one in due(date(2027, 2, 20))] == [date(2027, 2, 28)]
