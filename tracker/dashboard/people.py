"""The open work of each official: what a head of department looks at before handing something over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from tracker.dashboard import queries
from tracker.web import formats
from tracker.web.cells import initials

if TYPE_CHECKING:
    from collections.abc import Sequence


def open_work() -> Sequence[dict[str, Any]]:
    """Everybody who can answer for something, those with the most that is overdue first."""
    return [
        {
            "name": row.name,
            "initials": initials(row.name),
            "numbers": (
                (row.overdue, url_for("tasks.index", assignee=row.id, state="overdue"), "bad" if row.overdue else ""),
                (row.tasks, url_for("tasks.index", assignee=row.id), ""),
                (row.talks, url_for("negotiations.index", responsible=row.id), ""),
            ),
        }
        for row in queries.open_work(formats.today())
    ]
