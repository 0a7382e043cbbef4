"""The pages of tasks: quick line, list, one task, the section on other records."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from tests import factories
from tracker.audit.models import AuditEntry
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.tasks import actions
from tracker.tasks.models import State, Task

HOSTILE = "<script>alert(1)</script>\u202e=cmd()"


@pytest.fixture
def client(sign_in, official):
    return sign_in(official)


@pytest.fixture
def partner(official):
    return factories.make_partnership(official, city="Grodno")


def all_tasks():
    with everywhere("looking"):
        db.session.expire_all()
        return list(db.session.scalars(select(Task).order_by(Task.id)))


def give(by, **answers):
    task = actions.give(by=by, answers={"title": "Позвонить", **answers})
    db.session.commit()
    return task


def test_one_line_gives_a_task_and_undo_takes_it_back(client, official, partner):
    sent = {"title": "Ответить мэрии", "due_on": "27.11.2026", "whose": f"user:{official.id}"}
    answer = client.post("/tasks/quick", {**sent, "about": f"partner:{partner.id}", "next": "/partners"}, status=303)
    assert answer.headers["Location"] == "/partners"
    (task,) = all_tasks()
    assert (task.title, task.due_on, task.assignee_id) == ("Ответить мэрии", date(2026, 11, 27), official.id)
    assert (task.about_kind, task.partnership_id) == ("partner", partner.id)
    page = client.get(f"/partners/{partner.id}").text
    assert "Ответить мэрии" in page
    assert f"/tasks/{task.id}/archive" in page


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"title": ""}, "what has to be done"),
        ({"title": "x" * 501}, "at most 500"),
        ({"due_on": "31.02"}, "no day"),
        ({"whose": "user:999999"}, "Choose one of the list"),
        ({"about": "partner:999999"}, "not there any more"),
        ({"about": "user:1"}, "not there any more"),
    ],
)
def test_what_the_line_cannot_take_comes_back_in_the_whole_form(client, official, bad, said):
    sent = {"title": "Ответить", "due_on": "27.11.2026", "whose": f"user:{official.id}", **bad}
    answer = client.post("/tasks/quick", sent, status=303)
    assert answer.headers["Location"].startswith("/tasks/new?")
    page = client.get(answer.headers["Location"]).text
    assert said in page
    assert all_tasks() == []
    if "title" not in bad:
        assert 'value="Ответить"' in page


def test_the_form_keeps_what_was_typed_and_gives_a_series(client, official):
    sent = {"title": HOSTILE, "due_on": "", "whose": "", "note": HOSTILE, "repeat_every": "2", "repeat_unit": "month"}
    page = client.post("/tasks/new", sent, status=422).text
    assert "Say when it is due first" in page
    assert "<script>alert" not in page
    client.post("/tasks/new", {**sent, "due_on": "31.12.2026"}, status=303)
    (task,) = all_tasks()
    assert (task.repeat_every, task.repeat_unit, task.repeat_from_on) == (2, "month", date(2026, 12, 31))
    page = client.get(f"/tasks/{task.id}").text
    assert "every 2 months" in page
    assert "<script>alert" not in page


def test_it_is_done_in_its_row_and_undone(client, official):
    task = give(official, assignee_id=official.id)
    page = client.get("/tasks?whose=mine").text
    assert f'action="/tasks/{task.id}/finish"' in page
    answer = client.post(f"/tasks/{task.id}/finish", {"next": "/tasks?whose=mine"}, status=303)
    assert answer.headers["Location"] == "/tasks?whose=mine"
    page = client.get("/tasks?whose=mine").text
    assert f"/tasks/{task.id}/reopen" in page
    assert "Позвонить" not in page.partition("<main")[2].partition("</main>")[0]
    client.post(f"/tasks/{task.id}/reopen", {"next": "https://evil.example"}, status=303)
    assert all_tasks()[0].state is State.OPEN


def test_a_double_click_gives_one_task(client, official):
    sent = {"title": "Раз", "whose": "", "form_key": "same-key-for-both"}
    for _number in range(2):
        client.post("/tasks/quick", sent, status=303)
    assert len(all_tasks()) == 1


def test_a_viewer_reads_and_does_nothing(sign_in, official, partner):
    task = give(official)
    viewer = sign_in("viewer")
    page = viewer.get("/tasks").text
    assert "Позвонить" in page
    assert "/finish" not in page
    viewer.get(f"/tasks/{task.id}")
    viewer.get(f"/partners/{partner.id}")
    for way in ("finish", "drop", "reopen", "take", "archive"):
        viewer.post(f"/tasks/{task.id}/{way}", status=403)


def test_the_views_show_what_they_say(client, official, manager, make_user):
    official.department = "Отдел"
    colleague = make_user(department="Отдел")
    give(official, title="моё", assignee_id=official.id, due_on=date(2020, 1, 1))
    give(manager, title="коллеги", assignee_id=colleague.id)
    give(manager, title="отдела", department="Отдел")
    give(manager, title="общее")
    give(official, title="порученное", assignee_id=manager.id)

    def shown(words):
        text = client.get(f"/tasks.csv?{words}").get_data(as_text=True)
        return {name for name in ("моё", "коллеги", "отдела", "общее", "порученное") if name in text}

    assert shown("whose=mine") == {"моё"}
    assert shown("whose=department") == {"моё", "коллеги", "отдела"}
    assert shown("whose=everybody") == {"общее"}
    assert shown("whose=given") == {"моё", "порученное"}
    assert shown("state=overdue") == {"моё"}
    assert shown("") == {"моё", "коллеги", "отдела", "общее", "порученное"}
    assert shown("q=коллег") == {"коллеги"}


OVERTAKEN = (StaleDataError(), IntegrityError("INSERT", {}, Exception("unique")))


@pytest.mark.parametrize("overtaken", OVERTAKEN, ids=["version", "unique"])
def test_what_was_overtaken_by_a_moment_is_done_once_more(client, official, monkeypatch, overtaken):
    """On PostgreSQL two may read the same state: the slower one reads again what the quicker one has written."""
    task, edit, calls = give(official), actions.edit, []

    def overtaken_at_first(task, **options):
        edit(task, **options)
        calls.append(task.title)
        if len(calls) < at_most:
            raise overtaken

    monkeypatch.setattr(actions, "edit", overtaken_at_first)
    sent = {"title": "Моё", "due_on": "", "whose": "", "note": "", "repeat_every": "", "repeat_unit": ""}
    at_most = 2
    client.post(f"/tasks/{task.id}/edit", {**sent, "version": str(task.version)}, status=303)
    assert calls == ["Моё", "Моё"]
    (kept,) = all_tasks()
    assert (kept.title, kept.version) == ("Моё", 2)
    at_most = 9
    if isinstance(overtaken, StaleDataError):
        page = client.post(f"/tasks/{task.id}/edit", {**sent, "version": "2", "title": "Ещё"}, status=409).text
        assert "a moment ago" in page
        assert len(calls) == 4


def test_what_was_rolled_back_is_not_told_by_the_journal(session, official):
    task = give(official)
    session.execute(update(Task).values(version=7).execution_options(synchronize_session=False))
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    with pytest.raises(StaleDataError), session.begin_nested():
        actions.edit(task, by=official, version=None, answers={"title": "Иначе"})
    other = give(official, title="Другая")
    told = session.scalars(select(AuditEntry).order_by(AuditEntry.id).offset(before)).all()
    assert [(entry.verb, entry.record_id) for entry in told] == [("give", other.id)]


def test_what_somebody_else_changed_is_shown_not_lost(client, official, manager):
    task = give(official)
    opened = str(task.version)
    actions.edit(task, by=manager, version=None, answers={"title": "Иначе"})
    db.session.commit()
    sent = {"title": "Моё", "due_on": "", "whose": "", "note": "", "repeat_every": "", "repeat_unit": ""}
    page = client.post(f"/tasks/{task.id}/edit", {**sent, "version": opened}, status=409).text
    assert "Иначе" in page
    assert "Моё" in page
    for spoilt in ("[" * 100_000, '{"title":' * 20_000, "9" * 6000):
        page = client.post(f"/tasks/{task.id}/edit", {**sent, "version": opened, "seen": spoilt}, status=409).text
        assert "Моё" in page
