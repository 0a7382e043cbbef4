"""Writing down what to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.audit import actions as audit
from tracker.dossier import queries
from tracker.dossier.models import TalkingPoints
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.partners.models import Partnership


def keep_points(partnership: Partnership, text: str, *, by: User, version: int | None) -> TalkingPoints:
    """The text as it is now; nothing, when there is nothing to say. `version`: None where there was no text yet."""
    points = queries.find_points(partnership.id)
    if points is not None and points.version != version:
        raise EditedMeanwhile(points)
    if points is None:
        points = TalkingPoints(partnership_id=partnership.id, text=text)
        db.session.add(points)
        audit.record("create", points, by=by)
    else:
        points.text = text
        audit.record("edit", points, by=by)
    return points
