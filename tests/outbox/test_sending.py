"""Mail reaches a real server once, with what it must carry; what does not is tried again, then shown."""

from __future__ import annotations

import itertools
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

import config
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.outbox import actions, rules, sending, smtp
from tracker.outbox.models import OutgoingMail, State

NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
REFUSE = "https://tracker.example/notices/unsubscribe?word=" + "x" * 120


def queue(user, *, subject="Три дела на сегодня", key=None, now=NOON, refuse_url=REFUSE):
    letter = actions.Letter(
        kind="digest", subject=subject, text="Здравствуйте\n", html="<p>Здравствуйте</p>", refuse_url=refuse_url
    )
    return actions.queue(letter, to=user, host="tracker.example", now=now, key=key)


def mails():
    with everywhere("looking"):
        db.session.expire_all()
        return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def send(app, at=NOON):
    with clock.standing_at(at):
        return sending.send_due(app.extensions["settings"])


def test_a_mail_arrives_in_both_forms_with_its_headers_and_its_words_are_not_kept(app, smtp, official):
    queue(official)
    assert send(app).sent == 1
    (arrived,) = smtp.arrived
    assert arrived["Subject"] == "Три дела на сегодня"
    assert arrived["To"].addresses[0].addr_spec == official.email
    assert arrived["To"].addresses[0].display_name == official.name
    assert arrived["From"] == "tracker@tracker.example"
    assert arrived["List-Unsubscribe"] == f"<{REFUSE}>"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_body(("plain",)).get_content().strip() == "Здравствуйте"
    assert "<p>Здравствуйте</p>" in arrived.get_body(("html",)).get_content()
    (mail,) = mails()
    assert (mail.state, mail.text, mail.html, mail.claim) == (State.SENT, "", "", None)
    assert mail.message_id == arrived["Message-ID"]
    assert max(len(line) for line in smtp.raw[0].split(b"\r\n")) <= 998


def test_it_is_sent_once_and_queued_once_under_one_key(app, smtp, official):
    assert queue(official, key="digest:1")
    assert not queue(official, key="digest:1")
    send(app)
    send(app, NOON + timedelta(days=1))
    assert len(smtp.arrived) == 1


@pytest.mark.parametrize(
    "hostile", ["Тема\r\nBcc: spy@evil.example", "a\nTo: spy@evil.example", "x\u2028Bcc: y@z\u0085To: y@z"]
)
def test_nothing_typed_becomes_a_header_or_a_recipient(app, smtp, make_user, hostile):
    user = make_user(name=hostile)
    queue(user, subject=hostile)
    send(app)
    (arrived,) = smtp.arrived
    assert arrived["Bcc"] is None
    assert len(arrived.get_all("To")) == 1
    assert [one.addr_spec for one in arrived["To"].addresses] == [user.email]


def test_a_spoilt_address_is_given_up_and_the_next_mail_still_goes(app, smtp, make_user):
    queue(make_user(email="nobody@@\r\nevil.example"))
    queue(make_user(email="good@city.example"))
    tally = send(app)
    assert (tally.sent, tally.failed) == (1, 1)
    assert [mail.state for mail in mails()] == [State.FAILED, State.SENT]


def test_a_refused_recipient_is_shown_as_failed_and_can_be_tried_again(app, smtp, official):
    smtp.answer[official.email] = "550 no such mailbox"
    queue(official)
    assert send(app).failed == 1
    (mail,) = mails()
    assert mail.state is State.FAILED
    assert "550 no such mailbox" in mail.error
    smtp.answer.clear()
    with everywhere("again"):
        actions.send_again(mail, now=NOON)
    assert send(app).sent == 1


def test_a_mail_that_is_put_off_is_tried_later_and_later_and_at_last_given_up(app, smtp, official):
    smtp.answer[official.email] = "451 greylisted"
    queue(official)
    at, tries = NOON, []
    while mails()[0].state is State.WAITING:
        at = max(at, mails()[0].next_try_at)
        assert send(app, at - timedelta(seconds=1)).put_off == 0 or at == NOON
        send(app, at)
        tries.append(at)
        assert len(tries) < 20
    assert mails()[0].state is State.FAILED
    pauses = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert pauses == sorted(pauses)
    assert len(tries) == len(rules._PAUSES) + 1


def test_without_a_server_the_mail_waits_and_no_attempt_is_counted(app, mailing, official):
    queue(official)
    queue(official)
    tally = send(app)
    assert tally.no_server
    first, second = mails()
    assert (first.state, first.attempts) == (State.WAITING, 0)
    assert (second.state, second.error) == (State.WAITING, None), "the run ends at the first failure"
    assert first.next_try_at == NOON + rules.SERVER_BACK_IN
    with everywhere("old news"):
        send(app, NOON + rules.TOO_OLD + timedelta(hours=1))
    assert mails()[1].state is State.FAILED


def test_two_machines_never_hold_one_mail(app, smtp, official):
    queue(official)
    with everywhere("two machines"):
        held = actions.claim(NOON)
        assert held is not None
        assert actions.claim(NOON) is None
        assert actions.claim(NOON + rules.CLAIMED_FOR - timedelta(seconds=1)) is None


def test_after_a_crash_the_mail_is_sent_by_another_and_the_late_first_changes_nothing(app, smtp, official):
    queue(official)
    with everywhere("a machine that dies"):
        dead = actions.claim(NOON)
        db.session.flush()
        db.session.expunge(dead)
    later = NOON + rules.CLAIMED_FOR
    assert send(app, later).sent == 1
    with everywhere("the dead one comes back"):
        assert not actions.note_failed(dead, error="late")
    assert mails()[0].state is State.SENT


def test_nothing_is_sent_inside_a_transaction(app, smtp, official):
    queue(official)
    committed = []

    def note(_session):
        committed.append(len(smtp.arrived))

    event.listen(db.session, "after_commit", note)
    try:
        send(app)
    finally:
        event.remove(db.session, "after_commit", note)
    assert committed[0] == 0, "the claim is committed before the mail leaves"
    assert committed[-1] == 1, "and what became of it afterwards"


def test_a_password_never_goes_in_the_open():
    with pytest.raises(config.BadSettings, match="in the open"):
        config.from_environment(
            {"TRACKER_MAIL_URL": "smtp://user:secret@mail.example", "TRACKER_PUBLIC_URL": "https://t.example"}
        )
    for url, wanted in [
        ("smtps://u%40x:p%2Fw@mail.example", ("mail.example", 465, "always", "u@x", "p/w")),
        ("starttls://mail.example", ("mail.example", 587, "starttls", "", "")),
    ]:
        server = config.Settings(mail_url=url).mail_server()
        assert (server.host, server.port, server.tls, server.user, server.password) == wanted
    for bad in ("http://x", "smtp://", "smtp://x:99999", "smtps://x?ca=/no/such/file"):
        with pytest.raises(config.BadSettings):
            config.Settings(mail_url=bad).mail_server()


def test_what_went_wrong_with_the_sign_in_tells_no_password():
    assert "secret" not in smtp._told(smtplib.SMTPAuthenticationError(535, b"secret no"))
