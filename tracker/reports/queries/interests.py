"""Interests by the sector they are of, the country they are about, and what became of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from tracker.interests.models import Interest
from tracker.interests.queries import COUNTRY
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership
from tracker.reports.queries.counted import counted, in_year
from tracker.reports.report import Asked

HUNDREDTHS = Interest.value


def _voiced(asked: Asked) -> Select[Any]:
    statement = (
        select(Interest.id)
        .join(Partnership, Partnership.id == Interest.partnership_id, isouter=True)
        .join(Organisation, Organisation.id == Interest.organisation_id, isouter=True)
        .where(Interest.archived_at.is_(None), in_year(Interest.voiced_on, asked.year))
    )
    if asked.official is not None:
        statement = statement.where(Interest.responsible_id == asked.official)
    if asked.country is not None:
        statement = statement.where(COUNTRY.in_([asked.country]))
    return statement


BY_COUNTRY = counted("interests-country", "interests", of=_voiced, by=lambda _asked: (Interest.sector, COUNTRY))
BY_STATE = counted("interests-state", "interests", of=_voiced, by=lambda _asked: (Interest.sector, Interest.state))
BY_CURRENCY = counted(
    "interests-worth",
    "interests",
    of=lambda asked: _voiced(asked).where(Interest.value.is_not(None)),
    by=lambda _asked: (Interest.sector, Interest.currency),
)
