"""Handing everything over: all or nothing, once, told, taken back; by those who may, within one municipality."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests import factories
from tracker.audit.models import AuditEntry
from tracker.documents.models import Document
from tracker.events import actions as events
from tracker.handover import actions, queries
from tracker.handover.kinds import KINDS
from tracker.handover.models import Handover
from tracker.interests import actions as interests
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.notices.models import Notice
from tracker.tasks import actions as tasks

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _standing():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def heir(make_user):
    return make_user("official")


@pytest.fixture
def partner(official):
    return factories.make_partnership(official)


@pytest.fixture
def full(official, partner):
    """Somebody who answers for a partner, an agreement and a task."""
    factories.make_agreement(official, today=TODAY, responsible_id=official.id)
    tasks.give(by=official, answers={"title": "Позвонить в Гродно", "assignee_id": official.id})
    return official


def _heirs(user, heir):
    return {name: heir for name, count in queries.counts_of(user.id).items() if count}


def test_everything_goes_to_the_heir_and_is_told(full, heir, manager):
    before = queries.counts_of(full.id)
    made = actions.hand_over(full, _heirs(full, heir), by=manager)
    assert sum(queries.counts_of(full.id).values()) == 0
    assert queries.counts_of(heir.id) == before
    assert len(made.items) == sum(before.values()) >= 2
    (notice,) = db.session.scalars(select(Notice).where(Notice.user_id == heir.id, Notice.kind == "handover")).all()
    assert (notice.subject_kind, notice.subject_id) == ("handover", made.id)
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "assign")).all()


def test_nothing_is_handed_over_twice(full, heir, manager):
    heirs = _heirs(full, heir)
    actions.hand_over(full, heirs, by=manager)
    with pytest.raises(RuleBroken, match="nothing to hand over"):
        actions.hand_over(full, heirs, by=manager)


def test_it_is_taken_back_within_a_day_but_for_what_was_changed(full, partner, heir, manager):
    made = actions.hand_over(full, _heirs(full, heir), by=manager)
    partner.note = "Изменено"
    db.session.flush()
    assert actions.take_back(made, by=manager, now=NOW + timedelta(hours=20)) == 1
    assert partner.responsible_id == heir.id
    assert queries.counts_of(full.id)["task"] == 1
    with pytest.raises(RuleBroken, match="already"):
        actions.take_back(made, by=manager, now=NOW + timedelta(hours=21))


def test_it_is_not_taken_back_later_or_to_a_blocked_account(full, heir, manager):
    made = actions.hand_over(full, _heirs(full, heir), by=manager)
    with pytest.raises(RuleBroken, match="one day only"):
        actions.take_back(made, by=manager, now=NOW + timedelta(hours=25))
    full.blocked_at = NOW
    with pytest.raises(RuleBroken, match="blocked"):
        actions.take_back(made, by=manager, now=NOW)


@pytest.mark.parametrize("role", ["viewer", "blocked", "self", "stranger"])
def test_who_cannot_take_over(full, make_user, manager, other_city, role):
    heir = {
        "viewer": lambda: make_user("viewer"),
        "blocked": lambda: make_user("official", blocked_at=NOW),
        "self": lambda: full,
        "stranger": lambda: make_user("official", other_city),
    }[role]()
    with pytest.raises(RuleBroken):
        actions.hand_over(full, {"partner": heir}, by=manager)
    assert queries.counts_of(full.id)["partner"] == 1


def test_an_official_does_not_hand_over(full, heir):
    with pytest.raises(NotAllowed):
        actions.hand_over(full, {"partner": heir}, by=full)


def test_the_page_lists_hands_over_and_prints(full, heir, manager, sign_in):
    client = sign_in(manager)
    address = f"/handover/from/{full.id}"
    page = client.get(address).text
    assert "Позвонить в Гродно" in page
    assert full.name in client.get("/handover").text
    sent = {"heir_id": str(heir.id), **{f"heir_{name}": "" for name in _heirs(full, heir)}, "heir_task": "stays"}
    client.post(address, {**sent, "heir_id": ""}, status=422)
    client.post(address, sent, status=303)
    made = db.session.scalars(select(Handover)).one()
    assert queries.counts_of(full.id)["task"] == 1
    assert "Act of handover" in client.get(f"/handover/{made.id}").text
    pdf = PdfReader(io.BytesIO(client.get(f"/handover/{made.id}/act.pdf").data))
    assert heir.name in pdf.pages[0].extract_text()
    client.get(f"/handover/{made.id}/act.docx")
    client.post(f"/handover/{made.id}/back", status=303)
    assert queries.counts_of(full.id)["partner"] == 1
    assert "handed back" in client.get(f"/handover/{made.id}").text


def test_who_may_open_what(full, heir, manager, sign_in, make_user, other_city):
    made = actions.hand_over(full, _heirs(full, heir), by=manager)
    for role, hands, reads in (("viewer", 403, 403), ("official", 403, 200), ("admin", 200, 200)):
        client = sign_in(role)
        client.get("/handover", status=hands)
        client.get(f"/handover/from/{full.id}", status=hands)
        client.get(f"/handover/{made.id}", status=reads)
    stranger = sign_in(make_user("manager", other_city))
    for address in (f"/handover/from/{full.id}", f"/handover/{made.id}", f"/handover/{made.id}/act.pdf"):
        stranger.get(address, status=404)


def test_the_administrator_is_told_before_blocking(full, sign_in):
    page = sign_in("admin").get(f"/admin/users/{full.id}/edit").text
    assert "Still answers for" in page
    assert f"/handover/from/{full.id}" in page


def test_events_their_programme_interests_and_documents_go_too_and_come_back(official, partner, heir, manager, city):
    tomorrow = {"starts_on": TODAY + timedelta(days=1), "kind": "forum"}
    event = events.plan(by=official, answers={**tomorrow, "title_ru": "Форум городов"})
    over = {"starts_on": date(2025, 1, 1), "kind": "forum", "needs_report": False}
    events.plan(by=official, answers={**over, "title_ru": "Прошлогодний форум"})
    db.session.flush()
    item = {"happens_on": event.starts_on, "starts_time": "10:00", "what": "Открытие", "responsible_id": official.id}
    events.put_programme(event, by=official, version=event.version, items=[item])
    wish = {"what": "Полимеры", "partnership_id": partner.id}
    interests.voice(by=official, answers=wish, today=TODAY)
    db.session.add(
        Document(title="Проект", kind="draft", of_kind="partner", of_id=partner.id, responsible_id=official.id)
    )
    db.session.flush()
    before = queries.counts_of(official.id)
    assert {name: count for name, count in before.items() if count} == {
        "partner": 1, "event": 1, "event_item": 1, "interest": 1, "document": 1,
    }  # fmt: skip
    made = actions.hand_over(official, _heirs(official, heir), by=manager)
    assert queries.counts_of(heir.id) == before
    assert "Открытие (Форум городов)" in {item["title"] for item in made.items}
    assert actions.take_back(made, by=manager, now=NOW) == 0
    assert queries.counts_of(official.id) == before


def test_every_column_that_says_who_answers_is_handed_over():
    """A new table with a responsible person belongs into the kinds, or whoever leaves takes it along."""
    known = {(kind.model.__tablename__, kind.whose.key) for kind in KINDS.values()}
    asked = {
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for column in table.columns
        if column.name in {"responsible_id", "assignee_id"}
    }
    assert asked == known
