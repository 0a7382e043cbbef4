"""Gifts by country, way and currency."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from tracker.gifts.models import Gift
from tracker.partners.models import Partnership
from tracker.reports.queries.counted import counted, in_year
from tracker.reports.report import Asked

HUNDREDTHS = Gift.hundredths


def _gifts(asked: Asked) -> Select[Any]:
    return (
        select(Gift.id)
        .join(Partnership, Partnership.id == Gift.partnership_id, isouter=True)
        .where(in_year(Gift.passed_on, asked.year), Gift.archived_at.is_(None))
    )


BY_COUNTRY = counted(
    "gifts-country", "gifts", of=_gifts, by=lambda _asked: (Partnership.country_id, Gift.way, Gift.currency)
)
