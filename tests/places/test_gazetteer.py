"""The gazetteer as it is loaded: names, regions, groupings, and finding by any spelling."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from tracker.places import actions, queries
from tracker.places.models import City, Country, CountryGroupMember, Region
from tracker.places.reference.cities import CITIES_RU, MORE_SPELLINGS
from tracker.places.reference.countries import ALSO_CALLED, NO_MORE_RU
from tracker.places.reference.regions import REGIONS_EN, REGIONS_RU

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def _counted(world: Session) -> list[int]:
    models = (Country, Region, City, CountryGroupMember)
    return [world.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def test_loading_again_changes_nothing(world: Session) -> None:
    before = _counted(world)
    assert before[0] > 240
    assert before[1] > 3000
    assert before[2] > 30_000
    actions.load_gazetteer()
    assert _counted(world) == before


def test_own_tables_of_names_speak_of_places_that_exist(world: Session) -> None:
    regions = set(world.scalars(select(Region.code)))
    cities = set(world.scalars(select(City.geonames_id)))
    assert (set(REGIONS_RU) | set(REGIONS_EN)) - regions == set()
    assert (set(CITIES_RU) | set(MORE_SPELLINGS)) - cities == set()


def test_every_country_has_a_russian_name_also_one_that_is_no_more(world: Session) -> None:
    rows = world.execute(select(Country.code, Country.name_ru, Country.name_en)).all()
    assert [
        tuple(row) for row in rows if not re.search("[А-яЁё]", row.name_ru) or re.search("[A-Za-z]", row.name_ru)
    ] == []
    names = [row.name_ru for row in rows]
    assert sorted(set(names)) == sorted(names)
    assert {row.code for row in rows} >= set(NO_MORE_RU)


def test_every_region_of_russia_and_belarus_has_both_names(world: Session) -> None:
    rows = world.execute(
        select(Region.code, Region.name_ru, Region.name_en).join(Country).where(Country.code.in_(["RU", "BY"]))
    ).all()
    assert len(rows) >= 89
    assert [row.code for row in rows if row.code not in REGIONS_RU or row.code not in REGIONS_EN] == []


@pytest.mark.parametrize(
    ("name_en", "country", "name_ru", "region"),
    [
        ("São Paulo", "BR", "Сан-Паулу", "Сан-Паулу"),
        ("Hrodna", "BY", "Гродно", "Гродненская область"),
        ("Dzerzhinsk", "RU", "Дзержинск", "Нижегородская область"),
        ("Bitterfeld-Wolfen", "DE", "Биттерфельд-Вольфен", "Саксония-Анхальт"),
        ("Cape Town", "ZA", "Кейптаун", "Западно-Капская провинция"),
        ("Pančevo", "RS", "Панчево", "Воеводина"),
        ("Paris", "FR", "Париж", "Île-de-France"),
        ("London", "GB", "Лондон", "England"),
        ("Saint Petersburg", "RU", "Санкт-Петербург", "Санкт-Петербург"),
    ],
)
def test_cities_are_named_as_people_name_them(
    world: Session, name_en: str, country: str, name_ru: str, region: str
) -> None:
    found = world.scalars(
        select(City)
        .join(Country)
        .where(City.name_en == name_en, Country.code == country)
        .order_by(City.population.desc())
    ).first()
    assert found is not None
    assert (found.name_ru, found.region.name_ru if found.region else None) == (name_ru, region)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Сан-Паулу", "São Paulo"),
        ("Сан-Пауло", "São Paulo"),
        ("Sao Paulo", "São Paulo"),
        ("São Paulo", "São Paulo"),
        ("сан пауло", "São Paulo"),
        ("гродно", "Hrodna"),
        ("GRODNO", "Hrodna"),
        ("Bor", "Bor"),
        ("бор", "Bor"),
        ("пекин", "Beijing"),
        ("北京", "Beijing"),
        ("Дели", "Delhi"),
        ("nizhny novgorod", "Nizhniy Novgorod"),
        ("Экурхулени", "Germiston"),
        ("Алма-Ата", "Almaty"),
        ("новопол", "Novopolotsk"),
    ],
)
def test_a_city_is_found_by_any_of_its_spellings(world: Session, typed: str, first: str) -> None:
    assert queries.cities_found(typed)[0].name_en == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Дзержнск", "Dzerzhinsk"),
        ("Екатиренбург", "Yekaterinburg"),
        ("Крейптаун", "Cape Town"),
        ("Sao Palo", "São Paulo"),
        ("Вададара", "Vadodara"),
    ],
)
def test_a_slip_of_the_hand_is_forgiven(world: Session, typed: str, meant: str) -> None:
    assert queries.cities_found(typed)[0].name_en == meant


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'", "🙂", "…", "qwertyzxcvb", "\x00", "\ud800"])
def test_what_is_no_name_finds_nothing(world: Session, typed: str) -> None:
    assert list(queries.cities_found(typed)) == []
    assert list(queries.regions_found(typed)) == []
    assert list(queries.countries_found(typed)) == []


def test_a_pasted_page_is_searched_in_bounds(world: Session) -> None:
    assert len(queries.cities_found("Москва " * 2000)) <= queries.FOUND_AT_ONCE


def test_the_same_name_twice_comes_with_region_and_country(world: Session) -> None:
    found = {(row.region_ru, row.country_ru) for row in queries.cities_found("Дзержинск") if row.name_ru == "Дзержинск"}
    assert found == {("Нижегородская область", "Россия"), ("Минская область", "Беларусь")}


def test_regions_and_countries_are_found_in_either_language(world: Session) -> None:
    assert queries.regions_found("нижегород")[0].name_en == "Nizhny Novgorod Region"
    assert queries.regions_found("Nizhny Nov")[0].name_ru == "Нижегородская область"
    assert queries.countries_found("браз")[0].code == "BR"
    assert queries.countries_found("brazil")[0].code == "BR"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("США", "US"),
        ("usa", "US"),
        ("UK", "GB"),
        ("Англия", "GB"),
        ("ЮАР", "ZA"),
        ("южная африка", "ZA"),
        ("South Africa", "ZA"),
        ("КНР", "CN"),
        ("ОАЭ", "AE"),
        ("эмир", "AE"),
        ("Белорус", "BY"),
        ("Киргизия", "KG"),
        ("Кыргызстан", "KG"),
        ("РФ", "RU"),
        ("Мексика", "MX"),
    ],
)
def test_a_country_is_found_as_people_call_it(world: Session, typed: str, code: str) -> None:
    assert queries.countries_found(typed)[0].code == code


def test_names_from_speech_belong_to_countries_that_exist(world: Session) -> None:
    assert set(ALSO_CALLED) - set(world.scalars(select(Country.code))) == set()


@pytest.mark.parametrize(
    ("group", "on", "size"),
    [
        ("brics", date(2009, 6, 15), 0),
        ("brics", date(2010, 6, 1), 4),
        ("brics", date(2011, 1, 1), 5),
        ("brics", date(2024, 1, 1), 9),
        ("brics", date(2025, 1, 6), 10),
        ("eaeu", date(2026, 1, 1), 5),
        ("sco", date(2026, 1, 1), 10),
    ],
)
def test_groupings_grow_with_their_dates(world: Session, group: str, on: date, size: int) -> None:
    ids = world.scalars(queries.country_ids_in_groups([group], on)).all()
    assert len(ids) == len(set(ids)) == size


def test_who_left_a_grouping_is_no_member_any_more(world: Session) -> None:
    georgia = queries.find_country("ge")
    assert georgia is not None
    assert [group.code for group in queries.groups_of_country(georgia.id, date(2009, 8, 17))] == ["cis"]
    assert queries.groups_of_country(georgia.id, date(2009, 8, 18)) == []


def test_loaded_rows_fold_as_edited_ones_do(world: Session) -> None:
    for city in world.scalars(select(City).order_by(City.population.desc()).limit(200)):
        loaded = (city.folded, city.sort_name)
        city.fold_words()
        assert (city.folded.split(), city.sort_name) == (loaded[0].split(), loaded[1]), city.name_en
    world.expire_all()


def test_the_zone_of_a_region_is_that_of_its_largest_city(world: Session) -> None:
    region = queries.find_region("BR-SP")
    assert region is not None
    assert queries.zone_of_region(region.id) == "America/Sao_Paulo"
