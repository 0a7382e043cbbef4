"""The list of interests: its columns, filters and views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import officials
from tracker.interests import queries, sectors, telling
from tracker.interests.choices import said
from tracker.interests.kinds import DIRECTION_LABELS, KIND_LABELS, STATE_LABELS
from tracker.interests.models import Interest
from tracker.interests.views.area import interests
from tracker.interests.views.bulk import bulk
from tracker.kernel.money import HUNDRED
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Flagged, Linked, Person, Signal, initials
from tracker.web.grouping import Total
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select


def columns() -> Sequence[Column]:
    return (
        Column(
            name="what",
            label=_l("What is wanted"),
            value=lambda row: Linked(row.what, url_for("interests.show", interest_id=row.id)),
            sort=Interest.sort_name,
        ),
        Column(
            name="who",
            label=_l("Who it is about"),
            value=lambda row: Flagged(telling.who(row), (row.country_code or "").lower()),
            width="par",
        ),
        Column(name="direction", label=_l("Who wants"), value=telling.direction_label, shown=False),
        Column(name="kind", label=_l("Kind"), value=lambda row: telling.kind_label(row.kind), shown=False, width="st"),
        Column(name="sector", label=_l("Sector"), value=telling.sector),
        Column(
            name="value",
            label=_l("Worth"),
            value=lambda row: None if row.value is None else Signal(telling.worth(row), "mute", row.value / HUNDRED),
            end=True,
        ),
        Column(name="currency", label=_l("Currency"), value=lambda row: row.currency, shown=False, width="no"),
        Column(name="state", label=_l("State"), value=telling.state_mark, sort=Interest.state, width="st"),
        Column(name="suits", label=_l("Whom at home it suits"), value=lambda row: row.suits),
        Column(name="event", label=_l("Event"), value=lambda row: said(row, "event"), shown=False),
        Column(
            name="voiced", label=_l("Voiced on"), value=lambda row: row.voiced_on, sort=Interest.voiced_on, width="date"
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
        Column(name="reason", label=_l("Why it was dropped"), value=lambda row: row.dropped_reason, shown=False),
        Column(name="details", label=_l("Details"), value=lambda row: row.details, shown=False),
    )


def filters() -> Sequence[Filter]:
    return (
        Filter(name="state", label=_l("State"), choices=lambda: _labels(STATE_LABELS), narrow=any_of(Interest.state)),
        Filter(name="kind", label=_l("Kind"), choices=lambda: _labels(KIND_LABELS), narrow=any_of(Interest.kind)),
        Filter(
            name="direction",
            label=_l("Who wants"),
            choices=lambda: _labels(DIRECTION_LABELS),
            narrow=any_of(Interest.direction),
            single=True,
        ),
        Filter(name="sector", label=_l("Sector"), choices=_sectors, narrow=_in_sectors, column=Interest.sector),
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [(str(row.id), said(row, "name")) for row in queries.countries()],
            narrow=lambda statement, values: statement.where(queries.with_country_in([int(one) for one in values])),
            column=queries.COUNTRY,
        ),
        Filter(
            name="partner",
            label=_l("Partner"),
            choices=lambda: [(str(row.id), said(row, "title")) for row in queries.partners()],
            narrow=any_number_of(Interest.partnership_id),
        ),
        Filter(
            name="event",
            label=_l("Event"),
            choices=lambda: [(str(row.id), f"{said(row, 'title')}, {row.starts_on.year}") for row in queries.events()],
            narrow=any_number_of(Interest.event_id),
        ),
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Interest.responsible_id),
        ),
        archived_filter(Interest),
    )


def _labels(labels: Any) -> list[tuple[str, str]]:
    return [(one.value, formats.words(label)) for one, label in labels.items()]


def _sectors() -> list[tuple[str, str]]:
    """The sections in use, and beneath them their divisions in use."""
    used = queries.sectors_in_use()
    sections = {sectors.SECTORS[code].section for code in used if code in sectors.SECTORS}
    shown = [code for code in sectors.SECTORS if code in used or code in sections]
    return [(code, sectors.title(code, formats.language())) for code in shown]


def _in_sectors(statement: Select[Any], values: list[str]) -> Select[Any]:
    codes = [code for one in values for code in (sectors.divisions_of(one) if one.isalpha() else [one])]
    return statement.where(Interest.sector.in_(codes))


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    views: list[tuple[str, dict[str, Any]]] = [
        (_("All"), {}),
        (_("Open"), {"state": "open"}),
        (_("Matched"), {"state": "matched"}),
        (_("Became talks"), {"state": "negotiation"}),
        (_("Dropped"), {"state": "dropped"}),
    ]
    if me.may(Permission.INTERESTS_EDIT):
        views.append((_("Mine"), {"responsible": str(me.id)}))
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [
        {"text": text, "url": url_for("interests.index", **words), "current": asked == words} for text, words in views
    ]


INTERESTS = ListSpec(
    name="interests",
    title=_l("Interests"),
    query=lambda: queries.rows(formats.language()),
    key=Interest.id,
    columns=columns,
    filters=filters,
    searched=Interest,
    sort="-voiced",
    tabs=tabs,
    bulk=bulk,
    totals=(Total(label=_l("Worth"), column=Interest.value, currency=Interest.currency),),
)
interests.list(INTERESTS, needs=Permission.INTERESTS_READ)
