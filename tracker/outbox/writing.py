"""The words of a mail: those that were queued, or those that its writer finds at the moment it leaves.

A letter with files is written when it leaves. So the outbox never holds a copy of the records, and the reader gets
what they may see then, not what they might when it was queued.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import current_app

from tracker.outbox.actions import Letter

if TYPE_CHECKING:
    from tracker.outbox.models import OutgoingMail

Writer = Callable[[int, int], Letter | None]
_writers: dict[str, Writer] = {}


def register_writer(kind: str, write: Writer) -> None:
    """`write`: (number of the reader, what it is about) → the letter, or None if there is nothing to say any more.

    It may only read, and bounds by itself how large its files become.
    """
    _writers[kind] = write


def letter_of(mail: OutgoingMail) -> Letter | None:
    """The mail's letter, or None if there is nothing to say. Reads on a session of its own."""
    if mail.about_id is None or mail.user_id is None:
        return Letter(kind=mail.kind, subject=mail.subject, text=mail.text, html=mail.html, refuse_url=mail.refuse_url)
    with current_app.app_context():
        return _writers[mail.kind](mail.user_id, mail.about_id)
