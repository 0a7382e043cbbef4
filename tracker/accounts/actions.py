"""What people do with accounts: sign in and out, change the own account, manage users."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import delete, update

from tracker.accounts import passwords, queries, rules
from tracker.accounts.models import Language, Municipality, SignedInSession, SignInAttempt, Theme, User
from tracker.audit import actions as audit
from tracker.kernel import clock, once
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Role


def sign_in(email: str, password: str, *, address: str, browser: str) -> str:
    """The token of a new session. Raises RuleBroken with one text for unknown, blocked and wrong.

    A failed attempt is remembered, so the caller commits also when this raises.
    """
    account = queries.token_hash(email.strip().lower())[:64]
    by_pair, by_address, by_account = queries.failures_since(
        clock.now() - rules.WATCHED, account=account, address=address
    )
    if rules.is_guessing(by_pair=by_pair, by_address=by_address, by_account=by_account):
        raise RuleBroken(N_("Too many attempts. Wait a quarter of an hour, or ask your administrator."))
    user = queries.find_user_by_email(email)
    right = passwords.is_right(user.password_hash if user else None, password)
    if user is None or not right or not user.is_active:
        db.session.add(SignInAttempt(account=account, address=address))
        raise RuleBroken(N_("The address or the password is wrong."))
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.make_hash(password)
    user.signed_in_at = clock.now()
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.account == account, SignInAttempt.address == address))
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - rules.WATCHED))
    db.session.execute(delete(SignedInSession).where(SignedInSession.last_seen_at < clock.now() - rules.IDLE))
    once.forget_old()
    return open_session(user, browser)


def open_session(user: User, browser: str) -> str:
    """A session of this person in this browser; the token goes into its cookie."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignedInSession(token_hash=queries.token_hash(token), user_id=user.id, browser=browser[:300]))
    db.session.flush()
    return token


def sign_out(token: str) -> None:
    """The session is over: the cookie of before opens nothing."""
    db.session.execute(delete(SignedInSession).where(SignedInSession.token_hash == queries.token_hash(token)))


def end_sessions(user: User, *, but: str | None = None) -> None:
    """End the person's sessions everywhere, except the one of the token `but`."""
    ending = delete(SignedInSession).where(SignedInSession.user_id == user.id)
    if but:
        ending = ending.where(SignedInSession.token_hash != queries.token_hash(but))
    db.session.execute(ending)


def note_seen(token: str) -> None:
    db.session.execute(
        update(SignedInSession)
        .where(SignedInSession.token_hash == queries.token_hash(token))
        .values(last_seen_at=clock.now())
    )


def set_language(user: User, language: Language) -> None:
    user.language = language
    db.session.flush()


def set_theme(user: User, theme: Theme) -> None:
    user.theme = theme
    db.session.flush()


def change_account(user: User, *, version: int | None, answers: dict[str, Any]) -> None:
    """Name, post, language, theme, and who stands in while one is away."""
    if user.version != version:
        raise EditedMeanwhile(user)
    deputy_id = answers.get("deputy_id")
    rules.check_deputy(user, queries.get_user(deputy_id) if deputy_id else None)
    for name in ("name", "post", "language", "theme", "away_from", "away_until", "deputy_id"):
        setattr(user, name, answers.get(name))
    db.session.flush()


def change_password(user: User, *, current: str, new: str, token: str | None) -> None:
    """A new password after the current one; every other session of the person ends."""
    if not passwords.is_right(user.password_hash, current):
        raise RuleBroken(N_("This is not your current password."), "current_password")
    rules.check_password(new, of=user)
    user.password_hash = passwords.make_hash(new)
    user.must_change_password = False
    end_sessions(user, but=token)
    audit.record("change-password", user, by=user)


def add_user(
    municipality_id: int | None,
    *,
    answers: dict[str, Any],
    password: str,
    by: User | None,
    region_code: str | None = None,
) -> User:
    """A colleague with a first password, which has to be changed at the first sign-in."""
    rules.check_role(Role(answers["role"]), municipality_id=municipality_id, region_code=region_code)
    if queries.find_user_by_email(answers["email"]) is not None:
        raise RuleBroken(N_("This address is taken."), "email")
    user = User(
        municipality_id=municipality_id,
        region_code=region_code,
        email=answers["email"].strip().lower(),
        name=answers["name"],
        post=answers.get("post"),
        department=answers.get("department"),
        role=Role(answers["role"]),
        language=Language(answers.get("language") or Language.RUSSIAN),
        password_hash=passwords.make_hash(password),
        must_change_password=by is not None,
    )
    db.session.add(user)
    db.session.flush()
    return user


def edit_user(user: User, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    """Name, post, role and language of a colleague. A changed role ends the person's sessions."""
    if user.version != version:
        raise EditedMeanwhile(user)
    if Role(answers["role"]) is not user.role:
        rules.check_own_change(user, by)
        rules.check_role(Role(answers["role"]), municipality_id=user.municipality_id, region_code=user.region_code)
        end_sessions(user)
    user.name, user.post, user.department = answers["name"], answers["post"], answers["department"]
    user.role, user.language = Role(answers["role"]), Language(answers["language"])
    audit.record("edit", user, by=by)


def block(user: User, *, by: User) -> None:
    """The account opens nothing any more, from the next request on."""
    rules.check_own_change(user, by)
    shut(user)
    audit.record("block", user, by=by)


def shut(user: User) -> None:
    user.blocked_at = clock.now()
    end_sessions(user)


def unblock(user: User, *, by: User) -> None:
    user.blocked_at = None
    audit.record("unblock", user, by=by)


def reset_password(user: User, *, by: User | None) -> str:
    """A new first password, shown once to the administrator; the person's sessions end."""
    password = passwords.new_password()
    user.password_hash = passwords.make_hash(password)
    user.must_change_password = True
    end_sessions(user)
    if by is not None:
        audit.record("reset-password", user, by=by)
    db.session.flush()
    return password


def choose_password(user: User, new: str) -> None:
    """A new password after a link in a mail; all sessions of the person end."""
    rules.check_password(new, of=user)
    user.password_hash = passwords.make_hash(new)
    user.must_change_password = False
    end_sessions(user)
    audit.record("new-password", user, by=user)


def set_password(user: User, password: str) -> None:
    """Set a password that is known from elsewhere, if it is not the present one."""
    if not passwords.is_right(user.password_hash, password):
        user.password_hash = passwords.make_hash(password)
        end_sessions(user)


def add_municipality(answers: dict[str, Any]) -> Municipality:
    if queries.find_municipality(answers["slug"]) is not None:
        raise RuleBroken(N_("A municipality with this short name exists."), "slug")
    municipality = Municipality(**answers)
    db.session.add(municipality)
    db.session.flush()
    return municipality


def change_settings(municipality: Municipality, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    """The municipality's own settings: names, zone, four eyes."""
    if municipality.version != version:
        raise EditedMeanwhile(municipality)
    for name, value in answers.items():
        setattr(municipality, name, value)
    audit.record("edit", municipality, by=by)
