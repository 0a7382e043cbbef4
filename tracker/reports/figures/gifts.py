"""Gifts given and received, by country; values of different currencies are not added."""

from __future__ import annotations

from flask_babel import gettext as _

from tracker.gifts.kinds import WAY_LABELS
from tracker.reports import queries
from tracker.reports.report import Asked, Column, Figure, Figures
from tracker.web.formats import words


def by_country(asked: Asked) -> Figures:
    rows = [
        [
            Figure(asked.named(row, "name") or _("without a partner")),
            Figure(words(WAY_LABELS[row.way])),
            Figure(row.count),
            Figure(float(row.hundredths) / 100 if row.hundredths is not None else None),
            Figure(row.currency),
        ]
        for row in queries.gifts_by_country(asked)
    ]
    return Figures(
        columns=[
            Column(_("Country"), "text"),
            Column(_("Which way"), "text"),
            Column(_("Gifts")),
            Column(_("Known value")),
            Column(_("Currency"), "text"),
        ],
        rows=rows,
    )
