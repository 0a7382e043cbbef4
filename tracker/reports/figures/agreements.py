"""Agreements by status, those that come to their end, their terms on a line of time, what was kept of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.agreements.kinds import KIND_LABELS, STATUS_LABELS, Status
from tracker.permissions import Permission
from tracker.reports.behind import url_by
from tracker.reports.figures.tables import crossed, share
from tracker.reports.queries import agreements
from tracker.reports.queries.counted import ANY
from tracker.reports.report import Asked, Chart, Column, Figure, Figures, Span, report
from tracker.reports.telling import KEPT
from tracker.web import formats
from tracker.web.formats import words

AHEAD = timedelta(days=365)
SHOWN_BACK, SHOWN_AHEAD = 5, 8
CROWDED = 5


@report(
    "agreements",
    _l("Agreements by status"),
    _l("Kinds of documents against where they stand today."),
    icon="file-certificate",
    needs=Permission.AGREEMENTS_READ,
)
def by_status(asked: Asked) -> Figures:
    counts = {(row.kind, Status(row.status)): row.count for row in agreements.by_status(asked.today)}
    kinds = [(kind, words(label)) for kind, label in KIND_LABELS.items()]
    statuses = [(status, words(label)) for status, label in STATUS_LABELS.items()]

    def url(kind: Any, status: Any) -> str:
        chosen = {"kind": kind, "status": status}
        return url_for("agreements.index", view="all", **{name: one for name, one in chosen.items() if one is not ANY})

    columns, rows, total = crossed(counts, kinds, statuses, first=_("Kind of document"), url=url)
    return Figures(columns=columns, rows=rows, total=total)


@report(
    "expiring",
    _l("Expiring agreements"),
    _l("What ends within twelve months, and by when one has to act."),
    icon="clock",
    needs=Permission.AGREEMENTS_READ,
    parameters=("official",),
)
def expiring(asked: Asked) -> Figures:
    rows = agreements.expiring(asked, AHEAD)
    whose: dict[str, Any] = {"responsible": asked.official} if asked.official is not None else {}
    return Figures(
        in_all=agreements.count_expiring(asked, AHEAD) if len(rows) == asked.most else None,
        list_url=url_for("agreements.index", expires=AHEAD.days, sort="until", **whose),
        columns=[
            Column(_("Title"), "text"),
            Column(_("Number"), "text"),
            Column(_("Parties"), "text"),
            Column(_("Valid until"), "day"),
            Column(_("Act by"), "day"),
            Column(_("Then"), "text"),
            Column(_("Responsible"), "text"),
        ],
        rows=[
            [
                Figure(row.title, url_for("agreements.show", agreement_id=row.id)),
                Figure(row.number),
                Figure(asked.named(row, "counterparts")),
                Figure(row.ends_on),
                Figure(row.last_day_to_act),
                Figure(_("is prolonged by itself") if row.renews else _("lapses")),
                Figure(row.responsible or ""),
            ]
            for row in rows
        ],
        note=_("Agreements whose term ends within twelve months."),
    )


@report(
    "terms",
    _l("Terms of agreements"),
    _l("The agreements in force on a line of time."),
    icon="calendar",
    needs=Permission.AGREEMENTS_READ,
)
def terms(asked: Asked) -> Figures:
    begin, end = date(asked.today.year - SHOWN_BACK, 1, 1), date(asked.today.year + SHOWN_AHEAD, 1, 1)
    whole = (end - begin).days
    rows, spans = [], []
    found = agreements.terms(asked.today)
    for row in found:
        address = url_for("agreements.show", agreement_id=row.id)
        since = max(row.enters_on or begin, begin)
        until = min(row.ends_on or end, end)
        spans.append(
            Span(
                label=row.title,
                url=address,
                begins=round(100 * (since - begin).days / whole, 2),
                length=round(max(100 * (until - since).days / whole, 0.5), 2),
                open=row.ends_on is None or row.ends_on > end,
                mark="warn" if row.ends_on and row.ends_on < asked.today + AHEAD and not row.renews else "",
            )
        )
        ends = formats.day(row.ends_on) if row.ends_on else _("no end")
        rows.append([Figure(row.title, address), Figure(row.enters_on), Figure(ends)])
    ticks = [
        (round(100 * (date(year, 1, 1) - begin).days / whole, 2), str(year)) for year in range(begin.year, end.year, 2)
    ]
    today = round(100 * (asked.today - begin).days / whole, 2)
    ticks = [tick for tick in ticks if abs(tick[0] - today) > CROWDED]
    return Figures(
        columns=[Column(_("Title"), "text"), Column(_("In force since"), "day"), Column(_("Valid until"), "text")],
        rows=rows,
        chart=Chart(kind="spans", spans=spans, ticks=[*ticks, (today, _("today"))]),
        note=_those_left_out(asked, len(found)),
    )


@report(
    "obligations",
    _l("Obligations kept"),
    _l("What was done in time, late or not at all, by the year it was due."),
    icon="checkbox",
    needs=Permission.OBLIGATIONS_READ,
)
def obligations(asked: Asked) -> Figures:
    counts, url = agreements.OBLIGATIONS.counts(asked), url_by(agreements.OBLIGATIONS, asked)
    years = sorted({year for year, _how in counts})
    rows = []
    for year in years:
        numbers = [counts.get((year, how), 0) for how in KEPT]
        kept = share(numbers[0], sum(numbers) - numbers[3] - numbers[4])
        cells = [Figure(n, url(year, how)) for n, how in zip(numbers, KEPT, strict=True)]
        rows.append([Figure(str(year)), *cells, Figure(sum(numbers), url(year, ANY)), Figure(kept)])
    return Figures(
        columns=[
            Column(_("Due in"), "text"),
            *(Column(str(label)) for label in KEPT.values()),
            Column(_("Together")),
            Column(_("Kept in time"), "percent"),
        ],
        rows=rows,
        chart=Chart(kind="stack", series=[1, 2, 3, 4]),
        note=_("The share is that of obligations done in time among those that were done or are overdue."),
    )


def _those_left_out(asked: Asked, shown: int) -> str:
    """What is said where there are more agreements than the picture bears."""
    left = agreements.count_terms(asked.today) - shown if shown == agreements.MOST_SPANS else 0
    if not left:
        return ""
    return ngettext(
        "%(num)s more agreement, which ends later, stands in the list of agreements.",
        "%(num)s more agreements, which end later, stand in the list of agreements.",
        left,
    )
