"""Gifts given and received, by country; values of different currencies are not added."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.gifts.kinds import WAY_LABELS
from tracker.permissions import Permission
from tracker.reports.behind import rows_of
from tracker.reports.figures.tables import named_countries, units
from tracker.reports.queries import gifts
from tracker.reports.report import Asked, Column, Figure, Figures, report
from tracker.web.formats import words


@report(
    "gifts",
    _l("Gifts by country"),
    _l("Given and received, with their value where it is known."),
    icon="gift",
    needs=Permission.GIFTS_READ,
    parameters=("year",),
)
def by_country(asked: Asked) -> Figures:
    counts = gifts.BY_COUNTRY.counts(asked, gifts.HUNDREDTHS)
    rows = []
    for country, name in named_countries(asked, (key[0] for key in counts), nameless=_("without a partner")):
        for key in sorted((key for key in counts if key[0] == country), key=lambda key: (key[1], key[2])):
            number, hundredths = counts[key]
            url = rows_of(gifts.BY_COUNTRY, asked, *key)
            value = units(hundredths)
            way = words(WAY_LABELS[key[1]])
            rows.append([Figure(name), Figure(way), Figure(number, url), Figure(value, url), Figure(key[2])])
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
