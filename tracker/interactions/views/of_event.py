"""What was logged at an event, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, url_for

from tracker.interactions import queries, telling
from tracker.interactions.kinds import KIND_ICONS
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.parts import MAIN, Part, register_part

if TYPE_CHECKING:
    from tracker.kernel.subjects import Subject


def _drawn(subject: Subject) -> str:
    rows = queries.of_event(subject.id, formats.language())
    lines = [
        {
            "title": row.subject,
            "url": url_for("interactions.show", interaction_id=row.id),
            "sub": " · ".join(part for part in (telling.kind_label(row.kind), row.with_whom) if part),
            "icon": KIND_ICONS[row.kind],
            "end": telling.when_told(row),
        }
        for row in rows
    ]
    return render_template(
        "interactions/_of_event.html", lines=lines, count=rows[0].of_event if rows else 0, event_id=subject.id
    )


register_part(
    ["event"],
    Part(name="interactions", place=MAIN, order=30, needs=Permission.INTERACTIONS_READ, render=_drawn),
)
