"""The list of gifts: its columns, filters and views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import officials
from tracker.gifts import queries, telling
from tracker.gifts.kinds import Way
from tracker.gifts.models import Gift
from tracker.gifts.views.area import gifts
from tracker.partners.filters import by_country, by_partner
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Flagged, Linked, Person, initials
from tracker.web.grouping import Total
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select


def columns() -> Sequence[Column]:
    return (
        Column(name="on", label=_l("Day"), value=lambda row: row.passed_on, sort=Gift.passed_on, width="date"),
        Column(name="way", label=_l("Which way"), value=lambda row: telling.way_label(row.way), width="st"),
        Column(
            name="what",
            label=_l("What it is"),
            value=lambda row: Linked(row.what, url_for("gifts.show", gift_id=row.id)),
            sort=Gift.sort_name,
        ),
        Column(
            name="whose",
            label=_l("To whom, from whom"),
            value=lambda row: Flagged(telling.partner(row) or telling.people(row), (row.country_code or "").lower()),
            width="par",
        ),
        Column(name="occasion", label=_l("Occasion"), value=lambda row: row.occasion),
        Column(
            name="price", label=_l("Value"), value=lambda row: telling.price(row.hundredths, row.currency), end=True
        ),
        Column(name="duty", label=_l("To be done"), value=telling.duty),
        *_further_columns(),
    )


def _further_columns() -> Sequence[Column]:
    """Those that are shown when asked for."""
    return (
        Column(name="people", label=_l("Person, organisation"), value=telling.people, shown=False),
        Column(
            name="user",
            label=_l("Who of us"),
            value=lambda row: Person(row.user, initials(row.user)) if row.user else None,
            shown=False,
            width="who",
        ),
        Column(name="due", label=_l("Report due"), value=lambda row: row.notice_due_on, shown=False, width="date"),
        Column(name="notified", label=_l("Reported on"), value=lambda row: row.notified_on, shown=False, width="date"),
        Column(
            name="handed", label=_l("Handed over on"), value=lambda row: row.handed_over_on, shown=False, width="date"
        ),
        Column(name="document", label=_l("Notice or act"), value=lambda row: row.document, shown=False),
        Column(name="note", label=_l("Note"), value=lambda row: row.note, shown=False),
    )


def filters() -> Sequence[Filter]:
    return (
        Filter(name="way", label=_l("Which way"), choices=telling.way_choices, narrow=any_of(Gift.way)),
        Filter(
            name="duty",
            label=_l("To be done"),
            choices=lambda: [
                ("report", _("to be reported")),
                ("overdue", _("report overdue")),
                ("hand_over", _("to be handed over")),
            ],
            narrow=_by_duty,
            single=True,
        ),
        by_partner(Gift.partnership_id, queries.partners),
        by_country(),
        Filter(
            name="user",
            label=_l("Who of us"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Gift.user_id),
        ),
        archived_filter(Gift),
    )


def _by_duty(statement: Select[Any], values: list[str]) -> Select[Any]:
    return statement.where(
        {
            "report": queries.TO_NOTIFY,
            "overdue": queries.is_overdue(formats.today()),
            "hand_over": queries.TO_HAND_OVER,
        }[values[0]]
    )


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    views: list[tuple[str, dict[str, Any]]] = [
        (_("All"), {}),
        (_("Given"), {"way": Way.GIVEN.value}),
        (_("Received"), {"way": Way.RECEIVED.value}),
        (_("To be reported"), {"duty": "report"}),
        (_("To be handed over"), {"duty": "hand_over"}),
    ]
    if signed_in_user().may(Permission.GIFTS_EDIT):
        views.append((_("Mine"), {"user": str(signed_in_user().id)}))
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [{"text": text, "url": url_for("gifts.index", **words), "current": asked == words} for text, words in views]


GIFTS = ListSpec(
    name="gifts",
    title=_l("Gifts"),
    query=queries.rows,
    key=Gift.id,
    columns=columns,
    filters=filters,
    searched=Gift,
    sort="-on",
    tabs=tabs,
    totals=(Total(label=_l("Value"), column=Gift.hundredths, currency=Gift.currency),),
)
gifts.list(GIFTS, needs=Permission.GIFTS_READ)
