"""The first page of each who works here: what waits, is due, stands still; and the picture for the head of the city."""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from tests.dashboard.reading import numbers, rows_behind
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.negotiations import actions as negotiations
from tracker.negotiations import queries as talk_queries
from tracker.tasks import actions as tasks

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(NOW):
        yield


def give(by, title, days=None, to=None):
    due = {"due_on": TODAY + timedelta(days=days)} if days is not None else {}
    task = tasks.give(by=by, answers={"title": title, "assignee_id": (to or by).id, **due})
    db.session.flush()
    return task


def test_a_manager_approves_and_returns_without_leaving_the_page(sign_in, official, manager):
    first, second = (
        factories.make_agreement(official, today=TODAY, status="in_review", decider=manager) for _time in range(2)
    )
    db.session.commit()
    client = sign_in(manager)
    page = client.get("/").text
    assert f'action="/agreements/{first.id}/approve"' in page
    sent = {"version": first.version, "next": "/"}
    assert client.post(f"/agreements/{first.id}/approve", sent, status=303).location == "/"
    sent = {"version": second.version, "next": "/", "reason": "П. 3.2: 60 дней"}
    assert client.post(f"/agreements/{second.id}/return", sent, status=303).location == "/"
    db.session.expire_all()
    assert (first.status.value, second.status.value) == ("approved", "returned")
    assert f'action="/agreements/{first.id}/approve"' not in client.get("/").text
    told = sign_in(official).get("/").text
    assert "П. 3.2: 60 дней" in told, "who drafts is told what to mend"
    assert f'action="/agreements/{second.id}/approve"' not in told


def test_who_submitted_is_not_offered_to_approve(sign_in, manager):
    mine = factories.make_agreement(manager, today=TODAY, status="in_review")
    db.session.commit()
    assert f"/agreements/{mine.id}" not in sign_in(manager).get("/").text


def test_an_official_sees_the_own_day_and_ticks_it_off(sign_in, official, manager):
    late, now, soon = give(official, "Вчерашнее", -1), give(official, "Сегодняшнее", 0), give(official, "Скорое", 7)
    give(official, "Далёкое", 8)
    give(manager, "Чужое", 0)
    partner = factories.make_partnership(official, responsible_id=official.id)
    factories.make_interaction(manager, partner=partner, subject="Записано другим", when=When(TODAY, None), now=NOW)
    factories.make_interaction(official, partner=partner, subject="Записано мной", when=When(TODAY, None), now=NOW)
    db.session.commit()
    client = sign_in(official)
    page = client.get("/").text
    assert "Чужое" not in page
    told = {address: number for number, address in numbers(page)}
    assert told["/tasks?whose=mine"] == 4
    assert told["/tasks?whose=mine&state=overdue"] == 1
    assert told["/tasks?whose=mine&due=today"] == 1
    assert told["/tasks?whose=mine&due=week"] == 1
    assert "Скорое" in client.get("/tasks?whose=mine&due=week").text
    changes = page.partition("What others did with what is mine")[2].partition("</section>")[0]
    assert "Записано другим" in changes
    assert "Записано мной" not in changes
    for task in (late, now, soon):
        assert client.post(f"/tasks/{task.id}/finish", {"next": "/"}, status=303).location == "/"
    assert {address: number for number, address in numbers(client.get("/").text)}["/tasks?whose=mine"] == 1


def test_a_manager_sees_who_has_how_much_open(sign_in, official, manager):
    give(manager, "Просрочено", -3, official)
    give(manager, "В работе", 3, official)
    db.session.commit()
    told = {address: number for number, address in numbers(sign_in(manager).get("/").text)}
    assert told[f"/tasks?assignee={official.id}"] == 2
    assert told[f"/tasks?assignee={official.id}&state=overdue"] == 1
    assert told[f"/negotiations?responsible={official.id}"] == 0


def test_talks_that_stand_still_longest_come_first_and_stages_tell_the_mean_of_days(sign_in, official, manager):
    """A later interaction moves talks back in line; an official sees the own ones, a manager those of all."""
    partner = factories.make_partnership(official, today=date(2024, 1, 1))
    begun = {"Своё": (official, 200), "Говорили": (official, 400), "Чужое": (manager, 300), "Свежее": (official, 2)}
    made = {}
    for subject, (by, days) in begun.items():
        answers = {"subject": subject, "started_on": TODAY - timedelta(days=days)}
        made[subject] = negotiations.start(by=by, partnership=partner, answers=answers, today=TODAY)
    made["Говорили"].last_interaction_on = TODAY - timedelta(days=150)
    made["Свежее"].stage.stale_after_days = 30
    db.session.commit()
    for who, subjects in ((official, ["Своё", "Говорили"]), (manager, ["Чужое", "Своё", "Говорили"])):
        page = sign_in(who).get("/").text
        section = page.partition(">Talks stand still<")[2].partition("</section>")[0]
        assert list(dict.fromkeys(re.findall("|".join(begun), section))) == subjects
    (row,) = [row for row in talk_queries.per_stage(TODAY) if row.open]
    assert (row.open, round(row.days)) == (4, round((200 + 400 + 300 + 2) / 4))


def test_the_first_day_begins_with_what_to_do(sign_in, city):
    page = sign_in("manager").get("/").text
    assert "Here begins the day" in page
    assert "/import?kind=partners" in page
    for role in ("viewer", "official", "admin"):
        sign_in(role).get("/")


def test_the_picture_compares_the_years_as_computed_from_what_was_logged(sign_in, official):
    """On random entries: what plain Python counts stands on the page, and behind each number as many rows."""
    chance = random.Random(5)
    partner = factories.make_partnership(official, today=date(2025, 3, 1))
    logged = []
    for _one in range(60):
        on, kind = TODAY - timedelta(days=chance.randrange(720)), chance.choice(["meeting", "visit", "call"])
        factories.make_interaction(official, partner=partner, kind=kind, when=When(on, None), now=NOW)
        logged.append((on, kind))
    db.session.commit()
    client = sign_in("viewer")
    told = {address: number for number, address in numbers(client.get("/").text)}
    spans = {
        "year": (date(2026, 1, 1), TODAY),
        "last_year_so_far": (date(2025, 1, 1), date(2025, 11, 23)),
        "last_year": (date(2025, 1, 1), date(2025, 12, 31)),
    }
    for name, (first, last) in spans.items():
        within = [kind for on, kind in logged if first <= on <= last]
        assert told[f"/interactions?period={name}"] == len(within)
        assert told[f"/interactions?period={name}&kind=visit"] == within.count("visit")
    assert told["/partners?entered=last_year"] == 1
    assert told["/partners?entered=year"] == 0
    assert {address: rows_behind(client, address) for address in told} == told
    assert client.get("/picture").text.count("/dossier") == 0, "nobody is met yet"
