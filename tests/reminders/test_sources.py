"""What agreements and yearly reports are reminded of: when, to whom, in which words, by mail and in the app."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tracker.agreements import actions as agreements
from tracker.agreements.asks import Answers
from tracker.agreements.kinds import Action, Renewal
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.notices import actions as notices
from tracker.notices import queries as notice_queries
from tracker.notices.models import Notice
from tracker.notices.rules import notice_kinds
from tracker.outbox.models import OutgoingMail
from tracker.reminders import running
from tracker.yearly_reports import actions as yearly_reports
from tracker.yearly_reports.actions import Letter, Texts

MONDAY = date(2026, 11, 23)


def noon(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def run(*moments):
    for moment in moments:
        at = moment if isinstance(moment, datetime) else noon(moment)
        with clock.standing_at(at):
            running.remind()
        db.session.expire_all()


def told(user, kind):
    """The rungs on which the person was told, in order."""
    with everywhere("looking"):
        rows = db.session.scalars(
            select(Notice).where(Notice.user_id == user.id, Notice.kind == kind).order_by(Notice.id)
        )
        return [int(row.key.rpartition(":")[2]) for row in rows]


@pytest.fixture
def make(official, manager):
    def made(status="in_force", day=MONDAY, **values):
        with clock.standing_at(noon(day)):
            return factories.make_agreement(official, today=day, status=status, decider=manager, **values)

    return made


def test_an_end_on_29_february_is_told_on_each_rung_by_the_citys_clock(make, official, manager):
    end = date(2028, 2, 29)
    make(ends_on=end)
    run(date(2027, 2, 28))
    assert told(official, "agreement-expiring") == []
    run(date(2027, 3, 1), date(2027, 3, 1), date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 22))
    assert told(official, "agreement-expiring") == [365, 91, 7]
    run(datetime(2028, 2, 28, 20, 59, tzinfo=UTC))
    assert told(official, "agreement-expiring") == [365, 91, 7]
    run(datetime(2028, 2, 28, 21, 0, tzinfo=UTC), date(2028, 3, 20), date(2028, 5, 1))
    assert told(official, "agreement-expiring") == [365, 91, 7, 0, -1]
    assert told(manager, "agreement-expiring") == []


def test_the_last_day_to_object_is_told_until_somebody_decides(make, official, manager):
    agreement = make(ends_on=date(2027, 12, 31), renewal=Renewal.IF_NOBODY_OBJECTS, renewal_months=12, notice=30)
    last = agreement.last_day_to_act
    run(last - timedelta(days=91), last - timedelta(days=60), last - timedelta(days=58))
    assert told(official, "agreement-objection") == [60]
    decided = last - timedelta(days=50)
    answers = Answers(on=decided)
    agreements.take_step(agreement, Action.KEEP_RENEWAL, by=manager, today=decided, answers=answers)
    run(last - timedelta(days=30), last)
    assert told(official, "agreement-objection") == [60]
    assert told(official, "agreement-expiring") == []


def test_an_awaited_consent_and_a_publication_reach_the_manager_when_they_are_late(make, official, manager):
    waiting, published = make("at_region", foreign=True), make(foreign=True)
    answer = waiting.approvals[0].due_on
    publish = published.publication_due_on
    run(answer - timedelta(days=8), answer - timedelta(days=7), answer, answer + timedelta(days=2))
    assert told(official, "approval-due") == [7, 0, -1]
    assert told(manager, "approval-due") == []
    run(answer + timedelta(days=7))
    assert told(manager, "approval-due") == [-7]
    assert told(official, "publication-due")
    run(publish + timedelta(days=31))
    assert told(official, "publication-due")[-1] == -30
    agreements.take_step(
        published, Action.PUBLISH, by=manager, today=publish, answers=Answers(on=publish, place="газета")
    )
    before = told(official, "publication-due")
    run(publish + timedelta(days=60))
    assert told(official, "publication-due") == before


def test_a_consent_with_a_term_is_told_before_it_ends(make, official, manager):
    agreement = make("at_region", foreign=True)
    until = MONDAY + timedelta(days=90)
    answers = Answers(on=MONDAY, number="204", until=until)
    agreements.take_step(agreement, Action.RECORD_CONSENT, by=manager, today=MONDAY, answers=answers)
    run(MONDAY, until - timedelta(days=60), until, until + timedelta(days=1))
    assert told(official, "approval-ends") == [60, 0]


def test_the_report_is_told_to_the_managers_from_1_december_until_it_is_sent(city, official, manager):
    run(datetime(2026, 11, 30, 20, 59, tzinfo=UTC))
    assert -30 in told(manager, "report-due") or told(manager, "report-due") == []  # of the year before
    before = len(told(manager, "report-due"))
    run(datetime(2026, 11, 30, 21, 0, tzinfo=UTC), date(2026, 12, 2))
    assert told(manager, "report-due")[before:] == [45]
    with clock.standing_at(noon(date(2026, 12, 31))):
        report = yearly_reports.draft(2026, Texts(own={}, partners={}), by=official, today=date(2026, 12, 31))
    run(date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 14), date(2027, 1, 15))
    assert told(manager, "report-due")[before:] == [45, 14, 0, -1]
    assert told(official, "report-due") == []
    with clock.standing_at(noon(date(2027, 1, 18))):
        letter = Letter(number="7", sent_on=date(2027, 1, 18))
        yearly_reports.send(report, letter, {}, by=manager, today=date(2027, 1, 18))
    run(date(2027, 1, 25))
    assert told(manager, "report-due")[before:] == [45, 14, 0, -1]


def test_it_is_told_in_the_persons_language_by_mail_and_on_the_page(make, make_user, manager, mailing, sign_in):
    reader = make_user("official", language="ru")
    waiting = make("at_region", foreign=True)
    waiting.responsible_id = reader.id
    db.session.flush()
    late = waiting.approvals[0].due_on + timedelta(days=1)
    late += timedelta(days=7 - late.weekday()) if late.weekday() > 4 else timedelta()
    run(late, late)
    with everywhere("looking"):
        mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.user_id == reader.id)).all()
        assert len(mails) == 1
        assert "Регион: ответ просрочен с" in mails[0].text
    with clock.standing_at(noon(late)):
        page = sign_in(reader).get("/notices").get_data(as_text=True)
        assert "Регион: ответ просрочен с" in page


def test_each_kind_has_its_own_switch_for_mail_alone(make, official, mailing):
    names = {kind.name for kind in notice_kinds()}
    assert {"approval-due", "approval-ends", "publication-due", "report-due", "agreement-expiring"} <= names
    notices.refuse_mail(official, "publication-due")
    published = make(foreign=True)
    day = published.publication_due_on - timedelta(days=6)
    day += timedelta(days=7 - day.weekday()) if day.weekday() > 4 else timedelta()
    run(day)
    assert told(official, "publication-due") == [7]
    with everywhere("looking"):
        assert db.session.scalars(select(OutgoingMail).where(OutgoingMail.user_id == official.id)).all() == []


def test_a_second_machine_that_asks_at_the_same_time_tells_nothing_twice(make, official, monkeypatch):
    make(ends_on=date(2027, 1, 1))
    run(date(2026, 12, 26))
    monkeypatch.setattr(notice_queries, "is_told", lambda _user, _key: False)
    run(date(2026, 12, 26))
    assert told(official, "agreement-expiring") == [7]
