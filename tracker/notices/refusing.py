"""The signed word of a link that ends mail of one kind (RFC 8058): good for this person and this kind only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from tracker.outbox.letters import link

if TYPE_CHECKING:
    from tracker.accounts.models import User

ALL = "all"
LONGEST = 300


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="no more mail of this kind")


def refuse_url(user: User, kind: str) -> str:
    return link("notices.unsubscribe", word=_signer().dumps([user.id, kind]))


def read_word(word: str) -> tuple[int, str] | None:
    """(number of the user, kind) of a word that we signed."""
    if not word or len(word) > LONGEST:
        return None
    try:
        user_id, kind = _signer().loads(word)
    except (BadSignature, ValueError, TypeError):
        return None
    return (user_id, kind) if isinstance(user_id, int) and isinstance(kind, str) else None
