"""Signing in and out, guessing, sessions, the own password, users."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.client import Client
from tracker.accounts import actions, passwords, rules
from tracker.accounts.models import SignedInSession, User
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.tenancy import everywhere
from tracker.web.security import own_path

PASSWORD = "verba volant scripta manent"


@pytest.fixture
def anna(make_user):
    return make_user("official", email="anna@city.example", name="Анна", password_hash=passwords.make_hash(PASSWORD))


def enter(client, email="anna@city.example", password=PASSWORD, next_=""):
    return client.post(f"/sign-in{next_}", {"email": email, "password": password})


def text(answer):
    return answer.get_data(as_text=True)


def test_in_and_out_ends_the_session_for_good(client, anna, app):
    assert enter(client).status_code == 303
    client.get("/")
    with client.plain.session_transaction() as held:
        kept = dict(held)
    client.token = ""
    client.post("/sign-out", status=303)
    thief = Client(app)
    with thief.plain.session_transaction() as held:
        held.update(kept)
    assert thief.get("/", status=302).location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("email", "password"), [("anna@city.example", "wrong wrong"), ("nobody@city.example", PASSWORD)]
)
def test_unknown_and_wrong_sound_the_same(client, anna, email, password):
    answer = enter(client, email, password)
    assert answer.status_code == 422
    assert "The address or the password is wrong." in text(answer) or "Адрес или пароль неверен." in text(answer)


def test_guessing_is_slowed_and_the_account_is_not_locked_for_others(client, anna, app):
    for _attempt in range(rules.MOST_BY_PAIR):
        enter(client, password="wrong wrong")
    refused = enter(client)
    assert refused.status_code == 422
    assert "/sign-in" not in (refused.location or "")
    elsewhere = Client(app).post(
        "/sign-in",
        {"email": "anna@city.example", "password": PASSWORD},
        environ_overrides={"REMOTE_ADDR": "10.9.8.7"},
    )
    assert elsewhere.status_code == 303
    with clock.standing_at(clock.now() + rules.WATCHED + timedelta(seconds=1)):
        assert enter(client).status_code == 303


def test_a_blocked_person_does_not_come_in(client, anna, manager):
    with everywhere("test"):
        actions.block(anna, by=manager)
    assert enter(client).status_code == 422


def test_a_session_ends_by_itself(client, anna):
    enter(client)
    with clock.standing_at(clock.now() + rules.IDLE + timedelta(minutes=1)):
        client.get("/", status=302)


def test_a_first_password_is_changed_before_anything_else(client, anna):
    anna.must_change_password = True
    db.session.flush()
    enter(client)
    client.token = ""
    assert client.get("/partners", status=302).location == "/account/password"
    client.get("/account/password")
    form = {"current_password": PASSWORD, "new_password": "three unusual words here"}
    client.post("/account/password", form, status=303)
    client.get("/partners")


def test_a_changed_password_ends_the_other_sessions(anna, app):
    here, elsewhere = Client(app).signed_in_as(anna), Client(app).signed_in_as(anna)
    elsewhere.get("/")
    form = {"current_password": PASSWORD, "new_password": "three unusual words here"}
    here.post("/account/password", form, status=303)
    here.get("/")
    elsewhere.get("/", status=302)


@pytest.mark.parametrize(
    "password", ["short", "password123", "qwertyqwerty", "1111111111", "anna@city.example", "x" * 129]
)
def test_easy_passwords_are_refused(anna, password):
    with pytest.raises(RuleBroken):
        rules.check_password(password, of=anna)


@pytest.mark.parametrize("password", ["four plain usual words", "Ключ от квартиры 7", "x1y2z3w4 " * 14])
def test_long_ones_are_taken_as_typed(anna, password):
    rules.check_password(password, of=anna)
    assert passwords.is_right(passwords.make_hash(password), password)
    assert not passwords.is_right(passwords.make_hash(password), password.strip() + "!")


NOT_OURS = (
    "//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "\\\\evil.example", "javascript:alert(1)",
    "/%09//evil", "evil.example", "", "///evil.example", "/\x00", " //evil.example", "http:evil", "/\r\n/evil",
)  # fmt: skip


@pytest.mark.parametrize("address", NOT_OURS)
def test_sign_in_leads_nowhere_else(client, anna, address):
    answer = client.post(
        "/sign-in", {"email": "anna@city.example", "password": PASSWORD}, query_string={"next": address}, status=303
    )
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))
    assert own_path("/partners?q=1") == "/partners?q=1"


def test_language_and_theme_are_kept(client, anna):
    enter(client)
    client.token = ""
    client.post("/language", {"language": "ru", "next": "/partners"}, status=303)
    assert '<html lang="ru"' in text(client.get("/partners"))
    client.post("/theme", {"theme": "dark"}, status=303)
    assert 'data-theme="dark"' in text(client.get("/partners"))
    client.post("/language", {"language": "xx"}, status=303)


def test_an_administrator_keeps_users(sign_in, city):
    client = sign_in("admin")
    form = {"name": "Новый Сотрудник", "email": "new@city.example", "role": "official", "language": "ru"}
    client.post("/admin/users/new", form, status=303)
    made = db.session.scalars(select(User).where(User.email == "new@city.example")).one()
    assert (made.municipality_id, made.must_change_password) == (city.id, True)
    client.post("/admin/users/new", form, status=422)
    client.post(f"/admin/users/{made.id}/block", status=303)
    db.session.expire_all()
    assert made.blocked_at is not None
    client.post("/admin/users/new", {**form, "email": "no mail", "role": "observer"}, status=422)


def test_a_changed_role_ends_the_sessions(sign_in, anna, app):
    hers = Client(app).signed_in_as(anna)
    hers.get("/")
    form = {"name": anna.name, "role": "viewer", "language": "en", "version": anna.version}
    sign_in("admin").post(f"/admin/users/{anna.id}/edit", form, status=303)
    hers.get("/", status=302)


def test_nobody_locks_oneself_out(sign_in, make_user):
    admin = make_user("admin")
    client = sign_in(admin)
    form = {"name": admin.name, "role": "viewer", "language": "en", "version": admin.version}
    client.post(f"/admin/users/{admin.id}/edit", form, status=422)
    client.post(f"/admin/users/{admin.id}/block", status=409)


def test_another_citys_user_is_unknown(sign_in, make_user, other_city):
    stranger = make_user("official", other_city)
    client = sign_in("admin")
    client.get(f"/admin/users/{stranger.id}/edit", status=404)
    client.post(f"/admin/users/{stranger.id}/block", status=404)
    assert stranger.email not in text(client.get("/admin/users"))


def test_only_a_hash_of_the_sessions_token_is_kept(anna):
    with everywhere("test"):
        token = actions.open_session(anna, browser="x")
    assert db.session.get(SignedInSession, token) is None
    assert len(token) >= 43
