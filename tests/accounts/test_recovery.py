"""A new password by mail: one use, short life, the same answer for everybody, all sessions end."""

from __future__ import annotations

import re
import time

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import select

from tracker.accounts import passwords, recovery
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.outbox.models import OutgoingMail

NEW = "четыре необычных слова подряд"


def mails():
    with everywhere("looking"):
        db.session.expire_all()
        return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def link_of(mail):
    found = re.search(r"https://tracker\.example(/sign-in/new-password\?word=\S+)", mail.text)
    assert found, mail.text
    return found[1]


@pytest.fixture
def asked(client, mailing, official):
    client.post("/sign-in/forgotten", {"email": official.email.upper()}, status=200)
    (mail,) = mails()
    return link_of(mail)


def test_the_link_changes_the_password_once_and_ends_all_sessions(asked, client, sign_in, official):
    elsewhere = sign_in(official)
    elsewhere.get("/account")
    client.get(asked)
    client.post(asked, {"new_password": "short"}, status=422)
    client.post(asked, {"new_password": NEW}, status=303)
    db.session.refresh(official)
    assert passwords.is_right(official.password_hash, NEW)
    elsewhere.get("/account", status=302)
    client.post(asked, {"new_password": "другие четыре слова подряд"}, status=400)
    assert "not good any more" in client.get(asked).text or "больше не действует" in client.get(asked).text


@pytest.mark.parametrize(("minutes", "status"), [(29, 303), (31, 400)])
def test_it_lives_half_an_hour(asked, client, monkeypatch, minutes, status):
    later = int(time.time()) + minutes * 60
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: later)
    client.post(asked, {"new_password": NEW}, status=status)


@pytest.mark.parametrize("spoil", [lambda w: w[:-3], lambda w: w.replace("word=", "word=x"), lambda w: w + "a" * 400])
def test_a_spoilt_link_opens_nothing(asked, client, official, spoil):
    before = official.password_hash
    client.post(spoil(asked), {"new_password": NEW}, status=400)
    db.session.refresh(official)
    assert official.password_hash == before


def test_the_answer_is_the_same_for_an_unknown_and_a_blocked_address(client, mailing, official, make_user):
    blocked = make_user()
    blocked.blocked_at = clock.now()
    db.session.commit()
    answers = []
    for email in (official.email, blocked.email, "nobody@city.example"):
        page = client.post("/sign-in/forgotten", {"email": email}, status=200).text
        answers.append(re.sub(r'value="[^"]*"|content="[^"]*"', "", page))
    assert len(set(answers)) == 1
    assert [mail.to_address for mail in mails()] == [official.email]


def test_asking_is_slowed_and_does_not_lock_the_sign_in(client, mailing, official):
    for _number in range(recovery.MOST_ASKED):
        client.post("/sign-in/forgotten", {"email": official.email}, status=200)
    answer = client.post("/sign-in/forgotten", {"email": official.email}, status=429)
    assert answer.headers["Retry-After"] == "900"
    assert len(mails()) == recovery.MOST_ASKED
    page = client.post("/sign-in", {"email": official.email, "password": "x"}, status=422).text
    assert "Too many" not in page
    assert "Слишком много" not in page


def test_a_blocked_persons_link_is_dead(asked, client, official):
    official.blocked_at = clock.now()
    db.session.commit()
    client.post(asked, {"new_password": NEW}, status=400)


def test_without_a_mail_server_the_administrator_is_named(client, official):
    assert "/sign-in/forgotten" not in client.get("/sign-in").text
    client.get("/sign-in/forgotten")
    client.post("/sign-in/forgotten", {"email": official.email}, status=422)
    assert mails() == []
