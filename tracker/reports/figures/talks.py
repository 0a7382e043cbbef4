"""How talks flow through the stages, how long they stay, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from tracker.negotiations.models import OUTCOME_LABELS, Outcome
from tracker.reports import queries
from tracker.reports.figures.tables import median, share, summed
from tracker.reports.report import Asked, Chart, Column, Figure, Figures
from tracker.web.formats import words


def flow(asked: Asked) -> Figures:
    """Of each stage: how many talks came and left in the year, and the median of the days they stayed."""
    entered, standing, stays = queries.entered(asked), queries.standing(asked), queries.stays(asked)
    away = {(row.stage_id, row.how): row.count for row in queries.left(asked)}
    rows = []
    for stage in queries.stages():
        counts = [away.get((stage.id, how), 0) for how in ("on", "back", "ended")]
        came, here = entered.get(stage.id, 0), standing.get(stage.id, 0)
        if stage.retired_at is not None and not any((came, here, *counts)):
            continue
        name = asked.named(stage, "name")
        if stage.retired_at is not None:
            name = _("%(stage)s (not used any more)", stage=name)
        rows.append(
            [
                Figure(name),
                Figure(came),
                *(Figure(count) for count in counts),
                Figure(median(stays.get(stage.id, ()))),
                Figure(here, _list_of(asked, stage=stage.id) if stage.retired_at is None else ""),
            ]
        )
    return Figures(
        columns=[
            Column(_("Stage"), "text"),
            Column(_("Came")),
            Column(_("Went on")),
            Column(_("Went back")),
            Column(_("Ended here")),
            Column(_("Median stay"), "days"),
            Column(_("Stand here now")),
        ],
        rows=rows,
        total=summed(rows, skip=(1, 5)),
        chart=Chart(kind="bars", series=[1, 6]),
        note=_("Counted from the history of moves; talks that came to a stage twice count once."),
    )


def _list_of(asked: Asked, **more: Any) -> str:
    """The open talks behind a number: the list has the same filters."""
    areas = {row.id: row.code for row in queries.areas()} if asked.area is not None else {}
    area = areas.get(asked.area) if asked.area is not None else None
    codes = {row.id: row.code for row in queries.countries()} if asked.country is not None else {}
    country = codes.get(asked.country) if asked.country is not None else None
    return url_for("negotiations.index", country=country, area=area, responsible=asked.official, view="all", **more)


ENDS = tuple(outcome for outcome in OUTCOME_LABELS if outcome is not Outcome.AGREEMENT)


def outcomes_by_country(asked: Asked) -> Figures:
    names = {row.id: asked.named(row, "name") for row in queries.countries()}
    return _outcomes(queries.ends(asked, queries.BY_COUNTRY), names, _("Country"))


def outcomes_by_official(asked: Asked) -> Figures:
    found = queries.ends(asked, queries.BY_OFFICIAL)
    return _outcomes(found, queries.names_of_users([row.by for row in found]), _("Official"))


def outcomes_by_area(asked: Asked) -> Figures:
    names = {row.id: asked.named(row, "name") for row in queries.areas()}
    figures = _outcomes(queries.ends_by_area(asked), names, _("Area of cooperation"))
    return Figures(
        columns=figures.columns,
        rows=figures.rows,
        chart=figures.chart,
        note=_("A partner that works in several areas is counted in each of them."),
    )


def cohorts(asked: Asked) -> Figures:
    """Talks by the year in which they were begun: what became of them by today."""
    found = queries.ends(asked, queries.BY_YEAR)
    years = {row.by: str(row.by) for row in sorted(found, key=lambda row: row.by)}
    figures = _outcomes(found, years, _("Begun in"))
    took = queries.days_to_agreement(asked)
    counted = {year: [(days, 1) for days in sorted(all_days)] for year, all_days in took.items()}
    by_name = {str(year): median(pairs) for year, pairs in counted.items()}
    everything = [(days, 1) for days in sorted(days for pairs in took.values() for days in pairs)]
    rows = [[*row, Figure(by_name.get(str(row[0].value)))] for row in figures.rows]
    return Figures(
        columns=[*figures.columns, Column(_("Median time to an agreement"), "days")],
        rows=rows,
        total=[*(figures.total or ()), Figure(median(everything))],
        chart=figures.chart,
    )


def _outcomes(found: Sequence[Any], names: dict[Any, str], first: str) -> Figures:
    counts = {(row.by, row.outcome): row.count for row in found}
    rows = [_outcome_row(name, key, counts) for key, name in names.items()]
    rows = [row for row in rows if row[1].value]
    total = summed(rows, skip=(3,))
    if rows:
        total[3] = Figure(share(total[2].value, total[1].value))
    return Figures(
        columns=[
            Column(first, "text"),
            Column(_("Begun")),
            Column(_("Became an agreement")),
            Column(_("Share"), "percent"),
            Column(_("Open")),
            *(Column(words(OUTCOME_LABELS[end])) for end in ENDS),
        ],
        rows=rows,
        total=total,
        chart=Chart(kind="bars", series=[1, 2]),
    )


def _outcome_row(name: str, key: Any, counts: dict[tuple[Any, Outcome | None], int]) -> list[Figure]:
    won, still = counts.get((key, Outcome.AGREEMENT), 0), counts.get((key, None), 0)
    others = [counts.get((key, end), 0) for end in ENDS]
    whole = won + still + sum(others)
    return [Figure(name), Figure(whole), Figure(won), Figure(share(won, whole)), Figure(still), *map(Figure, others)]
