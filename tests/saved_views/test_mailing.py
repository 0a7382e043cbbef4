"""Views by mail: the list's own CSV, as its reader may see it at the moment the mail leaves, once a week."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select

from tests import factories
from tracker.audit.models import AuditEntry
from tracker.contacts import actions as actions_of_contacts
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.notices import reminding
from tracker.outbox import sending
from tracker.outbox.models import OutgoingMail, State
from tracker.outbox.smtp import Line
from tracker.permissions import GRANTS, Permission, Role
from tracker.reminders import running
from tracker.saved_views import actions, queries
from tracker.saved_views import mailing as weekly
from tracker.saved_views.actions import Look
from tracker.saved_views.models import Layout, ViewSubscription

MONDAY = date(2026, 11, 23)
WORDS = "sort=partner&cols=partner,next,status"


def at(day, hour=9):
    return clock.standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


@pytest.fixture(autouse=True)
def nothing_else_is_due(monkeypatch):
    monkeypatch.setattr(reminding, "_sources", {})


@pytest.fixture
def view(official, manager):
    """A shared view of the manager, with a partner whose next step looks like a formula."""
    with acting_as(official.id):
        for name in ("Grodno", "Campinas"):
            partner = factories.make_partnership(official, city=name)
            partner.next_step, partner.next_step_on = "=cmd|' /C calc'!A0", MONDAY
        look = Look(list_name="partners", layout=Layout.LIST, words=WORDS)
        kept = actions.keep(look, by=manager, name="Партнёры: «наши»/все", shared=True)
        db.session.commit()
    return kept


@pytest.fixture
def subscribed(view, official):
    official.language = "ru"
    actions.subscribe(view, by=official, today=MONDAY - timedelta(days=4))
    db.session.commit()
    return queries.find_subscription(view.id, official.id)


def remind(app, day=MONDAY):
    """What a timer runs."""
    with at(day):
        run = running.remind()
        return run.mails, sending.send_due(app.extensions["settings"])


def file_of(mail):
    (one,) = list(mail.iter_attachments())
    return one


def states():
    with everywhere("looking"):
        db.session.expire_all()
        return list(db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))


def test_the_file_is_the_csv_of_the_list_as_the_reader_downloads_it(app, smtp, subscribed, view, official, sign_in):
    assert remind(app)[1].sent == 1
    (mail,) = smtp.arrived
    with at(MONDAY):
        downloaded = sign_in(official).get(f"/partners.csv?{WORDS}").data
    file = file_of(mail)
    assert file.get_content_type() == "text/csv"
    assert file.get_payload(decode=True) == downloaded
    assert downloaded.count(b"\r\n") == 3
    assert b"\"'=cmd|" in downloaded
    assert file.get_filename() == "Партнёры «наши» все 2026-11-23.csv"
    assert mail["Subject"] == "Партнёры: «наши»/все, 23.11.2026"
    text = mail.get_body(("plain",)).get_content()
    assert f"https://tracker.example/views/{view.id}" in text
    assert "2 записи" in text
    assert mail["List-Unsubscribe"].startswith("<https://tracker.example/views/unsubscribe?word=")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_is_in_the_language_that_the_reader_has_when_it_leaves(app, smtp, subscribed, official):
    with at(MONDAY):
        running.remind()
        official.language = "en"
        db.session.commit()
        sending.send_due(app.extensions["settings"])
    assert smtp.arrived[0]["Subject"].endswith("23 Nov 2026")
    assert file_of(smtp.arrived[0]).get_payload(decode=True).decode("utf-8-sig").startswith('"Partner","Next step"')


def test_the_outbox_never_holds_words_or_rows(app, smtp, subscribed):
    with at(MONDAY):
        running.remind()
    with everywhere("looking"):
        (mail,) = db.session.scalars(select(OutgoingMail))
    assert (mail.text, mail.html, mail.about_id) == ("", "", subscribed.id)
    smtp.answer[mail.to_address] = "451 greylisted"
    with at(MONDAY, 10):
        assert sending.send_due(app.extensions["settings"]).put_off == 1
    with everywhere("looking"):
        (mail,) = db.session.scalars(select(OutgoingMail))
    assert (mail.state, mail.text, mail.html) == (State.WAITING, "", "")


def test_once_a_week_whoever_runs_it_and_however_often(app, smtp, subscribed):
    for day in range(5):
        remind(app, MONDAY + timedelta(days=day))
    assert len(smtp.arrived) == 1
    remind(app, MONDAY + timedelta(days=7 + 2))
    remind(app, MONDAY + timedelta(days=7 + 3))
    assert len(smtp.arrived) == 2, "the first look after Monday makes up for it, once"
    remind(app, MONDAY + timedelta(days=21 + 1))
    assert len(smtp.arrived) == 3, "after weeks off there is one mail, not one for each week"
    for day in (26, 27):
        assert remind(app, MONDAY + timedelta(days=day))[0] == 0, "none at the week-end"


def test_two_machines_queue_one_mail(app, smtp, subscribed, official):
    with at(MONDAY), acting_for(official.municipality_id):
        first, second = weekly.due(MONDAY), weekly.due(MONDAY)
        assert weekly.post(first[0], today=MONDAY)
        assert not weekly.post(second[0], today=MONDAY), "the other one had read before the first wrote"
        db.session.commit()
        sending.send_due(app.extensions["settings"])
    assert len(smtp.arrived) == 1


def test_who_subscribes_gets_the_first_mail_next_monday(app, smtp, view, official):
    actions.subscribe(view, by=official, today=MONDAY)
    db.session.commit()
    assert remind(app, MONDAY)[0] == 0
    assert remind(app, MONDAY + timedelta(days=7))[0] == 1


@pytest.mark.parametrize(
    "why", ["archived", "private again", "no right to the list", "keeps no views", "blocked", "ended"]
)
def test_who_may_not_see_it_any_more_gets_nothing_also_when_it_was_queued(
    app, smtp, subscribed, view, official, manager, monkeypatch, why
):
    with at(MONDAY):
        assert running.remind().mails == 1
        match why:
            case "archived":
                actions.archive(view, by=manager)
            case "private again":
                view.shared = False
            case "no right to the list":
                monkeypatch.setitem(GRANTS, Role.OFFICIAL, GRANTS[Role.OFFICIAL] - {Permission.PARTNERS_READ})
            case "keeps no views":
                monkeypatch.setitem(GRANTS, Role.OFFICIAL, GRANTS[Role.OFFICIAL] - {Permission.VIEWS_KEEP})
            case "blocked":
                official.blocked_at = clock.now()
            case "ended":
                actions.unsubscribe(view, by=official)
        db.session.commit()
        assert sending.send_due(app.extensions["settings"]).sent == 0
    assert (smtp.arrived, states()) == ([], [State.DROPPED])
    assert remind(app, MONDAY + timedelta(days=7))[0] == 0


def test_what_is_too_much_for_a_letter_is_linked_instead(app, smtp, subscribed, view, monkeypatch):
    monkeypatch.setattr(weekly, "MOST_ROWS", 1)
    remind(app)
    monkeypatch.setattr(weekly, "MOST_ROWS", 5000)
    monkeypatch.setattr(weekly, "MOST_BYTES", 40)
    remind(app, MONDAY + timedelta(days=7))
    view.words = "grouped=status&q=nothing-like-it"
    db.session.commit()
    remind(app, MONDAY + timedelta(days=14))
    for mail in smtp.arrived:
        assert list(mail.iter_attachments()) == []
        assert f"https://tracker.example/views/{view.id}" in mail.get_body(("plain",)).get_content()
    assert len(smtp.arrived) == 3


def test_a_view_that_counts_in_groups_sends_its_groups(app, smtp, subscribed, view, monkeypatch):
    """Also where the install answers to its own host only, as one that sends mail does."""
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", [".tracker.example"])
    view.words = "grouped=status"
    db.session.commit()
    remind(app)
    lines = file_of(smtp.arrived[0]).get_payload(decode=True).decode("utf-8-sig").splitlines()
    assert lines[-1] == '"Всего";"2"'


def test_people_who_leave_by_mail_stand_in_the_journal_once_the_mail_has_left(app, smtp, subscribed, view, official):
    view.list_name, view.words = "contacts", "q=Иванов"
    actions_of_contacts.create_named("Иванов Иван", by=official)
    db.session.commit()
    smtp.answer[official.email] = "451 greylisted"
    remind(app)
    with everywhere("looking"):
        assert not list(db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "hand-out")))
        smtp.answer.clear()
        with at(MONDAY, 12):
            assert sending.send_due(app.extensions["settings"]).sent == 1
        (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "hand-out"))
    assert (entry.by_id, entry.kind, entry.subject_kind) == (official.id, "contact", "contacts-list")
    assert entry.changes == {"file": [None, "csv"], "filter": [None, "q=Иванов"]}


def test_nothing_is_sent_inside_a_transaction(app, smtp, subscribed):
    """What is open when the server hears the mail: nothing that was begun since the claim was committed."""
    with at(MONDAY):
        running.remind()
    begun, ended = [], []

    def note_begin(session, transaction, _connection):
        begun.append(transaction)

    def note_end(_session, transaction):
        ended.append(transaction)

    open_then = []
    real = Line.send

    def send(line, *rest):
        open_then.extend(set(begun) - set(ended))
        return real(line, *rest)

    event.listen(db.session, "after_begin", note_begin)
    event.listen(db.session, "after_transaction_end", note_end)
    try:
        with at(MONDAY, 10), pytest.MonkeyPatch.context() as patched:
            patched.setattr(Line, "send", send)
            assert sending.send_due(app.extensions["settings"]).sent == 1
    finally:
        event.remove(db.session, "after_begin", note_begin)
        event.remove(db.session, "after_transaction_end", note_end)
    assert begun
    assert open_then == []


def test_a_letter_that_cannot_be_written_holds_up_no_other(app, smtp, subscribed, view, manager, monkeypatch):
    actions.subscribe(view, by=manager, today=MONDAY - timedelta(days=7))
    db.session.commit()
    real, broken = weekly._written, []

    def written(*args):
        if not broken:
            broken.append(True)
            raise ZeroDivisionError
        return real(*args)

    monkeypatch.setattr(weekly, "_written", written)
    tally = remind(app)[1]
    assert (tally.sent, tally.put_off) == (1, 1)
    with at(MONDAY, 12):
        assert sending.send_due(app.extensions["settings"]).sent == 1


def test_without_a_mail_server_nothing_is_queued_and_nothing_is_missed(app, subscribed, official):
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, mail_url="")
    try:
        with acting_for(official.municipality_id):
            assert weekly.due(MONDAY) == []
    finally:
        app.extensions["settings"] = before
    assert subscribed.sent_on < MONDAY


def test_one_click_ends_the_mail_of_this_view_only(app, client, mailing, subscribed, view, official, manager):
    actions.subscribe(view, by=manager, today=MONDAY)
    db.session.commit()
    path = weekly.end_url(subscribed.id, official.id).removeprefix("https://tracker.example")
    assert "«наши»" in client.get(path).text
    assert queries.find_subscription(view.id, official.id), "a look changes nothing: scanners open every link"
    client.post(path, {"List-Unsubscribe": "One-Click", "form_key": ""}, csrf=False, status=200)
    assert [one.user_id for one in db.session.scalars(select(ViewSubscription))] == [manager.id]
    client.post(path, csrf=False, status=200)
    client.get("/views/unsubscribe?word=spoilt")
    client.post("/views/unsubscribe?word=spoilt", csrf=False, status=400)


def test_what_comes_by_mail_stands_on_the_own_account_and_is_ended_there(sign_in, subscribed, view, official, manager):
    client = sign_in(official)
    assert "«наши»" in client.get("/account").text
    assert "«наши»" not in sign_in(manager).get("/account").text
    answer = client.post(f"/views/{view.id}/unsubscribe", {"back": "account"}, status=303)
    assert answer.headers["Location"] == "/account"
    assert queries.find_subscription(view.id, official.id) is None
