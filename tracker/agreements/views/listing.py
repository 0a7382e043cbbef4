"""The list of agreements: its filters and views."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.listing import home_filter
from tracker.accounts.queries import officials
from tracker.agreements import choices, conditions, consents, options, queries
from tracker.agreements.kinds import EDITABLE, LIVING, Status
from tracker.agreements.models import Agreement
from tracker.agreements.standing import PUBLISH_SOON
from tracker.agreements.views.area import agreements
from tracker.agreements.views.bulk import bulk
from tracker.agreements.views.columns import columns, sees_region
from tracker.permissions import Permission
from tracker.web import formats, periods
from tracker.web.lists import Filter, ListSpec, any_number_of, any_of, archived_filter
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

TERMS = (30, 90, 180, 365)
LIVING_WORDS = {"status": [status.value for status in sorted(LIVING)]}


PERSONAL = frozenset({"mine", "waiting", "responsible"})


def filters() -> Sequence[Filter]:
    every = (*_filters_of_life(), *_filters_of_contents(), archived_filter(Agreement))
    if not sees_region():
        return every
    return [home_filter(Agreement), *(one for one in every if one.name not in PERSONAL)]


def _filters_of_life() -> Sequence[Filter]:
    """Where it stands, until when, and in whose hands."""
    today = formats.today()
    return (
        Filter(
            name="status",
            label=_l("Status"),
            choices=choices.statuses,
            column=conditions.effective_status(today),
            narrow=lambda statement, values: statement.where(conditions.stands([Status(v) for v in values], today)),
        ),
        Filter(
            name="expires",
            label=_l("Expires"),
            choices=lambda: [(str(days), _("within %(days)s days", days=days)) for days in TERMS],
            narrow=lambda statement, values: statement.where(conditions.ending(today, timedelta(days=int(values[0])))),
            single=True,
        ),
        Filter(
            name="act",
            label=_l("Last day to act"),
            choices=lambda: [(str(days), _("within %(days)s days", days=days)) for days in TERMS],
            narrow=lambda statement, values: statement.where(conditions.to_act(today, timedelta(days=int(values[0])))),
            single=True,
        ),
        Filter(
            name="signed",
            label=_l("Signed"),
            choices=lambda: periods.choices(periods.YEARS),
            narrow=_signed_in,
            single=True,
        ),
        Filter(
            name="consent",
            label=_l("Approvals"),
            choices=lambda: [(one.value, formats.words(label)) for one, label in consents.STANDING_LABELS.items()],
            narrow=lambda statement, values: statement.where(
                consents.stand_in(values, today, inside=not sees_region())
            ),
        ),
        Filter(
            name="publication",
            label=_l("Publication"),
            choices=lambda: [("due", _("due or overdue")), ("done", _("published"))],
            narrow=lambda statement, values: statement.where(
                consents.to_publish(today, PUBLISH_SOON) if values[0] == "due" else Agreement.published_on.is_not(None)
            ),
            single=True,
        ),
        Filter(
            name="mine",
            label=_l("Whose"),
            choices=lambda: [("yes", _("mine"))],
            narrow=lambda statement, _v: statement.where(Agreement.responsible_id == signed_in_user().id),
            single=True,
        ),
        Filter(
            name="waiting",
            label=_l("Decision"),
            choices=lambda: [("yes", _("waiting for me"))],
            narrow=lambda statement, _v: statement.where(conditions.waits(signed_in_user())),
            single=True,
        ),
        Filter(
            name="responsible",
            label=_l("Responsible"),
            choices=lambda: [(str(number), name) for number, name in officials()],
            narrow=any_number_of(Agreement.responsible_id),
        ),
    )


def _filters_of_contents() -> Sequence[Filter]:
    """What it is, with whom, about what."""
    return (
        Filter(name="kind", label=_l("Kind of document"), choices=choices.kinds, narrow=any_of(Agreement.kind)),
        Filter(
            name="group",
            label=_l("Grouping"),
            choices=options.groupings,
            narrow=lambda statement, values: statement.where(conditions.with_country(options.countries_in(values))),
        ),
        Filter(
            name="country",
            label=_l("Country of a party"),
            choices=options.party_countries,
            narrow=lambda statement, values: statement.where(conditions.with_country(values)),
        ),
        Filter(
            name="area",
            label=_l("Area of cooperation"),
            choices=options.area_codes,
            narrow=lambda statement, values: statement.where(conditions.with_area(options.areas_coded(values))),
        ),
        Filter(
            name="register",
            label=_l("Yearly list"),
            choices=lambda: [("yes", _("in the list")), ("no", _("not in the list"))],
            narrow=lambda statement, values: statement.where(
                conditions.IN_REGISTER if values[0] == "yes" else ~conditions.IN_REGISTER
            ),
            single=True,
        ),
    )


def _signed_in(statement: Select[Any], values: list[str]) -> Select[Any]:
    begin, end = periods.current(values[0])
    return statement.where(begin <= conditions.SIGNED_ON, end > conditions.SIGNED_ON)


def _query() -> Select[Any]:
    statement = consents.with_region(queries.listed(formats.today())).add_columns(Agreement.published_on)
    return queries.with_home(statement) if sees_region() else statement


def tabs() -> list[dict[str, Any]]:
    """The views everybody has; each is an address of the same list."""
    user = signed_in_user()
    counts = queries.tab_counts(user, formats.today())
    drafts = {"status": [status.value for status in sorted(EDITABLE)], "mine": "yes"}
    views: list[tuple[str, str | None, dict[str, Any]]] = [
        (_("All"), None, {}),
        (_("In force and expiring"), "living", {**LIVING_WORDS, "sort": "until"}),
    ]
    if user.may(Permission.AGREEMENTS_EDIT):
        views += [(_("Waiting for me"), "waiting", {"waiting": "yes"}), (_("My drafts"), "drafts", drafts)]
    return [
        {
            "text": text,
            "url": url_for("agreements.index", **words),
            "count": _counted(counts[name]) if name else None,
            "current": _asked() == _listed(words),
        }
        for text, name, words in views
    ]


def _counted(count: int) -> str:
    return f"{queries.MOST_COUNTED}+" if count > queries.MOST_COUNTED else str(count)


def _asked() -> dict[str, list[str]]:
    """The words of the address that narrow the list."""
    ignored = {"sort", "cols", "size", "after", "before", "from"}
    return {name: sorted(values) for name, values in request.args.lists() if name not in ignored and any(values)}


def _listed(words: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: sorted(value) if isinstance(value, list) else [value] for name, value in words.items() if name != "sort"
    }


AGREEMENTS = ListSpec(
    name="agreements",
    title=_l("Agreements"),
    query=_query,
    key=Agreement.id,
    columns=columns,
    filters=filters,
    searched=Agreement,
    sort="until",
    tabs=tabs,
    bulk=bulk,
)
agreements.list(AGREEMENTS, needs=Permission.AGREEMENTS_READ)
