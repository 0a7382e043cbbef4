"""The board of obligations by time: overdue, this month, later, done. A card is dropped on done, dropped or open."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.accounts import queries as account_queries
from tracker.agreements.models import Agreement
from tracker.kernel.reading import first_word
from tracker.obligations import queries, telling
from tracker.obligations.kinds import COLUMN_LABELS, GLYPHS, Column
from tracker.obligations.models import Obligation
from tracker.obligations.views.area import obligations
from tracker.obligations.views.listing import OBLIGATIONS, other_filters
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.web import board_peeks, boards, formats
from tracker.web.board_cards import Card, card_url
from tracker.web.board_lanes import LaneBy
from tracker.web.boards import BoardColumn, BoardSpec, Move
from tracker.web.cells import initials
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue

ANY = 0
OPEN = frozenset({Column.OVERDUE, Column.THIS_MONTH, Column.LATER})


def board_spec() -> BoardSpec:
    """The board as of today."""
    return BoardSpec(
        list=dataclasses.replace(OBLIGATIONS, filters=other_filters),
        query=queries.rows,
        columns=columns,
        column=queries.board_column(formats.today()),
        sort=queries.DUE,
        key=Obligation.id,
        cards=cards,
        lanes=lanes,
        moved=queries.closed_since,
        kind="obligation",
        facts=facts,
        moves_with=Permission.OBLIGATIONS_EDIT,
        lean=True,
        ages=False,
    )


def lanes() -> Sequence[LaneBy]:
    return (
        LaneBy(
            name="area",
            label=_l("Area of cooperation"),
            key=Obligation.area_id,
            titles=lambda _ids: [
                (str(area.id), area.name_in(formats.language())) for area in partner_queries.areas(with_retired=True)
            ],
        ),
        LaneBy(
            name="country",
            label=_l("Country"),
            key=first_word(Agreement.counterpart_flags),
            titles=lambda codes: [
                (row.code.lower(), row.name_ru if formats.language() == "ru" else row.name_en)
                for row in place_queries.countries_of(codes)
            ],
        ),
        LaneBy(
            name="responsible",
            label=_l("Responsible"),
            key=Obligation.responsible_id,
            titles=account_queries.names_of,
        ),
    )


def facts(row: Any) -> Sequence[tuple[str, Any]]:
    return (
        (_("Agreement"), row.agreement),
        (_("By whom"), telling.party(row)),
        (_("Due"), formats.day(row.due_on) if row.due_on else _("all the time")),
        (_("Progress"), telling.progress(row)),
        (_("Closed on"), formats.day(row.closed_on) if row.closed_on else None),
        (_("Responsible"), row.responsible),
    )


def columns() -> Sequence[BoardColumn]:
    return [
        BoardColumn(
            key=column.value,
            label=telling.column_label(column),
            status=GLYPHS[column],
            thin=column is Column.DROPPED,
            moves=_moves(column),
        )
        for column in COLUMN_LABELS
    ]


def _moves(column: Column) -> list[Move]:
    """Where a card may go: its day decides among the open columns, so there is one way back."""
    if not signed_in_user().may(Permission.OBLIGATIONS_EDIT):
        return []
    if column in OPEN:
        done, dropped = (url_for(f"obligations.{name}", obligation_id=ANY) for name in ("finish", "drop"))
        return [
            Move(to=Column.DONE.value, label=telling.column_label(Column.DONE), url=done),
            Move(to=Column.DROPPED.value, label=telling.column_label(Column.DROPPED), url=dropped),
        ]
    reopen = url_for("obligations.reopen", obligation_id=ANY)
    return [Move(to=Column.LATER.value, label=_("Open again"), url=reopen)]


def cards() -> Callable[[Any], Card]:
    me = signed_in_user().id
    return lambda row: _card(row, me)


def _card(row: Any, me: int) -> Card:
    days = (formats.today() - row.due_on).days if telling.is_overdue(row) else None
    return Card(
        id=row.id,
        version=row.version,
        url=card_url("obligations.show", "obligation_id", row.id),
        move_url=card_url("obligations.show", "obligation_id", row.id),
        title=row.text,
        partner=telling.party(row),
        flag=row.counterpart_flags.split(" ")[0],
        sub=" · ".join(part for part in (_when(row), telling.progress(row), row.agreement) if part),
        owner_name=row.responsible or "",
        owner_initials=initials(row.responsible) if row.responsible else "",
        mine=row.responsible_id == me,
        days=days,
        days_text="" if days is None else ngettext("%(num)d day late", "%(num)d days late", days),
        limit=None if days is None else 1,
    )


def _when(row: Any) -> str:
    if row.closed_on is not None:
        return formats.day(row.closed_on)
    return _("by %(day)s", day=formats.day(row.due_on)) if row.due_on is not None else _("all the time")


@obligations.page("/board", needs=Permission.OBLIGATIONS_READ, endpoint="board")
def show_board() -> ResponseReturnValue:
    return boards.page(board_spec())


@obligations.page("/board/card/<int:obligation_id>", needs=Permission.OBLIGATIONS_READ)
def board_card(obligation_id: int) -> ResponseReturnValue:
    return board_peeks.peek(board_spec(), obligation_id)


@obligations.page(f"/board/<any({','.join(Column)}):column>", needs=Permission.OBLIGATIONS_READ)
def board_column(column: str) -> ResponseReturnValue:
    return boards.column(board_spec(), column)
