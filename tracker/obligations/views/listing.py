"""The list of obligations: its columns, filters and views. By itself it shows the open ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import officials
from tracker.agreements.models import Agreement
from tracker.obligations import queries, rules, telling
from tracker.obligations.kinds import Column as Stands
from tracker.obligations.kinds import Side, State
from tracker.obligations.models import Obligation
from tracker.obligations.views.area import obligations
from tracker.partners import queries as partner_queries
from tracker.partners.wording import is_russian
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.cells import Flagged, Linked, Person, initials
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select


def columns() -> Sequence[Column]:
    return (
        Column(
            name="what",
            label=_l("What is to be done"),
            value=lambda row: Linked(row.text, url_for("obligations.show", obligation_id=row.id)),
            sort=Obligation.sort_name,
        ),
        Column(name="who", label=_l("By whom"), value=telling.party),
        Column(name="agreement", label=_l("Agreement"), value=_agreement),
        Column(name="due", label=_l("Due"), value=telling.due, sort=queries.DUE, width="date"),
        Column(name="progress", label=_l("Progress"), value=telling.progress, width="date"),
        Column(name="state", label=_l("State"), value=telling.state_mark, width="st"),
        Column(name="responsible", label=_l("Responsible"), value=_responsible, width="who"),
        *_further_columns(),
    )


def _further_columns() -> Sequence[Column]:
    """Those that are shown when asked for."""
    return (
        Column(name="kind", label=_l("Kind"), value=lambda row: dict(telling.kind_choices())[row.kind], shown=False),
        Column(name="side", label=_l("Whose"), value=telling.side, shown=False),
        Column(name="partner", label=_l("Partner"), value=telling.partner, shown=False),
        Column(name="area", label=_l("Area of cooperation"), value=telling.area, shown=False),
        Column(name="number", label=_l("Number"), value=lambda row: row.agreement_number, shown=False, width="no"),
        Column(name="begins", label=_l("From"), value=lambda row: row.starts_on, shown=False, width="date"),
        Column(
            name="yearly",
            label=_l("Every year"),
            value=lambda row: _("yes") if row.yearly else _("no"),
            shown=False,
        ),
        Column(name="closed", label=_l("Closed on"), value=lambda row: row.closed_on, shown=False, width="date"),
        Column(name="evidence", label=_l("Evidence"), value=lambda row: row.evidence_title, shown=False),
        Column(name="reason", label=_l("Why it is dropped"), value=lambda row: row.reason, shown=False),
        Column(name="note", label=_l("Note"), value=lambda row: row.note, shown=False),
    )


def _agreement(row: Any) -> Flagged:
    return Flagged(row.agreement, row.counterpart_flags.split(" ")[0])


def _responsible(row: Any) -> Person | None:
    if not row.responsible:
        return None
    return Person(row.responsible, initials(row.responsible), me=row.responsible_id == signed_in_user().id)


def state_filter() -> Filter:
    return Filter(
        name="state",
        label=_l("State"),
        choices=telling.state_choices,
        narrow=lambda statement, values: statement.where(queries.states(values, formats.today())),
        otherwise=lambda statement: statement.where(Obligation.state == State.OPEN),
    )


def filters() -> Sequence[Filter]:
    return (state_filter(), *other_filters())


def other_filters() -> Sequence[Filter]:
    """Those that the board has too: its columns are the states."""
    return (
        Filter(
            name="mine",
            label=_l("Whose"),
            choices=lambda: [("yes", _("mine"))],
            narrow=lambda statement, _v: statement.where(Obligation.responsible_id == signed_in_user().id),
            single=True,
        ),
        Filter(
            name="side",
            label=_l("By whom"),
            choices=lambda: [("ours", _("by us")), ("theirs", _("by others"))],
            narrow=_by_side,
            single=True,
        ),
        Filter(name="due", label=_l("Due"), choices=_terms, narrow=_by_due, single=True),
        Filter(
            name="agreement",
            label=_l("Agreement"),
            choices=lambda: [(str(row.id), row.title) for row in queries.agreements()],
            narrow=any_number_of(Obligation.agreement_id),
        ),
        Filter(
            name="partner",
            label=_l("Partner"),
            choices=lambda: [
                (str(row.id), row.title_ru if is_russian() else row.title_en) for row in queries.partners()
            ],
            narrow=any_number_of(Agreement.partnership_id),
        ),
        Filter(name="kind", label=_l("Kind"), choices=telling.kind_choices, narrow=any_of(Obligation.kind)),
        Filter(
            name="area",
            label=_l("Area of cooperation"),
            choices=lambda: [
                (str(area.id), area.name_in(formats.language())) for area in partner_queries.areas(with_retired=True)
            ],
            narrow=any_number_of(Obligation.area_id),
        ),
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Obligation.responsible_id),
        ),
        archived_filter(Obligation),
    )


def _by_side(statement: Select[Any], values: list[str]) -> Select[Any]:
    return statement.where(queries.ours() if values == ["ours"] else Obligation.side == Side.THEIRS)


def _terms() -> list[tuple[str, str]]:
    return [
        ("month", _("this month")),
        ("soon", _("within %(days)s days", days=30)),
        ("quarter", _("within %(days)s days", days=90)),
        ("year", _("this year")),
        ("next_year", _("next year")),
        ("always", _("all the time")),
    ]


def term(name: str, today: date) -> tuple[date, date]:
    """First and last day of a term of the filter."""
    return {
        "month": (today.replace(day=1), rules.month_end(today)),
        "soon": (today, today + timedelta(days=30)),
        "quarter": (today, today + timedelta(days=90)),
        "year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "next_year": (date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)),
    }[name]


def _by_due(statement: Select[Any], values: list[str]) -> Select[Any]:
    if values == ["always"]:
        return statement.where(Obligation.due_on.is_(None))
    return statement.where(Obligation.due_on.between(*term(values[0], formats.today())))


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    me = signed_in_user()
    counts = queries.tab_counts(me, formats.today())
    views: list[tuple[str, int | None, dict[str, Any]]] = [
        (_("To be done"), counts["open"], {}),
        (_("Overdue"), counts["overdue"], {"state": Stands.OVERDUE.value}),
        (_("This month"), None, {"due": "month"}),
        (_("Done"), None, {"state": State.DONE.value, "sort": "-due"}),
    ]
    if me.may(Permission.OBLIGATIONS_EDIT):
        views.insert(1, (_("Mine"), counts["mine"], {"mine": "yes"}))
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    asked = {name: value for name, value in request.args.items() if name not in ignored and value}
    return [
        {
            "text": text,
            "count": count,
            "url": url_for("obligations.index", **words),
            "current": asked == {name: value for name, value in words.items() if name != "sort"},
        }
        for text, count, words in views
    ]


OBLIGATIONS = ListSpec(
    name="obligations",
    title=_l("Obligations"),
    query=queries.rows,
    key=Obligation.id,
    columns=columns,
    filters=filters,
    searched=Obligation,
    sort="due",
    tabs=tabs,
)
obligations.list(OBLIGATIONS, needs=Permission.OBLIGATIONS_READ)
