"""What the observer of a region asks of all its municipalities at once. Rows and counts; never people or notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.accounts.models import Municipality
from tracker.agreements.conditions import stands
from tracker.agreements.kinds import Status as AgreementStatus
from tracker.agreements.models import Agreement
from tracker.kernel.db import db
from tracker.partners.kinds import ORDINARY, Status
from tracker.partners.models import Partnership
from tracker.partners.queries import points
from tracker.places.models import City, Country
from tracker.yearly_reports.queries import Standing, standings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

P = Partnership
LIVES = (P.archived_at.is_(None), P.status.in_(ORDINARY))


@dataclass(frozen=True)
class Overview:
    """One municipality: its partners that live, their countries, its agreements in force, its report of last year."""

    municipality: Municipality
    partners: int
    countries: int
    in_force: int
    report: Standing


def overview(today: date) -> Sequence[Overview]:
    """The municipalities in scope by name; by four queries, however many there are."""
    partners = {
        row.municipality_id: row
        for row in db.session.execute(
            select(
                P.municipality_id,
                func.count().label("partners"),
                func.count(P.country_id.distinct()).label("countries"),
            )
            .where(*LIVES)
            .group_by(P.municipality_id)
        )
    }
    in_force = {
        row.municipality_id: row.number
        for row in db.session.execute(
            select(Agreement.municipality_id, func.count().label("number"))
            .where(Agreement.archived_at.is_(None), stands([AgreementStatus.IN_FORCE], today))
            .group_by(Agreement.municipality_id)
        )
    }
    return [
        Overview(
            report.municipality,
            partners[home_id].partners if home_id in partners else 0,
            partners[home_id].countries if home_id in partners else 0,
            in_force.get(home_id, 0),
            report,
        )
        for report in standings(today, with_drafts=False, years=[today.year - 1])
        for home_id in [report.municipality.id]
    ]


def count_countries() -> int:
    """Countries in which any municipality in scope has a partner that lives."""
    return db.session.scalar(select(func.count(P.country_id.distinct())).where(*LIVES)) or 0


@dataclass(frozen=True)
class Side:
    """How one municipality stands with a city that others know too."""

    row: Any
    in_force: int

    @property
    def talks(self) -> bool:
        return self.row.status is Status.IN_TALKS


@dataclass(frozen=True)
class Overlap:
    """A foreign city that several municipalities of the region talk to or have agreements with."""

    city: Any
    sides: Sequence[Side]


def overlaps(today: date) -> Sequence[Overlap]:
    """Cities that are partners of two or more municipalities in scope, those of most municipalities first."""
    shared = (
        select(P.city_id)
        .where(P.city_id.is_not(None), *LIVES)
        .group_by(P.city_id)
        .having(func.count(P.municipality_id.distinct()) > 1)
    )
    rows = db.session.execute(
        select(
            P.id,
            P.city_id,
            P.kind,
            P.status,
            P.since_on,
            P.since_is_year,
            City.name_ru,
            City.name_en,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Municipality.name_ru.label("home_ru"),
            Municipality.name_en.label("home_en"),
        )
        .join(City, City.id == P.city_id)
        .join(Country, Country.id == P.country_id)
        .join(Municipality, Municipality.id == P.municipality_id)
        .where(P.city_id.in_(shared), *LIVES)
        .order_by(City.sort_name, P.city_id, Municipality.name_ru, P.id)
    ).all()
    agreements = _in_force_with([row.id for row in rows], today)
    cities: dict[int, list[Side]] = {}
    for row in rows:
        cities.setdefault(row.city_id, []).append(Side(row, agreements[row.id]))
    found = [Overlap(sides[0].row, sides) for sides in cities.values()]
    return sorted(found, key=lambda one: -len(one.sides))


def _in_force_with(partnership_ids: Sequence[int], today: date) -> Counter[int]:
    rows = db.session.execute(
        select(Agreement.partnership_id, func.count().label("number"))
        .where(
            Agreement.partnership_id.in_(partnership_ids),
            Agreement.archived_at.is_(None),
            stands([AgreementStatus.IN_FORCE], today),
        )
        .group_by(Agreement.partnership_id)
    )
    return Counter({row.partnership_id: row.number for row in rows})


def living_points(limit: int) -> Sequence[Any]:
    """Rows for the map of all partners that live."""
    return db.session.execute(points().where(*LIVES).order_by(P.municipality_id, P.id).limit(limit)).all()
