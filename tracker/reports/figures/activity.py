"""Who logged what, and when."""

from __future__ import annotations

from typing import Any

from babel.dates import get_month_names
from flask import url_for
from flask_babel import gettext as _

from tracker.interactions.kinds import KIND_LABELS
from tracker.reports import queries
from tracker.reports.figures.tables import crossed
from tracker.reports.report import Asked, Chart, Column, Figure, Figures
from tracker.web.formats import words


def _kinds() -> list[tuple[Any, str]]:
    return [(kind, words(label)) for kind, label in KIND_LABELS.items()]


def by_month(asked: Asked) -> Figures:
    counts = {(row.month, row.kind): row.count for row in queries.activity_by_month(asked)}
    names = get_month_names("wide", "stand-alone", asked.language)
    months = [(month, str(names[month]).capitalize()) for month in range(1, 13)]
    columns, rows, total = crossed(
        counts, months, _kinds(), first=_("Month"), url=lambda month, kind: _list_of(asked, kind, month=month)
    )
    there = {row[0].value: row for row in rows}
    empty = [Figure(0)] * (len(columns) - 1)
    rows = [there.get(name) or [Figure(name), *empty] for _month, name in months]
    return Figures(
        columns=columns, rows=rows, total=total, chart=Chart(kind="stack", series=list(range(1, len(columns) - 1)))
    )


def _list_of(asked: Asked, kind: Any, **more: Any) -> str:
    """The interactions behind a number: the list has the same filters."""
    words: dict[str, Any] = {
        "year": asked.year,
        "country": asked.country,
        "area": asked.area,
        "by": asked.official,
        "kind": kind.value if kind else None,
        **more,
    }
    return url_for("interactions.index", view="all", **words)


def by_official(asked: Asked) -> Figures:
    found = queries.activity_by_official(asked)
    moves, drafts = queries.moves_by_official(asked), queries.drafts_by_official(asked)
    ids = sorted({row.by_id for row in found} | set(moves) | set(drafts))
    names = queries.names_of_users(ids)
    counts = {(row.by_id, row.kind): row.count for row in found}

    def url(by: Any, kind: Any) -> str:
        return _list_of(asked, kind, by=by) if by is not None else ""

    people = sorted(names.items(), key=lambda pair: pair[1])
    columns, rows, total = crossed(counts, people, _kinds(), first=_("Official"), url=url)
    there = {row[0].value: row for row in rows}
    empty = [Figure(0)] * (len(columns) - 1)
    rows = [
        [*(there.get(name) or [Figure(name), *empty]), Figure(moves.get(by, 0)), Figure(drafts.get(by, 0))]
        for by, name in people
    ]
    columns = [*columns, Column(_("Moves of talks")), Column(_("Agreements begun"))]
    total = [*total, Figure(sum(moves.values())), Figure(sum(drafts.values()))]
    return Figures(columns=columns, rows=rows, total=total)


def by_year(asked: Asked) -> Figures:
    """The year against those before."""
    found = queries.yearly(asked.today)
    labels = {
        "interactions": _("Interactions"),
        "visits": _("of these visits"),
        "partners": _("New partners"),
        "begun": _("Talks begun"),
        "won": _("Talks that became an agreement"),
        "signed": _("Agreements signed"),
        "lapsed": _("Agreements lapsed"),
        "obligations": _("Obligations done"),
    }
    years = range(queries.first_year(asked.today), asked.today.year + 1)
    rows = [[Figure(label), *(Figure(found[name].get(year, 0)) for year in years)] for name, label in labels.items()]
    return Figures(
        columns=[Column(_("What"), "text"), *(Column(str(year)) for year in years)],
        rows=rows,
        note=_("The last column is the year so far."),
    )
