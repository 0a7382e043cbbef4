"""Partners by country and status, and in which areas the work is done with whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from tracker.partners.kinds import STATUS_LABELS
from tracker.reports import queries
from tracker.reports.figures.tables import crossed
from tracker.reports.report import Asked, Chart, Column, Figure, Figures
from tracker.web.formats import words


def by_country(asked: Asked) -> Figures:
    found = queries.partners_by_country()
    counts = {(row.id, row.status): row.count for row in found}
    names = {row.id: asked.named(row, "name") for row in found}
    last: dict[int, date] = {}
    for row in found:
        if row.last_on is not None:
            last[row.id] = max(row.last_on, last.get(row.id, row.last_on))

    def url(country: Any, status: Any) -> str:
        return url_for("partners.index", country=country, status=status.value if status else None, view="all")

    statuses = [(status, words(label)) for status, label in STATUS_LABELS.items()]
    columns, rows, total = crossed(counts, list(names.items()), statuses, first=_("Country"), url=url)
    days = [last.get(key) for key in names]
    rows = [[*row, Figure(day)] for row, day in zip(rows, days, strict=True)]
    return Figures(columns=[*columns, Column(_("Last contact"), "day")], rows=rows, total=[*total, Figure(None)])


def areas_and_countries(asked: Asked) -> Figures:
    counts = {(row.area_id, row.country_id): row.count for row in queries.areas_by_country()}
    areas = [(row.id, asked.named(row, "name")) for row in queries.areas()]
    countries = [(row.id, asked.named(row, "name")) for row in queries.countries()]
    codes = {row.id: row.code for row in queries.areas()}

    def url(area: Any, country: Any) -> str:
        if area is None or country is None:
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
