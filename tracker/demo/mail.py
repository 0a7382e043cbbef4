"""Mail of the demo: one that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.outbox import actions as outbox

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.accounts.models import User

HOST = "tracker.example"


def tell_mail(staff: dict[str, User], now: datetime) -> None:
    """A mail that the other server refused. The notices are told by what happens in the story."""
    letter = outbox.Letter(
        kind="digest",
        subject="3 дела на сегодня",
        text="Письмо не дошло.\n",
        html="<p>Письмо не дошло.</p>",
    )
    outbox.queue(letter, to=staff["viewer"], host=HOST, now=now)
    returned = outbox.claim(now)
    if returned is not None:
        outbox.note_failed(returned, error="550 5.1.1 mailbox unavailable")
