"""Promising, doing, dropping, carrying on: rule, change and journal in one."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.obligations.conftest import NOW, TODAY
from tracker.agreements import actions as agreements
from tracker.agreements.kinds import Action
from tracker.audit.models import AuditEntry
from tracker.documents.actions import Upload
from tracker.documents.models import Document
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.find import matches
from tracker.kernel.subjects import Subject
from tracker.obligations import actions, queries
from tracker.obligations.kinds import Kind, Side, State
from tracker.obligations.models import Obligation

SOON = timedelta(days=30)


def done(obligation, by, on=TODAY, **more):
    return actions.finish(obligation, by=by, done_on=on, today=TODAY, now=NOW, **more)


def ids(statement):
    return [row.id for row in db.session.execute(statement)]


def test_a_duty_is_ours_theirs_or_of_all(promise, agreement):
    ours, theirs = promise(), promise(party=agreement.parties[1])
    joint = promise(party=None)
    assert [one.side for one in (ours, theirs, joint)] == [Side.OURS, Side.THEIRS, Side.JOINT]
    assert theirs.party_ru == agreement.parties[1].name_ru
    assert joint.party_id is None


def test_a_party_of_another_agreement_owes_nothing_here(promise, draft):
    with pytest.raises(RuleBroken, match="party of this agreement"):
        promise(party=draft.parties[0])


def test_a_draft_may_plan_but_nothing_of_it_is_done(promise, draft, official):
    planned = promise(draft, due_on=TODAY - timedelta(days=3))
    with pytest.raises(RuleBroken, match="not signed yet"):
        done(planned, official)
    assert planned.is_open
    assert ids(queries.overdue(TODAY)) == [], "a draft obliges to nothing"


def test_what_is_over_takes_on_nothing_new(promise, agreement, manager):
    agreements.take_step(
        agreement,
        Action.TERMINATE,
        by=manager,
        today=TODAY,
        answers=agreements.Answers(on=TODAY, reason="по соглашению"),
    )
    with pytest.raises(RuleBroken, match="is over"):
        promise()


def test_done_is_recorded_with_day_evidence_and_journal(promise, official):
    obligation = promise()
    done(obligation, official, on=date(2026, 11, 20), note="Фото", evidence=[(Subject("interaction", 7), "Встреча")])
    assert (obligation.state, obligation.closed_on, obligation.closed_by_id) == (
        State.DONE,
        date(2026, 11, 20),
        official.id,
    )
    assert (obligation.evidence, obligation.evidence_title, obligation.note) == (
        Subject("interaction", 7),
        "Встреча",
        "Фото",
    )
    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (last.verb, last.subject_kind, last.changes["state"]) == ("done", "obligation", ["open", "done"])


def test_several_records_and_files_show_it_also_afterwards(promise, official):
    meeting, event = (Subject("interaction", 7), "Встреча"), (Subject("event", 3), "Форум")
    obligation = promise()
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    photo = Upload(content=io.BytesIO(pdf), name="отчёт.pdf")
    done(obligation, official, evidence=[meeting, event, meeting], files=[photo])
    actions.add_evidence(obligation, by=official, evidence=[event, (Subject("letter", 5), "Письмо")])
    assert [one.title for one in obligation.evidences] == ["Встреча", "Форум", "Письмо"]
    assert obligation.evidence_title == "Встреча"
    row = db.session.execute(queries.rows().where(Obligation.id == obligation.id)).one()
    assert row.evidence_count == 3
    attached = db.session.scalars(select(Document)).one()
    assert (attached.kind, attached.subject) == ("evidence", Subject("obligation", obligation.id))
    with pytest.raises(RuleBroken, match="record or a file"):
        actions.add_evidence(obligation, by=official)


def test_what_was_dropped_has_nothing_to_show_and_a_bad_file_changes_nothing(promise, official):
    obligation = promise()
    bad = Upload(content=io.BytesIO(b"MZ" + bytes(99)), name="x.exe")
    with pytest.raises(RuleBroken) as broken:
        done(obligation, official, files=[bad])
    assert (broken.value.field, obligation.state) == ("files", State.OPEN)
    actions.drop(obligation, by=official, reason="отменено", today=TODAY, now=NOW)
    with pytest.raises(RuleBroken, match="nothing to show"):
        actions.add_evidence(obligation, by=official, evidence=[(Subject("event", 3), "Форум")])


@pytest.mark.parametrize(
    ("on", "why"), [(TODAY + timedelta(days=1), "future"), (date(2026, 3, 1), "before the signing"), (None, "when")]
)
def test_it_is_done_between_the_signing_and_today(promise, official, on, why):
    obligation = promise()
    with pytest.raises(RuleBroken, match=why):
        done(obligation, official, on=on)
    assert obligation.is_open


def test_it_is_not_done_twice_nor_dropped_when_done(promise, official):
    obligation = promise()
    done(obligation, official)
    with pytest.raises(RuleBroken, match="done already"):
        done(obligation, official)
    with pytest.raises(RuleBroken, match="done already"):
        actions.drop(obligation, by=official, reason="x", today=TODAY, now=NOW)


def test_dropping_asks_a_reason(promise, official):
    obligation = promise()
    with pytest.raises(RuleBroken, match="why"):
        actions.drop(obligation, by=official, reason="", today=TODAY, now=NOW)
    actions.drop(obligation, by=official, reason="музей закрыт", today=TODAY, now=NOW)
    assert (obligation.state, obligation.reason) == (State.DROPPED, "музей закрыт")


def test_opened_again_it_stands_where_it_was(promise, official):
    obligation = promise(whole=4)
    actions.record_progress(obligation, by=official, made=3, note=None)
    done(obligation, official)
    actions.reopen(obligation, by=official)
    assert (obligation.state, obligation.made, obligation.closed_on, obligation.closed_by_id) == (
        State.OPEN,
        3,
        None,
        None,
    )
    with pytest.raises(RuleBroken, match="open already"):
        actions.reopen(obligation, by=official)


@pytest.mark.parametrize("made", [-1, 5])
def test_progress_stays_within_the_whole(promise, official, made):
    obligation = promise(whole=4)
    with pytest.raises(RuleBroken, match="Between 0 and 4"):
        actions.record_progress(obligation, by=official, made=made, note=None)


def test_a_yearly_duty_comes_back_once(promise, official):
    obligation = promise(yearly=True, whole=2, due_on=date(2026, 11, 20))
    following = done(obligation, official)
    assert (following.due_on, following.made, following.is_open, following.previous_id) == (
        date(2027, 11, 20),
        0,
        True,
        obligation.id,
    )
    actions.reopen(obligation, by=official)
    assert done(obligation, official) is None, "the next year's is there already"


def test_a_plan_is_carried_to_the_next_year_each_line_once(promise, agreement, official):
    done(promise(text="Выставка", kind=Kind.PLAN, due_on=date(2026, 5, 1)), official)
    promise(text="Турнир", kind=Kind.PLAN, starts_on=date(2026, 10, 1), due_on=date(2026, 12, 1))
    actions.drop(
        promise(text="Хор", kind=Kind.PLAN, due_on=date(2026, 6, 1)), by=official, reason="нет", today=TODAY, now=NOW
    )
    promise(text="Обязательство")
    copied = actions.copy_plan(agreement, 2026, by=official)
    assert [(one.text, one.due_on, one.starts_on, one.is_open) for one in copied] == [
        ("Выставка", date(2027, 5, 1), None, True),
        ("Турнир", date(2027, 12, 1), date(2027, 10, 1), True),
    ]
    with pytest.raises(RuleBroken, match="no line"):
        actions.copy_plan(agreement, 2026, by=official)


def test_an_edit_on_an_old_version_is_refused(promise, official):
    obligation = promise()
    with pytest.raises(EditedMeanwhile):
        actions.edit(obligation, by=official, version=obligation.version - 1, answers={"text": "x"}, party=None)


def test_a_smaller_whole_takes_the_progress_along(promise, official):
    obligation = promise(whole=10)
    actions.record_progress(obligation, by=official, made=8, note=None)
    answers = {"text": "Семинары", "due_on": date(2026, 12, 1), "whole": 4, "responsible": official}
    actions.edit(obligation, by=official, version=obligation.version, answers=answers, party=None)
    assert (obligation.whole, obligation.made, obligation.side) == (4, 4, Side.JOINT)


def test_a_party_that_leaves_the_draft_lets_go_of_its_duties(promise, draft, official):
    theirs = promise(draft, party=draft.parties[1])
    name = theirs.party_ru
    agreements.edit(draft, factories.draft_agreement(other="Политехникум", title=draft.title), by=official)
    db.session.flush()
    assert (theirs.party_id, theirs.party_ru) == (None, name)


def test_who_does_not_answer_for_it_does_not_archive_it(promise, official, manager, make_user):
    obligation = promise()
    with pytest.raises(NotAllowed):
        actions.archive(obligation, by=make_user("official"), now=NOW)
    actions.archive(obligation, by=official, now=NOW)
    actions.restore(obligation, by=manager)
    assert obligation.archived_at is None


def test_a_viewer_cannot_answer_for_a_duty(promise, make_user):
    with pytest.raises(RuleBroken, match="cannot answer"):
        promise(responsible=make_user("viewer"))


def test_reminders_find_what_is_late_and_what_comes(promise, official):
    late = promise(due_on=TODAY - timedelta(days=2))
    soon, far = promise(due_on=TODAY), promise(due_on=TODAY + timedelta(days=31))
    closed = promise(due_on=TODAY - timedelta(days=2))
    done(closed, official)
    put_away = promise(due_on=TODAY - timedelta(days=2))
    actions.archive(put_away, by=official, now=NOW)
    assert ids(queries.overdue(TODAY)) == [late.id]
    assert ids(queries.due_soon(TODAY, SOON)) == [soon.id]
    assert far.id in ids(queries.due_soon(TODAY, timedelta(days=31)))
    row = db.session.execute(queries.overdue(TODAY)).one()
    assert (row.responsible_id, row.responsible, row.agreement) == (official.id, official.name, "О побратимстве")


def test_the_share_of_an_agreement_counts_what_was_not_dropped(promise, agreement, official):
    done(promise(), official)
    promise(due_on=TODAY - timedelta(days=1))
    actions.drop(promise(), by=official, reason="нет", today=TODAY, now=NOW)
    rows = queries.of_agreement(agreement.id, TODAY)
    assert [(row.all_count, row.done_count, row.late_count) for row in rows] == [(2, 1, 1)] * 2
    assert [row.state for row in rows] == [State.OPEN, State.DONE]


def test_the_board_and_the_rule_agree_on_every_row(promise, draft, official):
    for days in (-40, -1, 0, 6, 7, 8, 400):
        promise(due_on=TODAY + timedelta(days=days))
        promise(draft, due_on=TODAY + timedelta(days=days))
    promise(due_on=None)
    done(promise(), official)
    from tracker.obligations import rules

    for row in db.session.execute(queries.rows().add_columns(queries.board_column(TODAY).label("column"))):
        assert row.column == rules.column_of(row.state, row.due_on, TODAY, obliges=row.obliges)


def test_it_is_found_by_its_words_its_party_and_its_agreement(promise, agreement):
    obligation = promise(party=agreement.parties[1])
    for words in ("прием делег", "побратимств", agreement.parties[1].name_ru[:8]):
        found = db.session.scalars(select(Obligation.id).where(matches(Obligation, words))).all()
        assert found == [obligation.id], words
