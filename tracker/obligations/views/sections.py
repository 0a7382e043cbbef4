"""What stands on the pages of agreements and partners: the share of the plan that is done, and what is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from tracker.obligations import queries, telling
from tracker.obligations.kinds import State
from tracker.permissions import Permission
from tracker.web import formats, records
from tracker.web.parts import MAIN, SIDE, Part, register_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.kernel.subjects import Subject

NEXT_SHOWN = 4


def _totals(rows: Sequence[Any]) -> dict[str, Any]:
    """What the rows tell of all of them."""
    first = rows[0] if rows else None
    return {
        "all": first.all_count if first else 0,
        "done": int(first.done_count) if first else 0,
        "late": int(first.late_count) if first else 0,
    }


def under_agreement(subject: Subject) -> str:
    today = formats.today()
    rows = queries.of_agreement(subject.id, today)
    plan_until = rows[0].plan_until if rows else None
    return render_template(
        "obligations/_under_agreement.html",
        rows=rows,
        totals=_totals(rows),
        telling=telling,
        url_of_evidence=records.url_of,
        all_url=url_for("obligations.index", agreement=subject.id, state=[state.value for state in State]),
        new_url=url_for("obligations.new", agreement=subject.id),
        copy_url=url_for("obligations.copy_plan", agreement_id=subject.id),
        plan_year=plan_until.year if plan_until is not None and plan_until.year <= today.year else None,
    )


def with_partner(subject: Subject) -> str:
    rows = queries.of_partner(subject.id, formats.today(), NEXT_SHOWN)
    if not rows:
        return ""
    return render_template(
        "obligations/_with_partner.html",
        rows=[row for row in rows if row.state is State.OPEN],
        totals=_totals(rows),
        telling=telling,
        all_url=url_for("obligations.index", partner=subject.id, state=[state.value for state in State]),
    )


register_part(
    ["agreement"],
    Part(name="obligations", place=MAIN, order=20, needs=Permission.OBLIGATIONS_READ, render=under_agreement),
)
register_part(
    ["partner"], Part(name="obligations", place=SIDE, order=20, needs=Permission.OBLIGATIONS_READ, render=with_partner)
)
