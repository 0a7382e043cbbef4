"""Who logged what, and when; the same figures of every year."""

from __future__ import annotations

from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.interactions.kinds import KIND_LABELS
from tracker.permissions import Permission
from tracker.reports.behind import rows_of, url_by
from tracker.reports.figures.tables import crossed
from tracker.reports.queries import activity, choices
from tracker.reports.queries.counted import ANY
from tracker.reports.report import Asked, Chart, Column, Figure, Figures, report
from tracker.reports.telling import YEARLY
from tracker.web.formats import words


def _kinds() -> list[tuple[Any, str]]:
    return [(kind, words(label)) for kind, label in KIND_LABELS.items()]


@report(
    "activity",
    _l("Activity by month"),
    _l("Meetings, calls, letters and visits of a year."),
    icon="messages",
    needs=Permission.INTERACTIONS_READ,
    parameters=("year", "country", "area", "official"),
)
def by_month(asked: Asked) -> Figures:
    names = get_month_names("wide", "stand-alone", asked.language)
    months = [(month, str(names[month]).capitalize()) for month in range(1, 13)]
    columns, rows, total = crossed(
        activity.BY_MONTH.counts(asked), months, _kinds(), first=_("Month"), url=url_by(activity.BY_MONTH, asked)
    )
    there = {row[0].value: row for row in rows}
    empty = [Figure(0)] * (len(columns) - 1)
    rows = [there.get(name) or [Figure(name), *empty] for _month, name in months]
    return Figures(
        columns=columns, rows=rows, total=total, chart=Chart(kind="stack", series=list(range(1, len(columns) - 1)))
    )


@report(
    "officials",
    _l("Activity by official"),
    _l("Who logged what, moved which talks and began agreements."),
    icon="user",
    needs=Permission.INTERACTIONS_READ,
    parameters=("year", "country", "area"),
)
def by_official(asked: Asked) -> Figures:
    counts, moved, begun = (one.counts(asked) for one in (activity.BY_OFFICIAL, activity.MOVED, activity.BEGUN))
    names = choices.names_of_users(sorted({key[0] for found in (counts, moved, begun) for key in found}))
    people = sorted(names.items(), key=lambda pair: (pair[1], pair[0]))
    kinds = [(kind, label) for kind, label in _kinds() if any(key[1] == kind for key in counts)]
    rows = []
    for by, name in people:
        numbers = [counts.get((by, kind), 0) for kind, _label in kinds]
        cells = [
            Figure(n, rows_of(activity.BY_OFFICIAL, asked, by, kind[0])) for n, kind in zip(numbers, kinds, strict=True)
        ]
        rows.append(
            [
                Figure(name),
                *cells,
                Figure(sum(numbers), rows_of(activity.BY_OFFICIAL, asked, by, ANY)),
                Figure(moved.get((by,), 0), rows_of(activity.MOVED, asked, by)),
                Figure(begun.get((by,), 0), rows_of(activity.BEGUN, asked, by)),
            ]
        )
    sums = [sum(n for key, n in counts.items() if key[1] == kind) for kind, _label in kinds]
    return Figures(
        columns=[
            Column(_("Official"), "text"),
            *(Column(label) for _kind, label in kinds),
            Column(_("Together")),
            Column(_("Talks moved")),
            Column(_("Agreements begun")),
        ],
        rows=rows,
        total=[
            Figure(_("Together")),
            *(
                Figure(n, rows_of(activity.BY_OFFICIAL, asked, ANY, kind[0]))
                for n, kind in zip(sums, kinds, strict=True)
            ),
            Figure(sum(sums), rows_of(activity.BY_OFFICIAL, asked, ANY, ANY)),
            Figure(None),
            Figure(sum(begun.values()), rows_of(activity.BEGUN, asked, ANY)),
        ],
        note=_("Talks that several people moved count with each of them."),
    )


@report(
    "years",
    _l("Year against year"),
    _l("The same figures of every year, for a speech or an interview."),
    icon="list-numbers",
    needs=Permission.INTERACTIONS_READ,
)
def by_year(asked: Asked) -> Figures:
    """The year against those before."""
    years = range(choices.first_year(asked.today), asked.today.year + 1)
    rows = []
    for name, label in YEARLY.items():
        counted = activity.YEARLY[name]
        counts = counted.counts(asked)
        rows.append(
            [Figure(str(label)), *(Figure(counts.get((year,), 0), rows_of(counted, asked, year)) for year in years)]
        )
    return Figures(
        columns=[Column(_("What"), "text"), *(Column(str(year)) for year in years)],
        rows=rows,
        note=_("The last column is the year so far."),
    )
