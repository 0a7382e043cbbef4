"""Finding and naming places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, case, func, literal, or_, select, union_all

from tracker.kernel.db import db
from tracker.kernel.find import SHORTEST_INDEXED, matches
from tracker.kernel.text import clean, fold, sortable
from tracker.places.models import City, Country, CountryGroup, CountryGroupMember, Region
from tracker.places.reference.countries import ALSO_CALLED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    Centres = Mapping[int, tuple[float, float]]

FOUND_AT_ONCE = 10
LOOKED_AT = 500
MOST_WORDS = 40
SHORTEST_SPOKEN = 2
SHORTEST_TYPO = 4
LIKE_ENOUGH = 0.4


def get_city(city_id: int) -> City:
    return db.session.scalars(select(City).where(City.id == city_id)).one()


def get_country(country_id: int) -> Country:
    return db.session.scalars(select(Country).where(Country.id == country_id)).one()


def get_region(region_id: int) -> Region:
    return db.session.scalars(select(Region).where(Region.id == region_id)).one()


def find_country(code: str) -> Country | None:
    return db.session.scalar(select(Country).where(Country.code == code.upper()))


def find_region(code: str) -> Region | None:
    return db.session.scalar(select(Region).where(Region.code == code))


def countries() -> Sequence[Country]:
    """All countries by their English name."""
    return db.session.scalars(select(Country).order_by(Country.name_en, Country.id)).all()


def countries_of(codes: Collection[str]) -> Sequence[Country]:
    """The countries of these codes, in either case, in order of their names."""
    wanted = [code.upper() for code in codes]
    return db.session.scalars(
        select(Country).where(Country.code.in_(wanted)).order_by(Country.sort_name, Country.id)
    ).all()


def find_city_of_geonames(number: int) -> City | None:
    """The city of this GeoNames number."""
    return db.session.scalar(select(City).where(City.geonames_id == number)) if number < 2**31 else None


def regions_of(country_id: int) -> Sequence[Region]:
    return db.session.scalars(
        select(Region).where(Region.country_id == country_id).order_by(Region.sort_name, Region.id)
    ).all()


def groups() -> Sequence[CountryGroup]:
    return db.session.scalars(select(CountryGroup).order_by(CountryGroup.id)).all()


def members() -> Sequence[Any]:
    """Rows of all memberships with country and grouping."""
    return db.session.execute(
        select(
            CountryGroup.code,
            Country.code.label("country_code"),
            Country.name_ru,
            Country.name_en,
            CountryGroupMember.since_on,
            CountryGroupMember.until_on,
        )
        .join(CountryGroup, CountryGroup.id == CountryGroupMember.group_id)
        .join(Country, Country.id == CountryGroupMember.country_id)
        .order_by(CountryGroup.id, CountryGroupMember.since_on, Country.code)
    ).all()


def country_ids_in_groups(codes: Sequence[str], on: date) -> Select[tuple[int]]:
    """Countries that are members of one of the groupings on a day."""
    member = CountryGroupMember
    return (
        select(member.country_id)  # type: ignore[return-value]  # columns by name
        .join(CountryGroup, CountryGroup.id == member.group_id)
        .where(CountryGroup.code.in_(codes), member.since_on <= on)
        .where(or_(member.until_on.is_(None), member.until_on > on))
    )


def groups_of_country(country_id: int, on: date) -> Sequence[CountryGroup]:
    member = CountryGroupMember
    return db.session.scalars(
        select(CountryGroup)
        .join(member, member.group_id == CountryGroup.id)
        .where(member.country_id == country_id, member.since_on <= on)
        .where(or_(member.until_on.is_(None), member.until_on > on))
        .order_by(CountryGroup.id)
    ).all()


def centres(region_ids: Collection[int], country_ids: Collection[int]) -> tuple[Centres, Centres]:
    """Where regions and countries lie, as longitude and latitude by id: the middle of their cities."""
    found: list[dict[int, tuple[float, float]]] = [{}, {}]
    wanted = enumerate([(City.region_id, region_ids), (City.country_id, country_ids)])
    parts = [_middles(place, belongs_to, ids) for place, (belongs_to, ids) in wanted if ids]
    for row in db.session.execute(union_all(*parts)) if parts else ():
        found[row.place][row.id] = (row.east, row.north)
    return found[0], found[1]


def _middles(place: int, belongs_to: Any, ids: Collection[int]) -> Select[Any]:
    east, north = func.avg(City.longitude).label("east"), func.avg(City.latitude).label("north")
    return (
        select(literal(place, Integer()).label("place"), belongs_to.label("id"), east, north)
        .where(belongs_to.in_(ids), City.longitude.is_not(None), City.latitude.is_not(None))
        .group_by(belongs_to)
    )


def city_rows() -> Select[Any]:
    """Cities as rows with region and country."""
    return (
        select(  # type: ignore[return-value]  # columns by name
            City.id,
            City.name_ru,
            City.name_en,
            City.population,
            City.timezone,
            City.added_by_hand,
            City.folded,
            City.country_id,
            City.region_id,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
            Region.name_ru.label("region_ru"),
            Region.name_en.label("region_en"),
        )
        .join(Country, Country.id == City.country_id)
        .join(Region, Region.id == City.region_id, isouter=True)
    )


def cities_found(typed: str, limit: int = FOUND_AT_ONCE) -> Sequence[Any]:
    """Rows of cities under this name in any script: the very name first, then names that begin so, then other
    spellings, each by people. A misspelt name that finds nothing is compared by its trigrams.
    """
    wanted = fold(typed)
    if not wanted:
        return []
    plain = sortable(clean(typed))
    rank = case(
        (or_(City.sort_name == plain, func.lower(City.name_en) == plain), 0),
        (or_(City.folded.like(f" {wanted} %"), City.sort_name.startswith(f"{plain} ", autoescape=True)), 1),
        (or_(City.folded.like(f" {wanted}%"), City.sort_name.startswith(plain, autoescape=True)), 2),
        (City.folded.like(f"% {wanted} %"), 3),
        (City.folded.like(f"% {wanted}%"), 4),
        else_=5,
    )
    statement = city_rows().where(matches(City, typed))
    found = db.session.execute(statement.order_by(rank, _people().desc(), City.id).limit(limit)).all()
    return found or _nearly(wanted, limit)


def _people() -> ColumnElement[int]:
    return func.coalesce(City.population, 0)


def _nearly(wanted: str, limit: int) -> Sequence[Any]:
    """Rows whose name shares most trigrams with a misspelt one, of the largest cities that begin or end alike."""
    if len(wanted) < SHORTEST_TYPO:
        return []
    begin, end = wanted[:SHORTEST_INDEXED], wanted[-SHORTEST_INDEXED:]
    alike = (City.folded.like(f" {wanted[:2]}%"), City.folded.like(f"% {begin}%"), City.folded.like(f"%{end} %"))
    candidates = db.session.execute(
        city_rows().where(or_(*alike)).order_by(_people().desc(), City.id).limit(LOOKED_AT)
    ).all()
    scored = [(_nearness(wanted, row), row) for row in candidates]
    near = [one for one in scored if one[0] >= LIKE_ENOUGH]
    near.sort(key=lambda one: (-one[0], -(one[1].population or 0), one[1].id))
    return [row for _score, row in near[:limit]]


def _nearness(wanted: str, row: Any) -> float:
    """How like the wanted name is to the nearest of the row's names and spellings."""
    names = {fold(row.name_ru), fold(row.name_en), *row.folded.split()[:MOST_WORDS]}
    return max(_likeness(wanted, name) for name in names)


