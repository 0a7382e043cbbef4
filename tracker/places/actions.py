"""Loading the gazetteer once, and adding a place that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from tracker.audit import actions as audit
from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_, sortable
from tracker.places import gazetteer, queries
from tracker.places.models import City, Country, CountryGroup, CountryGroupMember, Region
from tracker.places.reference.groups import GROUPS, MEMBERS

if TYPE_CHECKING:
    from tracker.accounts.models import User

AT_ONCE = 5000


def load_gazetteer() -> None:
    """Countries, groupings, regions and cities of the world; nothing where they are there already."""
    if db.session.scalar(select(City.id).limit(1)) is not None:
        return
    load_countries()
    country_ids = {code: number for code, number in db.session.execute(select(Country.code, Country.id))}  # noqa: C416
    rows, iso_of = gazetteer.regions(country_ids)
    db.session.execute(insert(Region), rows)
    region_ids = {code: number for code, number in db.session.execute(select(Region.code, Region.id))}  # noqa: C416
    batch: list[dict[str, Any]] = []
    for row in gazetteer.cities(country_ids, region_ids, iso_of):
        batch.append(row)
        if len(batch) == AT_ONCE:
            db.session.execute(insert(City), batch)
            batch = []
    if batch:
        db.session.execute(insert(City), batch)


def load_countries() -> None:
    """Countries and the groupings they are members of."""
    if db.session.scalar(select(Country.id).limit(1)) is not None:
        return
    db.session.execute(insert(Country), gazetteer.countries())
    ids = {code: number for code, number in db.session.execute(select(Country.code, Country.id))}  # noqa: C416
    for code, (name_ru, name_en) in GROUPS.items():
        group = CountryGroup(code=code, name_ru=name_ru, name_en=name_en)
        db.session.add(group)
        db.session.flush()
        for country, since, until in MEMBERS[code]:
            db.session.add(
                CountryGroupMember(group_id=group.id, country_id=ids[country], since_on=since, until_on=until)
            )
    db.session.flush()


def add_city(*, by: User, answers: dict[str, Any]) -> City:
    """A place the gazetteer lacks."""
    _check(None, answers)
    city = City(**answers, added_by_hand=True)
    db.session.add(city)
    audit.record("create", city, by=by)
    return city


def edit_city(city: City, *, by: User, version: int | None, answers: dict[str, Any]) -> None:
    """Mend a place: a guessed Russian name, for instance."""
    if city.version != version:
        raise EditedMeanwhile(city)
    _check(city, answers)
    for name, value in answers.items():
        setattr(city, name, value)
    audit.record("edit", city, by=by)


def _check(city: City | None, answers: dict[str, Any]) -> None:
    region_id = answers.get("region_id")
    if region_id is not None and queries.get_region(region_id).country_id != answers["country_id"]:
        raise RuleBroken(N_("This region lies in another country."), "region_id")
    doubles = (
        select(City.id)
        .where(City.sort_name == sortable(answers["name_ru"]), City.country_id == answers["country_id"])
        .where(City.region_id.is_not_distinct_from(region_id), City.id != (city.id if city else 0))
        .limit(1)
    )
    if db.session.scalar(doubles) is not None:
        raise RuleBroken(N_("There is a place of this name in this region already."), "name_ru")
