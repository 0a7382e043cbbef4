"""The board of talks by stage."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.accounts import queries as account_queries
from tracker.kernel.reading import first_word
from tracker.negotiations import queries
from tracker.negotiations.models import Negotiation
from tracker.negotiations.views.in_use import stages_in_use
from tracker.negotiations.views.listing import NEGOTIATIONS, days_standing, partner_name, stage_name
from tracker.partners import queries as partner_queries
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.places.models import Country
from tracker.web.board_cards import Card, card_url
from tracker.web.board_lanes import LaneBy
from tracker.web.boards import BoardColumn, BoardSpec, Move
from tracker.web.cells import initials
from tracker.web.formats import day, days_since, language, today
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import Select


def _columns() -> Sequence[BoardColumn]:
    stages = stages_in_use()
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
            most=stage.most_cards,
            moves=[move for move in moves if move.to != str(stage.id)],
        )
        for place, stage in enumerate(stages, start=1)
    ]


def _limit_text(days: int | None) -> str:
    return ngettext("term %(num)d day", "term %(num)d days", days) if days else ""


def _cards() -> Callable[[Any], Card]:
    me, on, in_words = signed_in_user().id, today(), functools.cache(days_since)
    return lambda row: _card(row, me, on, in_words)


def _card(row: Any, me: int, on: date, in_words: Callable[[int], str]) -> Card:
    days = days_standing(row, on)
    return Card(
        id=row.id,
        version=row.version,
        url=card_url("negotiations.show", "negotiation_id", row.id),
        move_url=card_url("negotiations.move", "negotiation_id", row.id),
        title=row.subject,
        partner=partner_name(row),
        flag=row.country_code.lower(),
        sub=row.next_step or "",
        sub_due=day(row.next_step_on) if row.next_step_on else "",
        sub_is_step=True,
        owner_name=row.responsible_name,
        owner_initials=initials(row.responsible_name),
        mine=row.responsible_id == me,
        days=days,
        days_text=in_words(days),
        limit=row.stale_after_days,
    )


def _to_partner(statement: Select[Any], partner: Any) -> Select[Any]:
    return statement.join(Partnership, Partnership.id == partner)


def _lanes() -> Sequence[LaneBy]:
    """A partner that works in several areas stands in the lane of its first one."""
    return (
        LaneBy(
            name="area",
            label=_l("Area of cooperation"),
            key=first_word(Partnership.area_codes),
            titles=lambda _codes: [
                (area.code, area.name_in(language())) for area in partner_queries.areas(with_retired=True)
            ],
            through=Negotiation.partnership_id,
            reach=_to_partner,
        ),
        LaneBy(
            name="country",
            label=_l("Country"),
            key=Country.code,
            titles=lambda _codes: [
                (row.code, row.name_ru if language() == "ru" else row.name_en) for row in queries.countries()
            ],
            through=Negotiation.partnership_id,
            reach=lambda statement, partner: _to_partner(statement, partner).join(
                Country, Country.id == Partnership.country_id
            ),
        ),
        LaneBy(
            name="responsible",
            label=_l("Responsible"),
            key=Negotiation.responsible_id,
            titles=account_queries.names_of,
        ),
    )


def _facts(row: Any) -> Sequence[tuple[str, Any]]:
    return (
        (_("Stage"), stage_name(row)),
        (_("At this stage since"), day(row.stage_since_on)),
        (_("Begun"), day(row.started_on)),
        (_("Last contact"), day(row.last_interaction_on) if row.last_interaction_on else None),
        (_("Responsible"), row.responsible_name),
    )


BOARD = BoardSpec(
    list=NEGOTIATIONS,
    query=queries.open_rows,
    columns=_columns,
    column=Negotiation.stage_id,
    sort=Negotiation.stage_since_on,
    key=Negotiation.id,
    cards=_cards,
    lanes=_lanes,
    moved=queries.moved_since,
    kind="negotiation",
    facts=_facts,
    moves_with=Permission.NEGOTIATIONS_MOVE_OWN,
    lean=True,
)
