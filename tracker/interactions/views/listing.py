"""The list of interactions: its columns, filters and views."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import extract

from tracker.accounts.queries import officials
from tracker.events import queries as event_queries
from tracker.events import telling as event_telling
from tracker.interactions import actions, queries, rules, telling
from tracker.interactions.models import Interaction
from tracker.interactions.views.area import interactions
from tracker.partners import queries as partner_queries
from tracker.partners.filters import by_country, by_partner
from tracker.partners.models import Partnership
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.tasks.models import State, Task
from tracker.web import formats, periods
from tracker.web.bulk import BulkAction, archiving
from tracker.web.cells import Flagged, Linked, Person, initials
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

YEARS_BACK = 15


def _person(name: str | None, user_id: int | None) -> Person | None:
    return Person(name, initials(name), me=user_id == signed_in_user().id) if name else None


def columns() -> Sequence[Column]:
    kinds, partner = dict(telling.kind_choices()), f"partner_{formats.language()}"
    return (
        Column(
            name="when",
            label=_l("When"),
            value=telling.when_of,
            reads=("happened_at", "happened_on", "has_time"),
            sort=Interaction.happened_at,
            width="date",
        ),
        Column(name="kind", label=_l("Kind"), value=lambda row: kinds[row.kind], reads=("kind",), width="st"),
        Column(
            name="subject",
            label=_l("The main thing"),
            value=lambda row: Linked(row.subject, url_for("interactions.show", interaction_id=row.id)),
            plain=lambda row: row.subject,
            reads=("subject",),
            sort=Interaction.sort_name,
        ),
        Column(
            name="partner",
            label=_l("Partner"),
            value=lambda row: (
                Flagged(telling.partner_name(row), row.country_code.lower()) if row.country_code else None
            ),
            plain=lambda row: getattr(row, partner),
            reads=(partner,),
            width="par",
        ),
        Column(name="with", label=_l("With whom"), value=lambda row: row.with_whom, reads=("with_whom",)),
        Column(name="next", label=_l("Next step"), value=_next_step, reads=("next_step", "next_step_done_at")),
        Column(
            name="due",
            label=_l("Due"),
            value=telling.due,
            plain=lambda row: row.next_step_on if row.next_step_done_at is None else None,
            reads=("next_step_on", "next_step_done_at"),
            width="date",
        ),
        Column(
            name="whose",
            label=_l("By whom"),
            value=lambda row: _person(row.next_step_by, row.next_step_by_id),
            plain=lambda row: row.next_step_by,
            reads=("next_step_by",),
            shown=False,
            width="who",
        ),
        Column(
            name="logged",
            label=_l("Logged by"),
            value=lambda row: _person(row.logged_by, row.logged_by_id),
            plain=lambda row: row.logged_by,
            reads=("logged_by",),
            shown=False,
            width="who",
        ),
        Column(
            name="number",
            label=_l("Number"),
            value=lambda row: row.registry_number,
            reads=("registry_number",),
            shown=False,
            width="no",
        ),
        Column(name="place", label=_l("Where"), value=lambda row: row.place, reads=("place",), shown=False),
        Column(
            name="direction",
            label=_l("Direction"),
            value=lambda row: telling.direction_label(row.direction),
            reads=("direction",),
            shown=False,
        ),
        Column(name="text", label=_l("What was said"), value=lambda row: row.text, reads=("text",), shown=False),
    )


def _next_step(row: Any) -> str | None:
    if row.next_step is None:
        return None
    return _("done: %(step)s", step=row.next_step) if row.next_step_done_at is not None else str(row.next_step)


def filters() -> Sequence[Filter]:
    return (
        Filter(name="kind", label=_l("Kind"), choices=telling.kind_choices, narrow=any_of(Interaction.kind)),
        Filter(name="period", label=_l("Period"), choices=periods.choices, narrow=_in_period, single=True),
        Filter(name="year", label=_l("Year"), choices=_years, narrow=_in_years, single=True),
        Filter(name="month", label=_l("Month"), choices=_months, narrow=_in_month, single=True),
        Filter(
            name="step",
            label=_l("Next step"),
            choices=lambda: [("open", _("to be done")), ("overdue", _("overdue")), ("done", _("done"))],
            narrow=_by_step,
            single=True,
        ),
        Filter(
            name="whose",
            label=_l("Next step by"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Task.assignee_id),
        ),
        by_partner(Interaction.partnership_id, queries.partners),
        by_country(),
        Filter(
            name="area",
            label=_l("Area of cooperation"),
            choices=lambda: [
                (str(one.id), one.name_in(formats.language())) for one in partner_queries.areas(with_retired=True)
            ],
            narrow=lambda statement, values: statement.where(queries.of_areas([int(one) for one in values])),
        ),
        Filter(
            name="group",
            label=_l("Grouping"),
            choices=lambda: [(one.code, one.name_in(formats.language())) for one in place_queries.groups()],
            narrow=lambda statement, values: statement.where(
                Partnership.country_id.in_(place_queries.country_ids_in_groups(values, formats.today()))
            ),
        ),
        Filter(
            name="event",
            label=_l("Event"),
            choices=lambda: [
                (str(row.id), f"{event_telling.said(row, 'title')}, {row.starts_on.year}")
                for row in event_queries.choices()
            ],
            narrow=any_number_of(Interaction.event_id),
        ),
        Filter(
            name="by",
            label=_l("Logged by"),
            choices=lambda: [(str(row.id), row.name) for row in queries.who_logged()],
            narrow=any_number_of(Interaction.logged_by_id),
        ),
        archived_filter(Interaction),
    )


def _years() -> list[tuple[str, str]]:
    this = formats.today().year
    return [(str(year), str(year)) for year in range(this, this - YEARS_BACK - 1, -1)]


def _in_years(statement: Select[Any], values: list[str]) -> Select[Any]:
    year = int(values[0])
    return statement.where(Interaction.happened_on >= date(year, 1, 1), Interaction.happened_on < date(year + 1, 1, 1))


def _months() -> list[tuple[str, str]]:
    names = get_month_names("wide", "stand-alone", formats.language())
    return [(str(month), str(names[month]).capitalize()) for month in range(1, 13)]


def _in_month(statement: Select[Any], values: list[str]) -> Select[Any]:
    """The month of whichever year."""
    return statement.where(extract("month", Interaction.happened_on) == int(values[0]))


def _in_period(statement: Select[Any], values: list[str]) -> Select[Any]:
    zone = ZoneInfo(formats.zone())
    begin, end = (datetime.combine(day, time.min, zone) for day in periods.current(values[0]))
    return statement.where(Interaction.happened_at >= begin, Interaction.happened_at < end)


def _by_step(statement: Select[Any], values: list[str]) -> Select[Any]:
    if values == ["done"]:
        return statement.where(Task.state == State.DONE)
    if values == ["overdue"]:
        return statement.where(queries.is_overdue(formats.today()))
    return statement.where(queries.IS_OPEN)


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    views: list[tuple[str, dict[str, Any]]] = [(_("All"), {}), (_("This month"), {"period": "month"})]
    if me.may(Permission.INTERACTIONS_EDIT):
        views += [
            (_("My next steps"), {"step": "open", "whose": str(me.id)}),
            (_("Logged by me"), {"by": str(me.id)}),
        ]
    views.append((_("Overdue"), {"step": "overdue"}))
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [
        {"text": text, "url": url_for("interactions.index", **words), "current": asked == words}
        for text, words in views
    ]


def bulk() -> Sequence[BulkAction]:
    return (
        archiving(
            needs=Permission.ARCHIVE_OWN,
            check=rules.check_archive,
            archive=actions.archive,
            restore=actions.restore,
        ),
    )


INTERACTIONS = ListSpec(
    name="interactions",
    title=_l("Interactions"),
    query=lambda: queries.rows(formats.language()),
    key=Interaction.id,
    columns=columns,
    filters=filters,
    searched=Interaction,
    sort="-when",
    tabs=tabs,
    bulk=bulk,
)
interactions.list(INTERACTIONS, needs=Permission.INTERACTIONS_READ)
