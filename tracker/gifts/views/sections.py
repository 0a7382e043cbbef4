"""What stands on the pages of partners, people and organisations: the gifts exchanged with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from tracker.gifts import queries, telling
from tracker.permissions import Permission
from tracker.web.parts import SIDE, Part, register_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.kernel.subjects import Subject

READERS: dict[str, Callable[[int], Sequence[Any]]] = {
    "partner": queries.with_partner,
    "contact": queries.with_contact,
    "organisation": queries.with_organisation,
}
LISTED = frozenset({"partner"})


def beside(subject: Subject) -> str:
    """Nothing where there are no gifts."""
    rows = READERS[subject.kind](subject.id)
    if not rows:
        return ""
    words: dict[str, Any] = {subject.kind: subject.id}
    return render_template(
        "gifts/_beside.html",
        rows=rows,
        telling=telling,
        all_url=url_for("gifts.index", **words) if subject.kind in LISTED else None,
        new_url=url_for("gifts.new", **words),
    )


register_part(READERS, Part(name="gifts", place=SIDE, order=50, needs=Permission.GIFTS_READ, render=beside))
