"""Reading partnerships: rows for lists and lookups, one partnership for its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from tracker.accounts.models import Municipality, User
from tracker.kernel.db import db
from tracker.kernel.find import matches
from tracker.partners import rules
from tracker.partners.kinds import ORDINARY, Kind, Silence, Status
from tracker.partners.models import (
    NEXT_STEP_ON,
    CooperationArea,
    Partnership,
    PartnershipArea,
    PartnershipChange,
    Succession,
)
from tracker.places.models import City, Country, Region

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

FOUND_AT_ONCE = 8
HEARD_ON = func.coalesce(Partnership.last_interaction_on, Partnership.entered_on)


# one partnership


def get_partnership(partnership_id: int) -> Partnership:
    """One partnership of the scope with its place and people. Raises NoResultFound."""
    return db.session.scalars(
        select(Partnership)
        .where(Partnership.id == partnership_id)
        .options(
            joinedload(Partnership.country),
            joinedload(Partnership.region),
            joinedload(Partnership.city),
            joinedload(Partnership.responsible),
            joinedload(Partnership.municipality),
        )
    ).one()


def find_partnership(partnership_id: int | None) -> Partnership | None:
    return db.session.scalar(select(Partnership).where(Partnership.id == partnership_id))


def find_by_city(city_id: int) -> Partnership | None:
    """The partnership with this city, unless it is archived."""
    return db.session.scalar(
        select(Partnership)
        .where(Partnership.city_id == city_id, Partnership.archived_at.is_(None))
        .order_by(Partnership.id)
        .limit(1)
    )


def cities_taken(ids: Sequence[int]) -> set[int]:
    """Those of these cities that are partners here."""
    taken = select(Partnership.city_id).where(Partnership.city_id.in_(ids), Partnership.archived_at.is_(None))
    return {one for one in db.session.scalars(taken) if one is not None}


def area_ids_of(partnership: Partnership) -> Select[int]:
    return select(PartnershipArea.area_id).where(PartnershipArea.partnership_id == partnership.id)


def change_rows(partnership_id: int) -> Select[*tuple[Any, ...]]:
    """Rows of the remembered changes of a partnership: for its timeline."""
    return (
        select(
            PartnershipChange.id,
            PartnershipChange.kind,
            PartnershipChange.from_status,
            PartnershipChange.to_status,
            PartnershipChange.from_ru,
            PartnershipChange.from_en,
            PartnershipChange.to_ru,
            PartnershipChange.to_en,
            PartnershipChange.changed_on,
            PartnershipChange.at,
            PartnershipChange.reason,
            PartnershipChange.document,
            User.name.label("by_name"),
        )
        .join(User, User.id == PartnershipChange.by_id)
        .where(PartnershipChange.partnership_id == partnership_id)
    )


# rows


def rows() -> Select[*tuple[Any, ...]]:
    """Partnerships as rows: with country and responsible official."""
    return (
        select(
            Partnership.id,
            Partnership.version,
            Partnership.title_ru,
            Partnership.title_en,
            Partnership.city_id,
            Partnership.kind,
            Partnership.status,
            Partnership.since_on,
            Partnership.since_is_year,
            Partnership.area_codes,
            Partnership.last_interaction_on,
            Partnership.entered_on,
            Partnership.next_step,
            Partnership.next_step_on,
            Partnership.responsible_id,
            Partnership.archived_at,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            User.name.label("responsible"),
        )
        .join(Country, Country.id == Partnership.country_id)
        .join(User, User.id == Partnership.responsible_id, isouter=True)
    )


def shared_rows() -> Select[*tuple[Any, ...]]:
    """The same for the region's observer: of several municipalities, without people and working notes."""
    return (
        select(
            Partnership.id,
            Partnership.title_ru,
            Partnership.title_en,
            Partnership.kind,
            Partnership.status,
            Partnership.since_on,
            Partnership.since_is_year,
            Partnership.area_codes,
            Partnership.archived_at,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Municipality.name_ru.label("home_ru"),
            Municipality.name_en.label("home_en"),
        )
        .join(Country, Country.id == Partnership.country_id)
        .join(Municipality, Municipality.id == Partnership.municipality_id)
    )


def successions_of(partnership_id: int) -> Sequence[Succession]:
    """Into whom a partner merged, and who merged into it; in one query."""
    return db.session.scalars(
        select(Succession)
        .where(or_(Succession.partnership_id == partnership_id, Succession.successor_id == partnership_id))
        .options(joinedload(Succession.partnership), joinedload(Succession.successor))
        .order_by(Succession.merged_on, Succession.id)
    ).all()


