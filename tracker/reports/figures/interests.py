"""What is wanted, by sector and country, and what became of it; values of different currencies are not added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.interests import sectors
from tracker.interests.kinds import STATE_LABELS, State
from tracker.permissions import Permission
from tracker.reports.behind import url_by
from tracker.reports.figures.tables import crossed, named_countries, share, units
from tracker.reports.queries import interests
from tracker.reports.queries.counted import ANY
from tracker.reports.report import Asked, Chart, Column, Figure, Figures, report
from tracker.web.formats import words


def _sectors(asked: Asked, codes: Iterable[str | None]) -> list[tuple[str | None, str]]:
    """In the order of the standard; last what has none."""
    wanted = set(codes)
    named = [(code, sectors.title(code, asked.language)) for code in sectors.SECTORS if code in wanted]
    return [*named, *([(None, _("not said"))] if None in wanted else [])]


@report(
    "interests",
    _l("Interests by sector and country"),
    _l("What is wanted, and with whom."),
    icon="world",
    needs=Permission.INTERESTS_READ,
    parameters=("year", "official"),
)
def by_sector_and_country(asked: Asked) -> Figures:
    counts = interests.BY_COUNTRY.counts(asked)
    columns, rows, total = crossed(
        counts,
        _sectors(asked, (sector for sector, _country in counts)),
        named_countries(asked, (country for _sector, country in counts), nameless=_("without a country")),
        first=_("Sector"),
        url=url_by(interests.BY_COUNTRY, asked),
    )
    return Figures(
        columns=columns, rows=rows, total=total, chart=Chart(kind="heat", series=list(range(1, len(columns) - 1)))
    )


@report(
    "interests-outcome",
    _l("What became of interests"),
    _l("Open, matched, turned into talks or dropped, and what they are worth, by sector."),
    icon="bulb",
    needs=Permission.INTERESTS_READ,
    parameters=("year", "country", "official"),
)
def outcome(asked: Asked) -> Figures:
    counts = interests.BY_STATE.counts(asked)
    worth = {key: found[1] for key, found in interests.BY_CURRENCY.counts(asked, interests.HUNDREDTHS).items()}
    currencies = sorted({currency for _sector, currency in worth})
    named = _sectors(asked, (sector for sector, _state in counts))
    rows = [_outcome_row(asked, sector, name, counts, worth, currencies) for sector, name in named]
    total = None
    if rows:
        states, values = _added(counts, State), _added(worth, currencies)
        total = _outcome_row(asked, ANY, _("Together"), states, values, currencies)
    return Figures(
        columns=[
            Column(_("Sector"), "text"),
            Column(_("Voiced")),
            *(Column(words(label)) for label in STATE_LABELS.values()),
            Column(_("Became talks, share"), "percent"),
            *(Column(_("Worth, %(currency)s", currency=one)) for one in currencies),
        ],
        rows=rows,
        total=total,
        chart=Chart(kind="stack", series=[2, 3, 4, 5]),
        note=_("The worth is that of interests whose value is known."),
    )


def _added(found: dict[tuple[Any, ...], Any], traits: Iterable[Any]) -> dict[tuple[Any, ...], Any]:
    """The same of all sectors together."""
    return {(ANY, trait): sum(n for key, n in found.items() if key[1] == trait) for trait in traits}


def _outcome_row(
    asked: Asked,
    sector: Any,
    name: str,
    counts: dict[tuple[Any, ...], int],
    worth: dict[tuple[Any, ...], Any],
    currencies: Sequence[str],
) -> list[Figure]:
    by_state, by_currency = url_by(interests.BY_STATE, asked), url_by(interests.BY_CURRENCY, asked)
    numbers = [counts.get((sector, state), 0) for state in STATE_LABELS]
    values = [worth.get((sector, one)) for one in currencies]
    return [
        Figure(name),
        Figure(sum(numbers), by_state(sector, ANY)),
        *(Figure(n, by_state(sector, state)) for n, state in zip(numbers, STATE_LABELS, strict=True)),
        Figure(share(counts.get((sector, State.NEGOTIATION), 0), sum(numbers))),
        *(Figure(units(value), by_currency(sector, one)) for value, one in zip(values, currencies, strict=True)),
    ]
