"""The signed word of a link that ends mail of one kind (RFC 8058): good for this person and this kind only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.outbox import refusing
from tracker.outbox.letters import link

if TYPE_CHECKING:
    from tracker.accounts.models import User

ALL = "all"
PURPOSE = "no more mail of this kind"


def refuse_url(user: User, kind: str) -> str:
    return link("notices.unsubscribe", word=refusing.signed(PURPOSE, [user.id, kind]))


def read_word(word: str) -> tuple[int, str] | None:
    """(number of the user, kind) of a word that we signed."""
    match refusing.read(PURPOSE, word):
        case [int(user_id), str(kind)]:
            return user_id, kind
    return None
