"""Partners by country and status, and in which areas the work is done with whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.partners.kinds import STATUS_LABELS
from tracker.permissions import Permission
from tracker.reports.figures.tables import crossed
from tracker.reports.queries import choices, partners
from tracker.reports.queries.counted import ANY
from tracker.reports.report import Asked, Chart, Column, Figure, Figures, report
from tracker.web.formats import words


@report(
    "partners",
    _l("Partners by country"),
    _l("How many partners in which country, in which status, and the last contact."),
    icon="map-pin",
    needs=Permission.PARTNERS_READ,
)
def by_country(asked: Asked) -> Figures:
    found = partners.by_country()
    counts = {(row.id, row.status): row.count for row in found}
    names = {row.id: asked.named(row, "name") for row in found}
    last: dict[int, date] = {}
    for row in found:
        if row.last_on is not None:
            last[row.id] = max(row.last_on, last.get(row.id, row.last_on))

    def url(country: Any, status: Any) -> str:
        chosen = {"country": country, "status": status}
        return url_for("partners.index", view="all", **{name: one for name, one in chosen.items() if one is not ANY})

    statuses = [(status, words(label)) for status, label in STATUS_LABELS.items()]
    columns, rows, total = crossed(counts, list(names.items()), statuses, first=_("Country"), url=url)
    days = [last.get(key) for key in names]
    rows = [[*row, Figure(day)] for row, day in zip(rows, days, strict=True)]
    return Figures(columns=[*columns, Column(_("Last contact"), "day")], rows=rows, total=[*total, Figure(None)])


@report(
    "areas",
    _l("Areas and countries"),
    _l("With whom the city works on what."),
    icon="tag",
    needs=Permission.PARTNERS_READ,
)
def areas_and_countries(asked: Asked) -> Figures:
    counts = {(row.area_id, row.country_id): row.count for row in partners.areas_by_country()}
    areas = [(row.id, asked.named(row, "name")) for row in choices.areas()]
    countries = [(row.id, asked.named(row, "name")) for row in choices.countries()]
    codes = {row.id: row.code for row in choices.areas()}

    def url(area: Any, country: Any) -> str:
        if area is ANY or country is ANY:
            return ""
        return url_for("partners.index", area=codes[area], country=country, view="all")

    columns, rows, _total = crossed(counts, areas, countries, first=_("Area of cooperation"), url=url)
    rows = [row[:-1] for row in rows]
    series = range(1, len(columns) - 1)
    return Figures(
        columns=columns[:-1],
        rows=rows,
        chart=Chart(kind="heat", series=list(series)),
        note=_("A partner that works in several areas is counted in each of them."),
    )
