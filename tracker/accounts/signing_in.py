"""Who is at the other end: the cookie holds a random token, a row of the database says whose it is.

Flask-Login keeps the token where it usually keeps the user's number, so a session ends when its row goes:
at sign-out, when the account is blocked, when the role or the password changes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import flash, g, redirect, request, session, url_for
from flask_babel import gettext
from flask_login import LoginManager, UserMixin, login_user, logout_user

from tracker.accounts import actions, queries, rules
from tracker.accounts.models import User
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as BaseResponse

OPEN_WITH_FIRST_PASSWORD = frozenset(
    {"accounts.password", "accounts.sign_out", "accounts.set_language", "accounts.set_theme"}
)
SEEN_EVERY = timedelta(minutes=5)


class SignedIn(UserMixin):
    """What Flask-Login holds: the user of a session under its token."""

    def __init__(
        self, user: User, token: str, *, seen_before: timedelta | None, counts: dict[str, int] | None = None
    ) -> None:
        self.user = user
        self.counts = counts or {}
        self.token = token
        self.seen_before = seen_before

    def get_id(self) -> str:
        return self.token


def set_up(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    manager.user_loader(_load)
    app.extensions["sign_in_first"] = sign_in_first
    app.extensions["must_first"] = must_first
    app.extensions["visible_municipalities"] = _visible_municipalities
    app.after_request(_note_seen)


def _load(token: str) -> SignedIn | None:
    with everywhere("who is signed in"):
        found = queries.find_session(token)
    if found is None or not found.user.is_active:
        return None
    now = clock.now()
    if now - found.last_seen_at > rules.IDLE or now - found.created_at > rules.LONGEST_SESSION:
        return None
    return SignedIn(found.user, token, seen_before=now - found.last_seen_at, counts=found.counts)


def _visible_municipalities(user: User) -> tuple[int, ...]:
    return queries.visible_municipality_ids(user)


def remember(user: User, token: str) -> None:
    """Begin the browser's session anew with this token."""
    language = session.get("language")
    session.clear()
    session.permanent = True
    if language:
        session["language"] = language
    login_user(SignedIn(user, token, seen_before=None))


def forget() -> None:
    if token := current_token():
        actions.sign_out(token)
    logout_user()
    session.clear()


def current_token() -> str | None:
    return session.get("_user_id")


def sign_in_first() -> BaseResponse:
    """To the sign-in page, and back afterwards."""
    if request.method == "GET" and request.path != "/":
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    if request.method != "GET":
        flash(gettext("Your session is over. Sign in and send the form again."), "warn")
    return redirect(url_for("accounts.sign_in"))


def must_first(user: User) -> BaseResponse | None:
    """A first password is changed before anything else is opened."""
    if not user.must_change_password or request.endpoint in OPEN_WITH_FIRST_PASSWORD:
        return None
    return redirect(url_for("accounts.password"))


def _note_seen(answer: Response) -> Response:
    holder = getattr(g, "_login_user", None)
    if isinstance(holder, SignedIn) and holder.seen_before and holder.seen_before > SEEN_EVERY:
        with everywhere("when a session was last seen"):
            db.session.rollback()
            actions.note_seen(holder.token)
            db.session.commit()
    return answer
