"""A new password by mail: one link, good once and for half an hour, for an address that may or may not be known."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from tracker.accounts import actions, queries, rules
from tracker.accounts.models import Language, SignInAttempt, User
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.outbox import letters

GOOD_FOR = timedelta(minutes=30)
MOST_ASKED = 3  # by one network address for one account, in the time that attempts are watched
LONGEST = 300
KIND = "new-password"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="a new password for this account")


def _state(user: User) -> str:
    """What changes with the password, so that a link is good once."""
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]


def ask(email: str, *, address: str, language: str) -> bool:
    """Write to the address if an active account has it. False only where too many were asked for: whoever asks is
    told the same, and kept as busy, whether it is known or not.
    """
    account = queries.token_hash(f"new password {email.strip().lower()}")
    by_pair, by_address, _by_account = queries.failures_since(
        clock.now() - rules.WATCHED, account=account, address=address
    )
    if by_pair >= MOST_ASKED or by_address >= rules.MOST_BY_ADDRESS:
        return False
    db.session.add(SignInAttempt(account=account, address=address))
    user = queries.find_user_by_email(email)
    known = user is not None and user.is_active
    to = user if user is not None and known else User(id=0, email=email[:300], name="", password_hash="")
    if to.language is None:
        to.language = Language(language)
    url = letters.link("accounts.new_password", word=_signer().dumps([to.id, _state(to)]))
    letter = letters.write(to, KIND, "new_password", url=url, minutes=int(GOOD_FOR.total_seconds() // 60))
    if known:
        letters.send(to, letter)
    return True


def user_of(word: str) -> User | None:
    """Whose link it is, while it is good."""
    if not word or len(word) > LONGEST:
        return None
    try:
        said = _signer().loads(word, max_age=int(GOOD_FOR.total_seconds()))
        user_id, state = said
    except (BadSignature, ValueError, TypeError):
        return None
    user = queries.find_user(user_id) if isinstance(user_id, int) else None
    return user if user is not None and user.is_active and _state(user) == state else None


def take(user: User, password: str) -> None:
    """The new password; every session of the person ends, here too."""
    actions.choose_password(user, password)
