"""The administrator sees what could not be delivered, and nobody sees what was written."""

from __future__ import annotations

from tests.outbox.test_sending import NOON, queue
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.outbox import actions
from tracker.outbox.models import State


def failed(user):
    with everywhere("a mail that came back"):
        queue(user, subject="Письмо о делах")
        mail = actions.claim(NOON)
        actions.note_failed(mail, error="550 no such mailbox")
        db.session.commit()
        db.session.refresh(mail)
    return mail


def test_a_dead_letter_is_shown_with_the_servers_words_and_tried_again(sign_in, official):
    mail = failed(official)
    client = sign_in("admin")
    page = client.get("/admin/outbox").text
    assert "550 no such mailbox" in page
    assert "1 mail could not be delivered" in page or "1 письмо не доставлено" in page
    page = client.get(f"/admin/outbox/{mail.id}").text
    assert "Здравствуйте" not in page
    client.post(f"/admin/outbox/{mail.id}/again", status=303)
    db.session.refresh(mail)
    assert (mail.state, mail.attempts) == (State.WAITING, 0)
    client.post(f"/admin/outbox/{mail.id}/drop", status=409)


def test_a_dead_letter_is_given_up(sign_in, official):
    mail = failed(official)
    sign_in("admin").post(f"/admin/outbox/{mail.id}/drop", status=303)
    db.session.refresh(mail)
    assert (mail.state, mail.text) == (State.DROPPED, "")


def test_another_citys_mail_is_not_there(sign_in, make_user, other_city):
    stranger = make_user(municipality=other_city)
    with acting_for(other_city.id):
        mail = failed(stranger)
    client = sign_in("admin")
    assert "550" not in client.get("/admin/outbox").text
    client.get(f"/admin/outbox/{mail.id}", status=404)
    client.post(f"/admin/outbox/{mail.id}/again", status=404)
