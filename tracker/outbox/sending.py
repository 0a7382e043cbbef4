"""Sending what waits, one mail after the other, outside every transaction.

A mail is claimed and that is committed; its words are found and handed to the server; then it is noted as sent and
that is committed. Two machines never hold one mail at once. After a crash the claim runs out and the mail is sent
again: none is lost; one is doubled only if the process dies between the server's "taken" and our next commit, and
then both carry one Message-ID.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.audit import handing_out
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.outbox import actions
from tracker.outbox.smtp import Line, NoServer, PutOff, Undeliverable
from tracker.outbox.writing import letter_of

if TYPE_CHECKING:
    from config import Settings
    from tracker.outbox.actions import Letter
    from tracker.outbox.models import OutgoingMail

log = logging.getLogger(__name__)
MOST_AT_ONCE = 2000


@dataclass
class Tally:
    """What one run did."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    no_server: str = ""


def send_due(settings: Settings, *, most: int = MOST_AT_ONCE) -> Tally:
    """Send what is due. Safe to run on several machines at once. Without a mail server nothing is done."""
    tally = Tally()
    server = settings.mail_server()
    if server is None:
        return tally
    line = Line(server, settings.sender())
    try:
        with everywhere("sending mail"):
            for _number in range(most):
                if not _send_one(line, tally):
                    break
            actions.forget_old(clock.now())
            db.session.commit()
    finally:
        db.session.rollback()
        line.close()
    return tally


def _send_one(line: Line, tally: Tally) -> bool:
    """Take one mail, find its words and see it off; whether to go on."""
    mail = actions.claim(clock.now())
    db.session.commit()
    if mail is None:
        return False
    db.session.expunge(mail)
    try:
        letter = _words_of(mail)
        if letter is None:
            actions.note_pointless(mail)
            db.session.commit()
            return True
        line.send(mail, letter, clock.now())
    except Undeliverable as error:
        actions.note_failed(mail, error=str(error))
        tally.failed += 1
    except PutOff as error:
        actions.note_put_off(mail, error=str(error), now=clock.now())
        tally.put_off += 1
    except NoServer as error:
        actions.note_no_server(mail, error=str(error), now=clock.now())
        tally.no_server = str(error)
    else:
        if not actions.note_sent(mail, now=clock.now()):
            log.warning("mail %s was sent after its claim ran out; it may arrive twice", mail.id)
        if letter.taken is not None:
            handing_out.note(letter.taken, municipality_id=mail.municipality_id, by_id=mail.user_id, asked=letter.asked)
        tally.sent += 1
    db.session.commit()
    return not tally.no_server


def _words_of(mail: OutgoingMail) -> Letter | None:
    """Raises PutOff where they cannot be found: other mail has to go on."""
    try:
        return letter_of(mail)
    except Exception as error:
        log.exception("writing mail %s", mail.id)
        raise PutOff(f"it could not be written: {type(error).__name__}") from error
