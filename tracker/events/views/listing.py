"""The list of events: its columns, filters and views."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, literal

from tracker.accounts.queries import officials
from tracker.events import queries, telling
from tracker.events.kinds import LEVEL_LABELS, State
from tracker.events.models import Event, EventCost, EventDelegation, EventMember
from tracker.events.views.area import events
from tracker.kernel import clock
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Flagged, Linked, Person, initials
from tracker.web.grouping import Total
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.periods import A_WEEK
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select


def columns() -> Sequence[Column]:
    return (
        Column(name="from", label=_l("First day"), value=lambda row: row.starts_on, sort=Event.starts_at, width="date"),
        Column(name="to", label=_l("Last day"), value=lambda row: row.ends_on, sort=Event.ends_at, width="date"),
        Column(
            name="title",
            label=_l("Title"),
            value=lambda row: Linked(telling.said(row, "title"), url_for("events.show", event_id=row.id)),
            sort=Event.sort_name,
        ),
        Column(name="kind", label=_l("Kind"), value=lambda row: telling.kind_label(row.kind), width="st"),
        Column(name="state", label=_l("State"), value=telling.state_mark, width="st"),
        Column(
            name="place",
            label=_l("Where"),
            value=lambda row: (
                Flagged(telling.where(row), (row.country_code or "").lower()) if telling.where(row) else None
            ),
        ),
        Column(name="host", label=_l("Host"), value=telling.host, shown=False),
        Column(name="delegations", label=_l("Delegations"), value=lambda row: row.delegations, end=True, width="no"),
        Column(name="report", label=_l("Report by"), value=telling.report_due, width="date"),
        Column(
            name="level",
            label=_l("Level"),
            value=lambda row: formats.words(LEVEL_LABELS[row.level]) if row.level else None,
            shown=False,
        ),
        Column(
            name="responsible",
            label=_l("Responsible"),
            value=lambda row: Person(
                row.responsible, initials(row.responsible), row.responsible_id == signed_in_user().id
            ),
            shown=False,
            width="who",
        ),
        Column(
            name="reported", label=_l("Report made on"), value=lambda row: row.reported_on, shown=False, width="date"
        ),
    )


def filters() -> Sequence[Filter]:
    return (
        Filter(name="kind", label=_l("Kind"), choices=telling.kind_choices, narrow=any_of(Event.kind)),
        Filter(
            name="state",
            label=_l("State"),
            choices=telling.state_choices,
            narrow=lambda statement, values: statement.where(
                queries.stands([State(one) for one in values], clock.now())
            ),
        ),
        Filter(
            name="when",
            label=_l("When"),
            choices=lambda: [
                ("today", _("today")),
                ("week", _("within a week")),
                ("ahead", _("today or later")),
            ],
            narrow=_by_days,
            single=True,
        ),
        Filter(
            name="year",
            label=_l("Year"),
            choices=lambda: [(str(year), str(year)) for year in queries.years()],
            narrow=_in_year,
            single=True,
        ),
        Filter(
            name="report",
            label=_l("Report"),
            choices=lambda: [("lacking", _("not made yet"))],
            narrow=lambda statement, _values: statement.where(queries.lacks_report(formats.today())),
            single=True,
        ),
        Filter(
            name="partner",
            label=_l("Partner"),
            choices=lambda: [(str(row.id), telling.said(row, "title")) for row in queries.partners()],
            narrow=lambda statement, values: statement.where(queries.with_partner_in([int(one) for one in values])),
        ),
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [(str(row.id), telling.said(row, "name")) for row in partner_queries.countries()],
            narrow=lambda statement, values: statement.where(queries.with_country_in([int(one) for one in values])),
        ),
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Event.responsible_id),
        ),
        archived_filter(Event),
    )


def _by_days(statement: Select[Any], values: list[str]) -> Select[Any]:
    today = formats.today()
    last = {"today": today, "week": today + A_WEEK, "ahead": None}[values[0]]
    return statement.where(queries.takes_place(today, last))


def _in_year(statement: Select[Any], values: list[str]) -> Select[Any]:
    year = int(values[0])
    return statement.where(Event.starts_on <= date(year, 12, 31), Event.ends_on >= date(year, 1, 1))


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    views: list[tuple[str, dict[str, Any]]] = [
        (_("All"), {}),
        (_("To come"), {"state": "planned", "sort": "from"}),
        (_("Under way"), {"state": "on"}),
        (_("Report not made"), {"report": "lacking"}),
    ]
    if me.may(Permission.EVENTS_EDIT):
        views.append((_("Mine"), {"responsible": str(me.id)}))
    ignored = {"cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [{"text": text, "url": url_for("events.index", **words), "current": asked == words} for text, words in views]


def _belongs(model: Any) -> Any:
    """What it is of is a row of the list."""
    return and_(model.municipality_id == Event.municipality_id, model.event_id == Event.id)


EVENTS = ListSpec(
    name="events",
    title=_l("Events"),
    query=queries.rows,
    key=Event.id,
    columns=columns,
    filters=filters,
    searched=Event,
    sort="-from",
    tabs=tabs,
    totals=(
        Total(label=_l("Delegations"), column=literal(1), through=(EventDelegation, _belongs(EventDelegation))),
        Total(label=_l("People"), column=literal(1), through=(EventMember, _belongs(EventMember))),
        Total(
            label=_l("Spent"),
            column=EventCost.actual,
            currency=EventCost.currency,
            through=(EventCost, _belongs(EventCost)),
        ),
    ),
)
events.list(EVENTS, needs=Permission.EVENTS_READ)
