"""The list of talks: its columns and filters, shared by the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts import queries as account_queries
from tracker.negotiations import queries, rules
from tracker.negotiations.models import OUTCOME_LABELS, Negotiation
from tracker.negotiations.views.bulk import bulk
from tracker.negotiations.views.in_use import stages_in_use
from tracker.partners import queries as partner_queries
from tracker.partners.models import Partnership
from tracker.places import queries as place_queries
from tracker.places.models import Country
from tracker.web.cells import Flagged, Linked, Person, Signal, StageMark, StatusMark, initials
from tracker.web.formats import day, days_since, language, today, words
from tracker.web.lists import Column, Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.periods import A_WEEK, NO_TIME
from tracker.web.signed_in import found_profile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Select


def partner_name(row: Any) -> str:
    return str(row.partner_ru if language() == "ru" else row.partner_en)


def stage_name(row: Any) -> str:
    return str(row.stage_ru if language() == "ru" else row.stage_en)


def days_standing(row: Any, on: date) -> int:
    since = rules.standing_since(row.stage_since_on, row.last_interaction_on)
    return max((on - since).days, 0)


def age_cell(row: Any) -> Signal | None:
    """Days without anything happening, coloured against the stage's term."""
    if row.outcome is not None:
        return None
    days, limit = days_standing(row, today()), row.stale_after_days
    kind = "bad" if rules.is_stale(days, limit) else ("warn" if limit and days > 0.7 * limit else "")
    return Signal(days_since(days), kind or "mute", value=days)


def state_cell(row: Any, stages: int) -> StageMark | StatusMark:
    if row.outcome is None:
        return StageMark(row.stage_position, stages, stage_name(row))
    code = {"agreement": "in-force", "paused": "suspended"}.get(row.outcome, "cancelled")
    return StatusMark(code, words(OUTCOME_LABELS[row.outcome]))


def _columns() -> Sequence[Column]:
    count = len(stages_in_use())
    me = found_profile()
    return (
        Column(
            name="subject",
            label=_l("Subject"),
            value=lambda row: Linked(row.subject, url_for("negotiations.show", negotiation_id=row.id)),
            sort=Negotiation.sort_name,
        ),
        Column(
            name="partner",
            label=_l("Partner"),
            value=lambda row: Flagged(partner_name(row), row.country_code.lower()),
            width="short",
        ),
        Column(
            name="country",
            label=_l("Country"),
            value=lambda row: row.country_ru if language() == "ru" else row.country_en,
            shown=False,
        ),
        Column(name="stage", label=_l("Stage"), value=lambda row: state_cell(row, count), width="st"),
        Column(
            name="since",
            label=_l("Since"),
            value=lambda row: row.stage_since_on,
            sort=Negotiation.stage_since_on,
            width="no",
        ),
        Column(name="age", label=_l("Without change"), value=age_cell, end=True),
        Column(name="next", label=_l("Next step"), value=lambda row: row.next_step),
        Column(name="next_on", label=_l("Due"), value=_due_cell, width="no"),
        Column(
            name="responsible",
            label=_l("Responsible"),
            value=lambda row: Person(
                row.responsible_name, initials(row.responsible_name), me is not None and row.responsible_id == me.id
            ),
            width="who",
        ),
        Column(
            name="started",
            label=_l("Begun"),
            value=lambda row: row.started_on,
            sort=Negotiation.started_on,
            shown=False,
        ),
        Column(name="last_contact", label=_l("Last contact"), value=lambda row: row.last_interaction_on, shown=False),
    )


def _due_cell(row: Any) -> Any:
    if row.next_step_on is None or row.outcome is not None:
        return row.next_step_on
    if row.next_step_on < today():
        return Signal(day(row.next_step_on), "bad", value=row.next_step_on)
    return row.next_step_on


def filters() -> Sequence[Filter]:
    return (
        Filter(
            name="state",
            label=_l("State"),
            choices=lambda: [("over", _("over")), ("all", _("open and over"))],
            narrow=_by_state,
            otherwise=lambda statement: statement.where(Negotiation.outcome.is_(None)),
            single=True,
        ),
        Filter(
            name="stage",
            label=_l("Stage"),
            choices=lambda: [(str(one.id), one.name_in(language())) for one in stages_in_use()],
            narrow=any_number_of(Negotiation.stage_id),
        ),
        Filter(
            name="still",
            label=_l("Movement"),
            choices=lambda: [("yes", _("standing still"))],
            narrow=lambda statement, _values: statement.where(queries.is_standing_still(today())),
            single=True,
        ),
        Filter(
            name="step",
            label=_l("Next step"),
            choices=lambda: [("due", _("due or overdue")), ("week", _("due within a week"))],
            narrow=lambda statement, values: statement.where(
                queries.step_is_due(today() + (A_WEEK if values[0] == "week" else NO_TIME))
            ),
            single=True,
        ),
        Filter(
            name="resume",
            label=_l("Paused talks"),
            choices=lambda: [("due", _("to be taken up"))],
            narrow=lambda statement, _values: statement.where(queries.is_to_resume(today())),
            single=True,
        ),
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(one[0]), one[1]) for one in account_queries.officials()],
            narrow=any_number_of(Negotiation.responsible_id),
        ),
        Filter(
            name="country",
            label=_l("Country"),
            choices=lambda: [
                (row.code, row.name_ru if language() == "ru" else row.name_en) for row in queries.countries()
            ],
            narrow=any_of(Country.code),
        ),
        Filter(
            name="area",
            label=_l("Area of cooperation"),
            choices=lambda: [(one.code, one.name_in(language())) for one in partner_queries.areas(with_retired=True)],
            narrow=lambda statement, values: statement.where(partner_queries.with_areas(values)),
        ),
        Filter(
            name="group",
            label=_l("Grouping"),
            choices=lambda: [
                (one.code, one.name_ru if language() == "ru" else one.name_en) for one in place_queries.groups()
            ],
            narrow=lambda statement, values: statement.where(
                Partnership.country_id.in_(place_queries.country_ids_in_groups(values, today()))
            ),
        ),
        archived_filter(Negotiation),
    )


def _by_state(statement: Select[Any], values: list[str]) -> Select[Any]:
    return statement.where(Negotiation.outcome.is_not(None)) if values == ["over"] else statement


NEGOTIATIONS = ListSpec(
    name="negotiations",
    title=_l("Negotiations"),
    query=queries.rows,
    key=Negotiation.id,
    columns=_columns,
    filters=filters,
    searched=Negotiation,
    sort="since",
    bulk=bulk,
    lean=True,
)
