"""The list of partners: its columns, filters and views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.accounts.listing import home_filter
from tracker.accounts.queries import get_user, officials
from tracker.negotiations import queries as negotiation_queries
from tracker.partners import actions, queries, rules, wording
from tracker.partners.kinds import Silence
from tracker.partners.models import LAST_CONTACT, NEXT_STEP_ON, SINCE, Partnership
from tracker.partners.views.area import partners
from tracker.permissions import Permission
from tracker.places import queries as place_queries
from tracker.web import formats, periods
from tracker.web.bulk import BulkAction, archiving, handing_over, tagging
from tracker.web.cells import Linked, Person, initials
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.periods import A_WEEK, NO_TIME
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select


def sees_region() -> bool:
    """The observer: sees several municipalities, and neither people nor working notes."""
    return signed_in_user().municipality_id is None


def _responsible(row: Any) -> Person | None:
    if not row.responsible:
        return None
    return Person(row.responsible, initials(row.responsible), me=row.responsible_id == signed_in_user().id)


def columns() -> Sequence[Column]:
    if sees_region():
        home = Column(
            name="municipality",
            label=_l("Municipality"),
            value=lambda row: row.home_ru if wording.is_russian() else row.home_en,
        )
        return (*_shared_columns(), home)
    return (*_shared_columns(), *_working_columns())


def _shared_columns() -> Sequence[Column]:
    by_name = Partnership.sort_name if wording.is_russian() else Partnership.sort_name_en
    return (
        Column(
            name="partner",
            label=_l("Partner"),
            value=lambda row: Linked(
                wording.title(row), url_for("partners.show", partnership_id=row.id), row.country_code.lower()
            ),
            sort=by_name,
        ),
        Column(
            name="country",
            label=_l("Country"),
            value=wording.country_name,
            shown=sees_region(),
        ),
        Column(name="kind", label=_l("Kind"), value=lambda row: wording.kind_label(row.kind), sort=Partnership.kind),
        Column(
            name="status",
            label=_l("Status"),
            value=lambda row: wording.status_mark(row.status),
            sort=Partnership.status,
            width="st",
        ),
        Column(
            name="since",
            label=_l("Partners since"),
            value=lambda row: wording.since(row.since_on, row.since_is_year),
            sort=SINCE,
            shown=sees_region(),
            width="date",
        ),
        Column(
            name="areas", label=_l("Areas"), value=lambda row: wording.area_names(row.area_codes), shown=sees_region()
        ),
    )


def _working_columns() -> Sequence[Column]:
    return (
        Column(name="talks", label=_l("Talks"), value=lambda row: row.open_talks or None, end=True),
        Column(
            name="last_contact", label=_l("Last contact"), value=wording.last_contact, sort=LAST_CONTACT, width="date"
        ),
        Column(name="next", label=_l("Next step"), value=lambda row: row.next_step),
        Column(name="due", label=_l("Due"), value=wording.due, sort=NEXT_STEP_ON, shown=False, width="date"),
        Column(name="responsible", label=_l("Responsible"), value=_responsible, width="who"),
    )


def filters() -> Sequence[Filter]:
    return (
        (home_filter(Partnership), *_shared_filters()) if sees_region() else (*_shared_filters(), *_working_filters())
    )


def _shared_filters() -> Sequence[Filter]:
    return (
        Filter(name="status", label=_l("Status"), choices=wording.status_choices, narrow=any_of(Partnership.status)),
        Filter(name="kind", label=_l("Kind"), choices=wording.kind_choices, narrow=any_of(Partnership.kind)),
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [
                (str(row.id), row.name_ru if wording.is_russian() else row.name_en) for row in queries.countries()
            ],
            narrow=any_number_of(Partnership.country_id),
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
            name="area",
            label=_l("Area of cooperation"),
            choices=_area_choices,
            narrow=lambda statement, values: statement.where(queries.with_areas(values)),
        ),
        archived_filter(Partnership),
    )


def _working_filters() -> Sequence[Filter]:
    return (
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Partnership.responsible_id),
        ),
        Filter(
            name="step",
            label=_l("Next step"),
            choices=lambda: [("due", _("due or overdue")), ("week", _("due within a week"))],
            narrow=lambda statement, values: statement.where(
                queries.step_is_due(formats.today() + (A_WEEK if values[0] == "week" else NO_TIME))
            ),
            single=True,
        ),
        Filter(
            name="entered",
            label=_l("Entered"),
            choices=lambda: periods.choices(periods.YEARS),
            narrow=_entered_in,
            single=True,
        ),
        Filter(
            name="silent",
            label=_l("Silence"),
            choices=_silences,
            narrow=_silent,
            single=True,
        ),
    )


def _entered_in(statement: Select[Any], values: list[str]) -> Select[Any]:
    begin, end = periods.current(values[0])
    return statement.where(Partnership.entered_on >= begin, Partnership.entered_on < end)


def _area_choices() -> list[tuple[str, str]]:
    """By code: to the observer those of several municipalities are one dictionary. Partners name retired ones too."""
    rows = queries.area_choices(with_retired=True)
    return list({row.code: (row.code, row.name_ru if wording.is_russian() else row.name_en) for row in rows}.values())


def _silences() -> list[tuple[str, str]]:
    """How long is too long is said where it is the same for partners of every kind."""
    months = set(wording.silence_months().values())
    if len(months) > 1:
        return [(Silence.LONG.value, _("silent for long")), (Silence.VERY_LONG.value, _("silent for very long"))]
    long = months.pop()
    return [
        (how.value, ngettext("no contact for %(num)d month", "no contact for %(num)d months", number))
        for how, number in ((Silence.LONG, long), (Silence.VERY_LONG, long * rules.VERY_LONG))
    ]


def _silent(statement: Select[Any], values: list[str]) -> Select[Any]:
    return statement.where(queries.is_silent(formats.today(), wording.silence_months(), Silence(values[0])))


def _query() -> Select[Any]:
    if sees_region():
        return queries.shared_rows()
    return queries.rows().add_columns(negotiation_queries.open_with().label("open_talks"))


def _is_asked(words: dict[str, Any]) -> bool:
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    return {name: value for name, value in request.args.items() if name not in ignored and value} == words


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    views: list[tuple[str, dict[str, Any]]] = [
        (_("All"), {}),
        (_("Twin cities"), {"kind": "twin"}),
        (_("In talks"), {"status": "in_talks"}),
    ]
    if not sees_region():
        me = signed_in_user()
        views.append((_("Silent"), {"silent": Silence.LONG.value}))
        if me.may(Permission.PARTNERS_EDIT):
            views.append((_("Mine"), {"responsible": str(me.id)}))
    return [
        {"text": text, "url": url_for("partners.index", **words), "current": _is_asked(words)} for text, words in views
    ]


def bulk() -> Sequence[BulkAction]:
    return (
        handing_over(needs=Permission.RECORDS_REASSIGN, people=officials, get_user=get_user, assign=actions.assign),
        tagging(
            needs=Permission.PARTNERS_EDIT,
            choices=lambda: [(area.code, area.name_in(formats.language())) for area in queries.areas()],
            check=lambda _partnership, _by: None,
            tag=actions.tag,
        ),
        archiving(
            needs=Permission.ARCHIVE_OWN,
            check=rules.check_archive,
            archive=actions.archive,
            restore=actions.restore,
        ),
    )


PARTNERS = ListSpec(
    name="partners",
    title=_l("Partners"),
    query=_query,
    key=Partnership.id,
    columns=columns,
    filters=filters,
    searched=Partnership,
    sort="partner",
    tabs=tabs,
    bulk=bulk,
)
partners.list(PARTNERS, needs=Permission.PARTNERS_READ)