def find_succession(partnership_id: int) -> Succession | None:
    """Into whom a partner merged."""
    return db.session.scalar(
        select(Succession).where(Succession.partnership_id == partnership_id).options(joinedload(Succession.successor))
    )


def last_change_to(partnership_id: int, status: Status) -> PartnershipChange | None:
    """The latest step into this status."""
    return db.session.scalar(
        select(PartnershipChange)
        .where(PartnershipChange.partnership_id == partnership_id, PartnershipChange.to_status == status)
        .order_by(PartnershipChange.id.desc())
        .limit(1)
    )


def lineage(partnership_id: int) -> Select[int]:
    """Numbers of those who merged into a partner, also by way of others."""
    direct = select(Succession.partnership_id).where(Succession.successor_id == partnership_id)
    further = select(Succession.partnership_id).where(Succession.successor_id.in_(direct))
    furthest = select(Succession.partnership_id).where(Succession.successor_id.in_(further))
    merged = or_(
        Succession.partnership_id.in_(direct),
        Succession.partnership_id.in_(further),
        Succession.partnership_id.in_(furthest),
    )
    return select(Succession.partnership_id).where(merged)


def are_in_succession(one_id: int, other_id: int) -> bool:
    """Whether one of two partners merged into the other, also by way of others."""
    pairs = ((one_id, other_id), (other_id, one_id))
    return any(first in set(db.session.scalars(lineage(second))) for first, second in pairs)


def is_silent(today: date, months: Mapping[Kind, int], how: Silence = Silence.LONG) -> ColumnElement[bool]:
    """Partners that live and were not heard for as long as their kind allows, as `rules.silence` tells of one."""
    kinds: dict[int, list[Kind]] = {}
    for kind, after_months in months.items():
        kinds.setdefault(after_months, []).append(kind)
    unheard = []
    for after_months, alike in kinds.items():
        long, very_long = rules.silence_limits(today, after_months)
        limit = very_long if how is Silence.VERY_LONG else long
        of_kind = Partnership.kind.in_(alike) if len(kinds) > 1 else true()
        unheard.append(and_(of_kind, limit > HEARD_ON))
    return and_(Partnership.status.in_(ORDINARY), or_(*unheard))


def silent(today: date, months: Mapping[Kind, int]) -> Select[*tuple[Any, ...]]:
    """Rows of the silent partners, the longest silent first."""
    return rows().where(Partnership.archived_at.is_(None), is_silent(today, months)).order_by(HEARD_ON, Partnership.id)


def step_is_due(by: date) -> ColumnElement[bool]:
    """The next step is due by the day; an index serves it."""
    return by >= NEXT_STEP_ON


def due_steps(today: date) -> Select[*tuple[Any, ...]]:
    """Rows of partners whose next step is due, the longest due first."""
    return (
        rows()
        .where(Partnership.archived_at.is_(None), Partnership.next_step_on <= today)
        .order_by(Partnership.next_step_on, Partnership.id)
    )


def count_living() -> int:
    """Partners that are kept up: neither ended nor archived."""
    return (
        db.session.scalar(
            select(func.count()).where(Partnership.archived_at.is_(None), Partnership.status.in_(ORDINARY))
        )
        or 0
    )


def with_areas(codes: Collection[str]) -> ColumnElement[bool]:
    """Works in one of the areas of these codes."""
    return exists().where(
        PartnershipArea.municipality_id == Partnership.municipality_id,
        PartnershipArea.partnership_id == Partnership.id,
        PartnershipArea.area_id == CooperationArea.id,
        CooperationArea.code.in_(codes),
    )


def points() -> Select[*tuple[Any, ...]]:
    """Rows for a map: what partners are and where they lie, without people and working notes."""
    return (
        select(
            Partnership.id,
            Partnership.municipality_id,
            Partnership.title_ru,
            Partnership.title_en,
            Partnership.kind,
            Partnership.status,
            Partnership.since_on,
            Partnership.since_is_year,
            Partnership.city_id,
            Partnership.region_id,
            Partnership.country_id,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Country.numeric_code,
            City.latitude,
            City.longitude,
        )
        .join(Country, Country.id == Partnership.country_id)
        .join(City, City.id == Partnership.city_id, isouter=True)
    )


