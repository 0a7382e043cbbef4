"""What people do with tasks, and that the step after an interaction is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from tests import factories
from tracker.interactions import actions as interactions
from tracker.interactions import queries as interaction_queries
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.subjects import Subject
from tracker.notices.models import Notice
from tracker.permissions import Role
from tracker.tasks import actions, queries
from tracker.tasks.models import State, Task

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def partner(official):
    return factories.make_partnership(official, city="Grodno")


@pytest.fixture
def give(official):
    def give(by=None, **answers):
        return actions.give(by=by or official, answers={"title": "Позвонить", **answers})

    return give


def told(user):
    return [(n.kind, n.subject_id) for n in db.session.scalars(select(Notice).where(Notice.user_id == user.id))]


def test_whoever_gets_a_task_hears_of_it_and_whoever_gave_it_hears_that_it_is_done(give, official, manager):
    task = give(by=manager, assignee_id=official.id)
    assert told(official) == [("task-given", task.id)]
    actions.finish(task, by=official, note="ответили", now=NOW)
    assert told(manager) == [("task-done", task.id)]
    assert (task.state, task.closed_on, task.closing_note) == (State.DONE, TODAY, "ответили")
    give(assignee_id=official.id)
    assert len(told(official)) == 1, "nobody is told of what they gave themselves"


def test_a_departments_task_is_told_to_its_people_and_taken_by_one(give, official, make_user):
    colleague, other = make_user(department="Отдел"), make_user(department="Другой")
    task = give(department="Отдел")
    assert told(colleague)
    assert not told(other)
    actions.take(task, by=colleague)
    assert (task.assignee_id, task.department) == (colleague.id, None)


def test_a_task_is_closed_once(give, official):
    task = give()
    actions.finish(task, by=official, now=NOW)
    for again in (actions.finish, actions.drop):
        with pytest.raises(RuleBroken, match="closed already"):
            again(task, by=official, now=NOW)
    with pytest.raises(RuleBroken, match="closed already"):
        actions.edit(task, by=official, version=None, answers={"title": "x"})
    actions.reopen(task, by=official)
    assert task.is_open
    with pytest.raises(RuleBroken, match="not closed"):
        actions.reopen(task, by=official)


def test_who_cannot_act_gets_no_task_but_keeps_what_they_have(give, official, make_user):
    gone = make_user()
    task = give(assignee_id=gone.id)
    gone.blocked_at = clock.now()
    for bad in (gone, make_user(Role.VIEWER)):
        with pytest.raises(RuleBroken, match="cannot take on"):
            give(assignee_id=bad.id)
    actions.edit(task, by=official, version=None, answers={"title": "Иначе", "assignee_id": gone.id})
    assert task.title == "Иначе"


def test_two_at_once_are_told(give, official, manager):
    task = give()
    opened = task.version
    actions.edit(task, by=official, version=opened, answers={"title": "первый"})
    with pytest.raises(EditedMeanwhile):
        actions.edit(task, by=manager, version=opened, answers={"title": "второй"})


def test_a_repeated_task_is_followed_by_the_next_once_however_often_it_is_done(give, official):
    task = give(due_on=date(2026, 10, 31), repeat_every=1, repeat_unit="month", note="отчёт", assignee_id=official.id)
    follower = actions.finish(task, by=official, now=NOW)
    assert (follower.due_on, follower.title, follower.note, follower.assignee_id) == (
        date(2026, 11, 30),
        "Позвонить",
        "отчёт",
        official.id,
    )
    actions.reopen(task, by=official)
    assert follower.archived_at is not None
    assert actions.finish(task, by=official, now=NOW) is follower
    assert follower.archived_at is None
    actions.finish(follower, by=official, now=NOW)
    with pytest.raises(RuleBroken, match="next task of the series"):
        actions.reopen(task, by=official)
    assert len(db.session.scalars(select(Task)).all()) == 3


def test_a_dropped_series_ends(give, official):
    task = give(due_on=TODAY, repeat_every=1, repeat_unit="day")
    actions.drop(task, by=official, reason="не нужно", now=NOW)
    assert queries.find_next(task) is None


def test_an_official_archives_what_is_ones_own_a_manager_all(give, official, manager, make_user):
    stranger = make_user()
    task = give(assignee_id=official.id)
    with pytest.raises(NotAllowed):
        actions.archive(task, by=stranger)
    actions.archive(task, by=manager)
    with pytest.raises(RuleBroken, match="archive"):
        actions.finish(task, by=official, now=NOW)
    actions.restore(task, by=official)
    assert task.archived_at is None


def test_a_task_on_a_record_concerns_its_partner(give, partner, official):
    entry = factories.make_interaction(official, partner=partner)
    on_partner = give(subject=Subject("partner", partner.id))
    on_entry = give(subject=Subject("interaction", entry.id))
    assert {on_partner.partnership_id, on_entry.partnership_id} == {partner.id}
    assert {row.id for row in queries.open_on(Subject("partner", partner.id))} == {on_partner.id, on_entry.id}
    assert [row.id for row in queries.open_on(Subject("interaction", entry.id))] == [on_entry.id]
    with pytest.raises(RuleBroken, match="not there any more"):
        give(subject=Subject("interaction", 999_999))


# the step after an interaction


def entry_with_step(official, partner, **more):
    return factories.make_interaction(official, partner=partner, next_step="отправить каталог", **more)


def step_of(entry):
    return db.session.scalars(select(Task).where(Task.is_follow_up, Task.about_id == entry.id)).one()


def test_what_comes_next_after_an_interaction_is_a_task_and_done_on_either_side_is_done_on_both(official, partner):
    entry = entry_with_step(official, partner, next_step_on=TODAY)
    task = step_of(entry)
    assert (task.title, task.due_on, task.partnership_id) == ("отправить каталог", TODAY, partner.id)
    assert task.id in {row.id for row in db.session.execute(queries.open_of(official))}
    actions.finish(task, by=official, note="ушёл", now=NOW)
    assert not entry.has_open_step
    assert entry.next_step_note == "ушёл"
    interactions.reopen_step(entry, by=official)
    assert task.is_open
    interactions.mark_step_done(entry, by=official, note=None, now=NOW)
    assert task.state is State.DONE
    assert list(db.session.execute(interaction_queries.next_steps_of(official))) == []


def test_a_step_that_is_put_off_in_the_task_is_put_off_in_the_entry(official, manager, partner):
    entry = entry_with_step(official, partner)
    task = step_of(entry)
    later = date(2026, 12, 24)
    actions.edit(
        task, by=manager, version=None, answers={"title": "послать", "due_on": later, "assignee_id": manager.id}
    )
    assert (entry.next_step, entry.next_step_on, entry.next_step_by_id) == ("послать", later, manager.id)
    assert task.about_id == entry.id


def test_an_entry_that_loses_its_step_drops_what_was_open(official, partner):
    entry = entry_with_step(official, partner)
    task = step_of(entry)
    company = interactions.Company(partners=[partner])
    answers = {"kind": "call", "subject": entry.subject, "when": When(date(2026, 11, 1), time(10))}
    interactions.edit(entry, by=official, version=None, answers=answers, company=company, now=NOW)
    assert (task.state, task.is_follow_up, entry.next_step) == (State.DROPPED, False, None)
    interactions.edit(
        entry, by=official, version=None, answers={**answers, "next_step": "новый"}, company=company, now=NOW
    )
    assert step_of(entry).title == "новый"


def test_the_step_goes_to_the_archive_with_its_entry_and_comes_back(official, partner):
    entry = entry_with_step(official, partner)
    interactions.archive(entry, by=official)
    assert list(db.session.execute(queries.open_of(official))) == []
    interactions.restore(entry, by=official)
    assert len(list(db.session.execute(queries.open_of(official)))) == 1
