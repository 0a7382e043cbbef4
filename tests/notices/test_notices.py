"""The bell, what is under it, one mail a day, and the ways to have none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tracker.accounts.models import Language
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.tenancy import everywhere
from tracker.notices import actions, digest, queries, refusing
from tracker.notices.models import Notice
from tracker.notices.rules import register_notice_kind
from tracker.outbox.models import OutgoingMail

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 9, tzinfo=UTC)
KIND = "task-given"


@pytest.fixture(autouse=True)
def kind():
    register_notice_kind(KIND, "Done", "check")


def tell(user, about=None, **values):
    return actions.tell(
        user,
        KIND,
        "Done: %(step)s",
        about=about or Subject("partner", 1),
        details={"step": "<b>каталог</b>"},
        **values,
    )


def mails():
    with everywhere("looking"):
        return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_the_bell_counts_what_is_not_read_and_costs_no_statement(sign_in, official, counted):
    client = sign_in(official)
    client.get("/notices")
    before = counted()
    client.get("/account/password")
    without = len(before)
    tell(official)
    tell(official)
    db.session.commit()
    again = counted()
    page = client.get("/account/password").text
    assert len(again) == without
    assert re.search(r'class="bell__n"[^>]*>2<', page)


def test_a_notice_leads_to_its_record_and_is_read_then(sign_in, official, manager):
    tell(official, Subject("partner", 77))
    db.session.commit()
    notice = db.session.scalars(select(Notice)).one()
    client = sign_in(official)
    page = client.get("/notices").text
    assert "&lt;b&gt;каталог&lt;/b&gt;" in page
    answer = client.post(f"/notices/{notice.id}/open", status=303)
    assert answer.headers["Location"] == "/partners/77"
    assert "bell__n" not in client.get("/notices?show=unread").text
    sign_in(manager).post(f"/notices/{notice.id}/open", status=404)


def test_all_are_read_at_once_and_only_ones_own(sign_in, official, manager):
    for user in (official, official, manager):
        tell(user)
    db.session.commit()
    sign_in(official).post("/notices/read", status=303)
    unread = db.session.execute(
        select(Notice.user_id, func.count()).where(Notice.read_at.is_(None)).group_by(Notice.user_id)
    ).all()
    assert [tuple(row) for row in unread] == [(manager.id, 1)]


def test_what_is_told_under_a_key_is_told_once(official):
    assert tell(official, key="a")
    assert not tell(official, key="a")
    assert tell(official, key="b")


def test_the_blocked_and_the_observer_are_told_nothing(make_user, official):
    official.blocked_at = clock.now()
    assert not tell(official)


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.ENGLISH])
def test_one_mail_a_day_in_the_persons_language(app, mailing, official, language):
    official.language = language
    with clock.standing_at(NOON):
        tell(official)
        tell(official)
        assert digest.post_digest(official, today=TUESDAY)
        tell(official)
        assert not digest.post_digest(official, today=TUESDAY), "the next one comes tomorrow"
    (mail,) = mails()
    assert ("Сделано: <b>каталог</b>" if language is Language.RUSSIAN else "Done: <b>каталог</b>") in mail.text
    assert "<b>каталог</b>" not in mail.html
    assert mail.text.count("https://tracker.example/partners/1") == 2
    with clock.standing_at(NOON + timedelta(days=1)):
        assert digest.post_digest(official, today=TUESDAY + timedelta(days=1))
    assert len(mails()) == 2
    assert mails()[1].text.count("https://tracker.example/partners/1") == 1


@pytest.mark.parametrize("why", ["the week-end", "away", "read already", "refused", "no mail server"])
def test_no_mail(app, request, official, why):
    if why != "no mail server":
        request.getfixturevalue("mailing")
    tell(official)
    if why == "away":
        official.away_until = TUESDAY
    if why == "read already":
        actions.mark_all_read(official)
    if why == "refused":
        actions.refuse_mail(official, KIND)
        actions.refuse_mail(official, KIND)
    today = date(2026, 11, 28) if why == "the week-end" else TUESDAY
    assert not digest.post_digest(official, today=today)
    assert mails() == []


def test_one_click_ends_mail_of_that_kind_for_that_person_only(app, client, official, manager, mailing):
    url = refusing.refuse_url(official, KIND)
    assert url.startswith("https://tracker.example/notices/unsubscribe?word=")
    path = url.removeprefix("https://tracker.example")
    assert queries.refused_by(official) == set()
    client.get(path)
    assert queries.refused_by(official) == set(), "a look changes nothing: scanners open every link"
    client.post(path, {"List-Unsubscribe": "One-Click", "form_key": ""}, csrf=False, status=200)
    assert queries.refused_by(official) == {KIND}
    assert queries.refused_by(manager) == set()
    client.post(path, csrf=False, status=200)


@pytest.mark.parametrize("spoil", [lambda w: w[:-2], lambda w: "x" + w, lambda _w: "", lambda w: w * 20])
def test_a_spoilt_word_ends_nothing(client, official, spoil, mailing):
    word = refusing.refuse_url(official, KIND).partition("word=")[2]
    client.get(f"/notices/unsubscribe?word={spoil(word)}")
    client.post(f"/notices/unsubscribe?word={spoil(word)}", csrf=False, status=400)
    assert queries.refused_by(official) == set()


def test_what_mail_comes_is_chosen_on_the_own_account(sign_in, official):
    client = sign_in(official)
    assert 'name="kind" value="task-given" checked' in client.get("/account").text
    client.post("/notices/mail", {}, status=303)
    assert KIND in queries.refused_by(official)
    client.post("/notices/mail", {"kind": [KIND]}, status=303)
    assert KIND not in queries.refused_by(official)


def test_who_is_away_names_a_deputy_of_the_same_city(sign_in, official, manager, make_user, other_city):
    stranger = make_user(municipality=other_city)
    client = sign_in(official)
    sent = {"name": "Я", "post": "", "language": "ru", "theme": "system", "version": str(official.version)}
    away = {"away_from": "24.11.2026", "away_until": "30.11.2026"}
    client.post("/account", {**sent, **away, "deputy_id": str(stranger.id)}, status=422)
    client.post("/account", {**sent, "away_from": "30.11.2026", "away_until": "24.11.2026"}, status=422)
    client.post("/account", {**sent, **away, "deputy_id": str(manager.id)}, status=303)
    db.session.refresh(official)
    assert (official.deputy_id, official.away_until) == (manager.id, date(2026, 11, 30))


def test_earlier_notices_are_reached_in_the_order_they_were_told(official):
    for minute in (3, 1, 2):
        with clock.standing_at(NOON + timedelta(minutes=minute)):
            tell(official)
    found = queries.of_user(official)
    assert [one.created_at.minute for one in found] == [3, 2, 1]
    assert [one.created_at.minute for one in queries.of_user(official, before=found[0].id)] == [2, 1]
