"""What came of events, and the delegations that came and went."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.events.kinds import KIND_LABELS, Side
from tracker.permissions import Permission
from tracker.reports.behind import rows_of
from tracker.reports.figures.tables import named_countries, summed, units
from tracker.reports.queries import events
from tracker.reports.report import Asked, Column, Figure, Figures, report
from tracker.web.formats import words

OUTCOMES = (events.INTERACTIONS, events.INTERESTS, events.TALKS, events.AGREEMENTS)


@report(
    "events",
    _l("Outcome of events"),
    _l("Who came to each event, what was said and wanted there, what grew out of it, and what it cost."),
    icon="calendar-event",
    needs=Permission.EVENTS_READ,
    parameters=("year",),
)
def outcome(asked: Asked) -> Figures:
    delegations, people, costs = events.delegations_of(asked), events.people_of(asked), events.costs_of(asked)
    counts = [one.counts(asked) for one in OUTCOMES]
    currencies = sorted({currency for _event, currency in costs})
    rows = []
    for event in events.held(asked):
        address = url_for("events.show", event_id=event.id)
        rows.append(
            [
                Figure(asked.named(event, "title"), address),
                Figure(event.starts_on),
                Figure(words(KIND_LABELS[event.kind])),
                Figure(delegations.get(event.id, 0), address),
                Figure(people.get(event.id, 0), address),
                *(
                    Figure(found.get((event.id,), 0), rows_of(one, asked, event.id))
                    for one, found in zip(OUTCOMES, counts, strict=True)
                ),
                *_costs(costs, event.id, currencies, address),
                Figure(event.reported_on),
            ]
        )
    return Figures(
        columns=[
            Column(_("Event"), "text"),
            Column(_("From"), "day"),
            Column(_("Kind"), "text"),
            Column(_("Delegations")),
            Column(_("People")),
            Column(_("Interactions")),
            Column(_("Interests")),
            Column(_("Talks")),
            Column(_("Agreements")),
            *(
                Column(head)
                for one in currencies
                for head in (_("Planned, %(currency)s", currency=one), _("Spent, %(currency)s", currency=one))
            ),
            Column(_("Report made on"), "day"),
        ],
        rows=rows,
        total=summed(rows, skip=(7, 8)) if rows else None,
        note=_(
            "Events that have begun and were not cancelled. Talks are those linked to the event and those that grew"
            " out of an interest voiced there; one that came of several events counts with each, so they are not added."
        ),
    )


def _costs(costs: dict[tuple[int, str], Any], event_id: int, currencies: list[str], address: str) -> list[Figure]:
    pairs = [costs.get((event_id, one), (None, None)) for one in currencies]
    return [Figure(units(n), address) for pair in pairs for n in pair]


def _side(side: Side) -> str:
    return {Side.THEIRS: _("came"), Side.OURS: _("ours went")}[side]


@report(
    "delegations-country",
    _l("Delegations by country"),
    _l("How many came from where and went where, and how many people."),
    icon="plane",
    needs=Permission.EVENTS_READ,
    parameters=("year",),
)
def delegations_by_country(asked: Asked) -> Figures:
    counts = events.delegations_by_country(asked)

    def url(country: int | None, side: Side) -> str:
        if country is None:
            return ""
        return url_for("reports.show", report="delegations", year=asked.year or 0, country=country, side=side.value)

    rows = []
    for country, name in named_countries(asked, (key[0] for key in counts), nameless=_("without a country")):
        numbers = [counts.get((country, side), (0, 0)) for side in (Side.THEIRS, Side.OURS)]
        cells = [
            Figure(n, url(country, side))
            for pair, side in zip(numbers, (Side.THEIRS, Side.OURS), strict=True)
            for n in pair
        ]
        rows.append([Figure(name), *cells])
    return Figures(
        columns=[
            Column(_("Country"), "text"),
            Column(_("Came to us or met us")),
            Column(_("People in them")),
            Column(_("Ours went there")),
            Column(_("People in ours")),
        ],
        rows=rows,
        total=summed(rows) if rows else None,
        note=_("A delegation of theirs counts with its own country, one of ours with the country of the event."),
    )


@report(
    "delegations",
    _l("Delegations"),
    _l("Each with its head, its people and its days."),
    icon="users-group",
    needs=Permission.EVENTS_READ,
    parameters=("year", "country", "side"),
)
def delegations(asked: Asked) -> Figures:
    found = events.delegations(asked)
    heads = {row.event_delegation_id: _head(row, asked) for row in reversed(events.heads([row.id for row in found]))}
    countries = dict(named_countries(asked, (row.country_id for row in found), nameless=""))
    rows = [
        [
            Figure(asked.named(row, "title"), url_for("events.show", event_id=row.event_id)),
            Figure(row.arrives_on or row.starts_on),
            Figure(row.departs_on or row.ends_on),
            Figure(_side(row.side)),
            Figure(_of_whom(row, asked)),
            Figure(countries.get(row.country_id, "")),
            Figure(heads.get(row.id, "")),
            Figure(row.people, url_for("events.show", event_id=row.event_id)),
        ]
        for row in found
    ]
    return Figures(
        columns=[
            Column(_("Event"), "text"),
            Column(_("From"), "day"),
            Column(_("To"), "day"),
            Column(_("Which way"), "text"),
            Column(_("Of whom"), "text"),
            Column(_("Country"), "text"),
            Column(_("Head"), "text"),
            Column(_("People")),
        ],
        rows=rows,
        total=summed(rows) if rows else None,
    )


def _of_whom(row: Any, asked: Asked) -> str:
    if row.side is Side.OURS:
        return _("our own")
    return next((name for what in ("partner", "organisation", "itself") if (name := asked.named(row, what))), "")


def _head(row: Any, asked: Asked) -> str:
    name = row.colleague or asked.named(row, "name") or row.name or ""
    return f"{name}, {row.post}" if row.post else name
