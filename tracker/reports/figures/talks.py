"""How talks flow through the stages, how long they stay, and what becomes of them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.negotiations.models import OUTCOME_LABELS, Outcome
from tracker.permissions import Permission
from tracker.reports.behind import rows_of, url_by
from tracker.reports.figures.tables import median, share, summed
from tracker.reports.queries import choices, talks
from tracker.reports.queries.counted import ANY, Counted
from tracker.reports.report import Asked, Chart, Column, Figure, Figures, report
from tracker.reports.telling import LEFT
from tracker.web.formats import words


@report(
    "flow",
    _l("Talks by stage"),
    _l("How many talks came to each stage and left it, and how long they stay."),
    icon="layout-kanban",
    needs=Permission.NEGOTIATIONS_READ,
    parameters=("year", "country", "area", "official"),
)
def flow(asked: Asked) -> Figures:
    """Of each stage: how many talks came and left in the year, and the median of the days they stayed."""
    came, went, here = (one.counts(asked) for one in (talks.CAME, talks.WENT, talks.STANDING))
    stays = talks.stays(asked)
    rows = []
    for stage in talks.stages():
        left = [went.get((stage.id, how), 0) for how in LEFT]
        entered, standing = came.get((stage.id,), 0), here.get((stage.id,), 0)
        if stage.retired_at is not None and not any((entered, standing, *left)):
            continue
        name = asked.named(stage, "name")
        if stage.retired_at is not None:
            name = _("%(stage)s (not used any more)", stage=name)
        rows.append(
            [
                Figure(name),
                Figure(entered, rows_of(talks.CAME, asked, stage.id)),
                *(Figure(n, rows_of(talks.WENT, asked, stage.id, how)) for n, how in zip(left, LEFT, strict=True)),
                Figure(median(stays.get(stage.id, ()))),
                Figure(standing, rows_of(talks.STANDING, asked, stage.id)),
            ]
        )
    return Figures(
        columns=[
            Column(_("Stage"), "text"),
            Column(_("Came")),
            *(Column(str(label)) for label in LEFT.values()),
            Column(_("Median stay"), "days"),
            Column(_("Stand here now")),
        ],
        rows=rows,
        total=[
            Figure(_("Together")),
            *[Figure(None)] * 5,
            Figure(sum(here.values()), rows_of(talks.STANDING, asked, ANY)),
        ],
        chart=Chart(kind="bars", series=[1, 6]),
        note=_("Counted from the history of moves; talks that came to a stage or left it twice count once."),
    )


ENDS = tuple(outcome for outcome in OUTCOME_LABELS if outcome is not Outcome.AGREEMENT)


@report(
    "cohorts",
    _l("Talks by the year they began"),
    _l("What became of the talks of each year, and after how long."),
    icon="history",
    needs=Permission.NEGOTIATIONS_READ,
    parameters=("country", "area", "official"),
)
def cohorts(asked: Asked) -> Figures:
    """Talks by the year in which they were begun: what became of them by today."""
    counts = talks.ENDS_BY_YEAR.counts(asked)
    names = {year: str(year) for year in sorted({year for year, _outcome in counts})}
    figures = _outcomes(talks.ENDS_BY_YEAR, asked, counts, names, _("Begun in"))
    took = talks.days_to_agreement(asked)
    counted = {year: [(days, 1) for days in sorted(all_days)] for year, all_days in took.items()}
    by_name = {str(year): median(pairs) for year, pairs in counted.items()}
    everything = [(days, 1) for days in sorted(days for pairs in took.values() for days in pairs)]
    rows = [[*row, Figure(by_name.get(str(row[0].value)))] for row in figures.rows]
    return Figures(
        columns=[*figures.columns, Column(_("Median time to an agreement"), "days")],
        rows=rows,
        total=[*figures.total, Figure(median(everything))] if figures.total else None,
        chart=figures.chart,
    )


@report(
    "outcomes-country",
    _l("Outcome of talks by country"),
    _l("The share that became agreements, country by country."),
    icon="flag",
    needs=Permission.NEGOTIATIONS_READ,
    parameters=("year", "area", "official"),
)
def outcomes_by_country(asked: Asked) -> Figures:
    names = {row.id: asked.named(row, "name") for row in choices.countries()}
    return _outcomes(talks.ENDS_BY_COUNTRY, asked, talks.ENDS_BY_COUNTRY.counts(asked), names, _("Country"))


@report(
    "outcomes-area",
    _l("Outcome of talks by area"),
    _l("The share that became agreements, by area of cooperation."),
    icon="tag",
    needs=Permission.NEGOTIATIONS_READ,
    parameters=("year", "country", "official"),
)
def outcomes_by_area(asked: Asked) -> Figures:
    names = {row.id: asked.named(row, "name") for row in choices.areas()}
    figures = _outcomes(talks.ENDS_BY_AREA, asked, talks.ENDS_BY_AREA.counts(asked), names, _("Area of cooperation"))
    return Figures(
        columns=figures.columns,
        rows=figures.rows,
        chart=figures.chart,
        note=_("A partner that works in several areas is counted in each of them."),
    )


@report(
    "outcomes-official",
    _l("Outcome of talks by official"),
    _l("The share that became agreements, by who answers for the talks."),
    icon="users",
    needs=Permission.NEGOTIATIONS_READ,
    parameters=("year", "country", "area"),
)
def outcomes_by_official(asked: Asked) -> Figures:
    counts = talks.ENDS_BY_OFFICIAL.counts(asked)
    names = choices.names_of_users([by for by, _outcome in counts])
    ordered = dict(sorted(names.items(), key=lambda pair: (pair[1], pair[0])))
    return _outcomes(talks.ENDS_BY_OFFICIAL, asked, counts, ordered, _("Official"))


def _outcomes(
    counted: Counted, asked: Asked, counts: dict[tuple[Any, ...], int], names: dict[Any, str], first: str
) -> Figures:
    url = url_by(counted, asked)
    rows = [_outcome_row(name, counts, key, url) for key, name in names.items()]
    rows = [row for row in rows if row[1].value]
    total = None
    if rows:
        total = summed(rows, skip=(3,))
        total[3] = Figure(share(total[2].value, total[1].value))
        total = [Figure(one.value, to) for one, to in zip(total, ["", *_addresses(ANY, url)], strict=True)]
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


def _addresses(key: Any, url: Any) -> list[str]:
    """Those of the rows behind the numbers of a line, from the second column on."""
    return [url(key, ANY), url(key, Outcome.AGREEMENT), "", url(key, None), *(url(key, end) for end in ENDS)]


def _outcome_row(name: str, counts: dict[tuple[Any, ...], int], key: Any, url: Any) -> list[Figure]:
    won, still = counts.get((key, Outcome.AGREEMENT), 0), counts.get((key, None), 0)
    others = [counts.get((key, end), 0) for end in ENDS]
    whole = won + still + sum(others)
    numbers = [whole, won, share(won, whole), still, *others]
    return [Figure(name), *(Figure(n, to) for n, to in zip(numbers, _addresses(key, url), strict=True))]