def _likeness(one: str, other: str) -> float:
    """Share of common trigrams (Jaccard), 0 to 1."""
    ones, others = _trigrams(one), _trigrams(other)
    return len(ones & others) / (len(ones | others) or 1)


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def regions_found(typed: str, limit: int = 5) -> Sequence[Any]:
    """Rows of regions with their country."""
    if not fold(typed):
        return []
    return db.session.execute(
        select(
            Region.id,
            Region.name_ru,
            Region.name_en,
            Region.country_id,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
        )
        .join(Country, Country.id == Region.country_id)
        .where(matches(Region, typed))
        .order_by(case((Region.folded.like(f" {fold(typed)}%"), 0), else_=1), Region.sort_name, Region.id)
        .limit(limit)
    ).all()


def countries_found(typed: str, limit: int = 5) -> Sequence[Country]:
    """Countries under this name, also under one they are called by in speech: «США», «ЮАР», "UK"."""
    wanted = fold(typed)
    if not wanted:
        return []
    very, begun = _also_called(wanted)
    rank = case(
        (Country.code.in_(very), 0),
        (or_(Country.folded.like(f" {wanted}%"), Country.code.in_(begun)), 1),
        else_=2,
    )
    return db.session.scalars(
        select(Country)
        .where(or_(matches(Country, typed), Country.code.in_(begun)))
        .order_by(rank, Country.sort_name, Country.id)
        .limit(limit)
    ).all()


def _also_called(wanted: str) -> tuple[list[str], list[str]]:
    """Codes of the countries that are also called exactly so, and of those whose other name begins so."""
    if len(wanted) < SHORTEST_SPOKEN:
        return [], []
    names = [(code, fold(name)) for code, names in ALSO_CALLED.items() for name in names]
    very = [code for code, name in names if name == wanted]
    return very, [code for code, name in names if name.startswith(wanted)]


def cities_named(ids: Sequence[int]) -> Sequence[Any]:
    return db.session.execute(city_rows().where(City.id.in_(ids)).order_by(City.id)).all()


def regions_named(ids: Sequence[int]) -> Sequence[Any]:
    """Rows of these regions with their country."""
    return db.session.execute(
        select(
            Region.id,
            Region.name_ru,
            Region.name_en,
            Country.code.label("country_code"),
            Country.name_ru.label("country_ru"),
            Country.name_en.label("country_en"),
        )
        .join(Country, Country.id == Region.country_id)
        .where(Region.id.in_(ids))
        .order_by(Region.id)
    ).all()


def countries_named(ids: Sequence[int]) -> Sequence[Country]:
    return db.session.scalars(select(Country).where(Country.id.in_(ids)).order_by(Country.id)).all()


def zone_of_region(region_id: int) -> str | None:
    """The time zone of the region's largest city."""
    return db.session.scalar(
        select(City.timezone).where(City.region_id == region_id).order_by(_people().desc(), City.id).limit(1)
    )
