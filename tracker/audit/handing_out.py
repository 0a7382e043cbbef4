"""Writing down which files with personal data were taken: after the answer is made, by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import insert

from tracker.audit.models import AuditEntry
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.web.formats import words
from tracker.web.personal import PURPOSE_LABELS, handed_out
from tracker.web.signed_in import found_user

if TYPE_CHECKING:
    from flask import Flask, Response

    from tracker.web.personal import HandedOut

VERB = "hand-out"
DONE = 200


def write_down(app: Flask) -> None:
    app.after_request(_write)


def _write(answer: Response) -> Response:
    """A file of which nothing could be written down is not handed out."""
    taken, user = handed_out(), found_user()
    if taken is None or user is None or answer.status_code != DONE:
        return answer
    with everywhere("the journal of what was handed out"):
        db.session.rollback()
        note(taken, municipality_id=user.municipality_id, by_id=user.id, asked=_asked())
        db.session.commit()
    return answer


def note(taken: HandedOut, *, municipality_id: int | None, by_id: int | None, asked: str) -> None:
    """`asked`: how a list was narrowed."""
    told = {
        "municipality_id": municipality_id,
        "by_id": by_id,
        "at": clock.now(),
        "verb": VERB,
        "kind": taken.table,
        "record_id": taken.subject.id,
        "subject_kind": taken.subject.kind,
        "subject_id": taken.subject.id,
        "title": taken.title[:500],
        "reason": words(PURPOSE_LABELS[taken.purpose]),
        "changes": {"file": [None, taken.file], **({"filter": [None, asked]} if asked else {})},
    }
    db.session.execute(insert(AuditEntry).values(**told))


def _asked() -> str:
    return request.query_string.decode(errors="replace")[:500]
