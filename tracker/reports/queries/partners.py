"""Partners by country, and in which areas the work is done with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from tracker.kernel.db import db
from tracker.partners.models import Partnership, PartnershipArea
from tracker.places.models import Country


def by_country() -> Sequence[Any]:
    """(country, status) → how many partners, and the day of the last contact."""
    return db.session.execute(
        select(
            Country.id,
            Country.code,
            Country.name_ru,
            Country.name_en,
            Partnership.status,
            func.count().label("count"),
            func.max(Partnership.last_interaction_on).label("last_on"),
        )
        .join(Country, Country.id == Partnership.country_id)
        .where(Partnership.archived_at.is_(None))
        .group_by(Country.id, Country.code, Country.name_ru, Country.name_en, Country.sort_name, Partnership.status)
        .order_by(Country.sort_name, Country.id)
    ).all()


def areas_by_country() -> Sequence[Any]:
    """(country, area) → how many partners work in it."""
    return db.session.execute(
        select(Partnership.country_id, PartnershipArea.area_id, func.count().label("count"))
        .join(PartnershipArea, PartnershipArea.partnership_id == Partnership.id)
        .where(Partnership.archived_at.is_(None))
        .group_by(Partnership.country_id, PartnershipArea.area_id)
    ).all()


def with_area(area_id: int) -> Any:
    """Select of the partners that work in an area."""
    return select(PartnershipArea.partnership_id).where(PartnershipArea.area_id == area_id)


def of_country(country_id: int) -> Any:
    """Select of the partners of a country."""
    return select(Partnership.id).where(Partnership.country_id == country_id)
