"""What may be asked for, and names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select, union

from tracker.accounts.models import User
from tracker.events.models import Event, EventDelegation
from tracker.interactions.models import Interaction
from tracker.kernel.db import db
from tracker.negotiations.models import Negotiation
from tracker.organisations.models import Organisation
from tracker.partners.models import CooperationArea, Partnership
from tracker.places.models import City, Country

YEARS_BACK = 15


def countries() -> Sequence[Any]:
    """Those of partners."""
    return _countries(select(Partnership.country_id))


def countries_of_all() -> Sequence[Any]:
    """Those of partners, of organisations, and of who came to events and where these were."""
    return _countries(
        union(
            select(Partnership.country_id),
            select(Organisation.country_id),
            select(EventDelegation.country_id),
            select(City.country_id).join(Event, Event.city_id == City.id),
        )
    )


def _countries(ids: Any) -> Sequence[Any]:
    return db.session.execute(
        select(Country.id, Country.code, Country.name_ru, Country.name_en)
        .where(Country.id.in_(ids))
        .order_by(Country.sort_name, Country.id)
    ).all()


def areas() -> Sequence[Any]:
    return db.session.execute(
        select(CooperationArea.id, CooperationArea.code, CooperationArea.name_ru, CooperationArea.name_en).order_by(
            CooperationArea.position, CooperationArea.id
        )
    ).all()


def first_year(today: date) -> int:
    """The year in which the records begin, at most so many years back."""
    first = db.session.scalar(  # by the index of moments: the smallest day is found by looking at all of them
        select(Interaction.happened_on).order_by(Interaction.happened_at, Interaction.id).limit(1)
    )
    begun = db.session.scalar(select(func.min(Negotiation.started_on)))
    years = [day.year for day in (first, begun) if day is not None]
    return max(min(years, default=today.year), today.year - YEARS_BACK)


def names_of_users(ids: Sequence[int]) -> dict[int, str]:
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))}


def name_of(model: Any, number: int, language: str, what: str) -> str:
    """The name of one record in a language, or in the only one there is; empty where it is not there."""
    columns = [getattr(model, f"{what}_{one}") for one in (language, "en" if language == "ru" else "ru")]
    row = db.session.execute(select(*columns).where(model.id == number)).first()
    return next((name for name in row or () if name), "")