def working_points() -> Select[*tuple[Any, ...]]:
    """The same for the staff: with what tells how long nobody was heard."""
    return points().add_columns(Partnership.last_interaction_on, Partnership.entered_on)


# lookups and filters


def option_rows() -> Select[*tuple[Any, ...]]:
    """What a combobox tells of a partner."""
    return (
        select(
            Partnership.id,
            Partnership.title_ru,
            Partnership.title_en,
            Partnership.status,
            Partnership.city_id,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Region.name_ru.label("region_ru"),
            Region.name_en.label("region_en"),
        )
        .join(Country, Country.id == Partnership.country_id)
        .join(Region, Region.id == Partnership.region_id, isouter=True)
    )


def found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of partners that match the typed text in either script."""
    statement = option_rows().where(Partnership.archived_at.is_(None), matches(Partnership, typed))
    return db.session.execute(statement.order_by(Partnership.sort_name, Partnership.id).limit(limit)).all()


def named(ids: Collection[int]) -> Sequence[Any]:
    """Rows of these partners, for showing what was picked."""
    return db.session.execute(option_rows().where(Partnership.id.in_(ids)).order_by(Partnership.id)).all()


def of_cities(city_ids: Collection[int]) -> Sequence[int]:
    """Ids of the partnerships with these cities, or with the region of one while its city is not named."""
    its_region = aliased(City)
    unnamed = select(its_region.region_id).where(its_region.id.in_(city_ids), its_region.region_id.is_not(None))
    return db.session.scalars(
        select(Partnership.id)
        .where(
            Partnership.archived_at.is_(None),
            or_(
                Partnership.city_id.in_(city_ids),
                and_(Partnership.city_id.is_(None), Partnership.region_id.in_(unnamed)),
            ),
        )
        .order_by(Partnership.id)
    ).all()


def areas(*, with_retired: bool = False) -> Sequence[CooperationArea]:
    """The areas of the dictionary, in order."""
    statement = select(CooperationArea).order_by(CooperationArea.position, CooperationArea.id)
    if not with_retired:
        statement = statement.where(CooperationArea.retired_at.is_(None))
    return db.session.scalars(statement).all()


def get_area(area_id: int) -> CooperationArea:
    """The area of this municipality. Raises NoResultFound."""
    return db.session.scalars(select(CooperationArea).where(CooperationArea.id == area_id)).one()


def partners_per_area() -> dict[int, int]:
    """How many partners that are not archived work in an area."""
    rows = db.session.execute(
        select(PartnershipArea.area_id, func.count())
        .join(Partnership, Partnership.id == PartnershipArea.partnership_id)
        .where(Partnership.archived_at.is_(None))
        .group_by(PartnershipArea.area_id)
    )
    return {row[0]: row[1] for row in rows}


def areas_of(codes: Collection[str]) -> list[CooperationArea]:
    """The areas of these codes, also retired ones, in the order of the dictionary."""
    return [area for area in areas(with_retired=True) if area.code in set(codes)]


def areas_of_ids(ids: Collection[int]) -> Sequence[CooperationArea]:
    """The areas of these ids, also retired ones, in the order of the dictionary."""
    chosen = select(CooperationArea).where(CooperationArea.id.in_(ids))
    return db.session.scalars(chosen.order_by(CooperationArea.position, CooperationArea.id)).all() if ids else []


def area_choices(*, with_retired: bool = False) -> Sequence[Any]:
    """Rows of the areas in order; to the observer an area of several municipalities is one, by its code."""
    statement = select(
        CooperationArea.id, CooperationArea.code, CooperationArea.name_ru, CooperationArea.name_en
    ).order_by(CooperationArea.position, CooperationArea.id)
    if not with_retired:
        statement = statement.where(CooperationArea.retired_at.is_(None))
    return db.session.execute(statement).all()


def area_ids(codes: Collection[str]) -> Select[int]:
    """The areas of these codes, of every municipality in the scope."""
    return select(CooperationArea.id).where(CooperationArea.code.in_(codes))


def countries() -> Sequence[Any]:
    """Rows of the countries in which there are partners."""
    here = select(Partnership.country_id).distinct()
    return db.session.execute(
        select(Country.id, Country.code, Country.name_ru, Country.name_en)
        .where(Country.id.in_(here))
        .order_by(Country.sort_name, Country.id)
    ).all()
