"""The board of talks by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import ngettext

from tracker.negotiations import queries
from tracker.negotiations.models import Negotiation
from tracker.negotiations.views.listing import NEGOTIATIONS, days_shown, days_standing, partner_name
from tracker.web.boards import BoardColumn, BoardSpec, Card, Move
from tracker.web.cells import initials
from tracker.web.formats import language
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from collections.abc import Sequence


def _columns() -> Sequence[BoardColumn]:
    stages = queries.stages()
    url = url_for("negotiations.move", negotiation_id=1).replace("/1/", "/0/")
    moves = [
        Move(to=str(stage.id), label=stage.name_in(language()), url=url, fields={"stage": str(stage.id)})
        for stage in stages
    ]
    return [
        BoardColumn(
            key=str(stage.id),
            label=stage.name_in(language()),
            hint=_limit_text(stage.stale_after_days),
            place=place,
            of=len(stages),
            thin=stage.is_last,
            moves=[move for move in moves if move.to != str(stage.id)],
        )
        for place, stage in enumerate(stages, start=1)
    ]


def _limit_text(days: int | None) -> str:
    return ngettext("term %(num)d day", "term %(num)d days", days) if days else ""


def _card(row: Any) -> Card:
    me = found_profile()
    days = days_standing(row)
    return Card(
        id=row.id,
        version=row.version,
        url=url_for("negotiations.show", negotiation_id=row.id),
        move_url=url_for("negotiations.move", negotiation_id=row.id),
        title=row.subject,
        partner=partner_name(row),
        flag=row.country_code.lower(),
        sub=row.next_step or "",
        owner_name=row.responsible_name,
        owner_initials=initials(row.responsible_name),
        mine=me is not None and row.responsible_id == me.id,
        days=days,
        days_text=days_shown(days),
        limit=row.stale_after_days,
    )


BOARD = BoardSpec(
    list=NEGOTIATIONS,
    query=queries.open_rows,
    columns=_columns,
    column=Negotiation.stage_id,
    sort=Negotiation.stage_since_on,
    key=Negotiation.id,
    card=_card,
)
