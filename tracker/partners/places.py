"""The one field that says where a partner is: a city, or only a region or a country while it is not named.

Tokens are `city:12`, `region:3`, `country:7`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.kernel.text import number_of, numbers_of
from tracker.partners import queries, wording
from tracker.partners.titles import titles
from tracker.partners.wording import is_russian
from tracker.places import queries as place_queries
from tracker.web.lookups import Group, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.partners.models import Partnership
    from tracker.places.models import City, Country, Region


def partners_named(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of partners picked before."""
    return [wording.option(row) for row in queries.named(numbers_of(tokens))]


def partners_found(typed: str) -> Sequence[Option]:
    return [wording.option(row) for row in queries.found(typed)]


def token_of(partnership: Partnership) -> str:
    if partnership.city_id is not None:
        return f"city:{partnership.city_id}"
    if partnership.region_id is not None:
        return f"region:{partnership.region_id}"
    return f"country:{partnership.country_id}"


def _name(row: Any) -> str:
    return str(row.name_ru if is_russian() else row.name_en)


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def city_option(row: Any) -> Option:
    region, country = (row.region_ru, row.country_ru) if is_russian() else (row.region_en, row.country_en)
    other = row.name_en if is_russian() else row.name_ru
    where = _joined(region, country)
    hint = f"{where} · {other}" if other != _name(row) else where
    return Option(f"city:{row.id}", _name(row), hint, row.country_code.lower())


def _title(country: Any, code: str, region: Any = None) -> str:
    """What the partnership will be called while its city is not named."""
    title_ru, title_en = titles(country, code, region, None)
    return title_ru if is_russian() else title_en


def _region_option(row: Any) -> Option:
    country = row.country_ru if is_russian() else row.country_en
    return Option(f"region:{row.id}", _title(row, row.country_code, row), country, row.country_code.lower())


def _country_option(country: Country) -> Option:
    return Option(f"country:{country.id}", _title(country, country.code), "", country.code.lower())


def groups(typed: str) -> Sequence[Group]:
    regions = [_region_option(row) for row in place_queries.regions_found(typed)]
    countries = [_country_option(row) for row in place_queries.countries_found(typed)]
    return (
        Group(_("Cities"), _cities_marked(typed)),
        Group(_("City not named, region known"), regions),
        Group(_("City not named, country known"), countries),
    )


def found(typed: str) -> Sequence[Option]:
    return [option for group in groups(typed) for option in group.options]


def cities_found(typed: str) -> Sequence[Option]:
    return [city_option(row) for row in place_queries.cities_found(typed)]


def _cities_marked(typed: str) -> Sequence[Option]:
    """Cities, with a word beside those that are partners already: nobody fills in a form in vain."""
    rows = place_queries.cities_found(typed)
    taken = queries.cities_taken([row.id for row in rows])
    word = _("already a partner")
    options = [(row.id in taken, city_option(row)) for row in rows]
    return [replace(one, hint=f"{one.hint} · {word}") if is_taken else one for is_taken, one in options]


def named(tokens: Sequence[str]) -> Sequence[Option]:
    """The options of tokens; unknown ones are left out."""
    ids = _numbers(tokens)
    options = [city_option(row) for row in place_queries.cities_named(ids.get("city", []))]
    options += [_region_option(row) for row in place_queries.regions_named(ids.get("region", []))]
    options += [_country_option(row) for row in place_queries.countries_named(ids.get("country", []))]
    return options


def _numbers(tokens: Sequence[str]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {}
    for token in tokens:
        kind, _colon, number = token.partition(":")
        if (there := number_of(number)) is not None:
            ids.setdefault(kind, []).append(there)
    return ids


def token_asked(token: str | None) -> str | None:
    """The token an address asks for, if it names a place."""
    return token if token and named([token]) else None


def picked(token: str | None) -> tuple[Country | None, Region | None, City | None]:
    """The records of a token that the field has let through."""
    kind, _colon, number = (token or "").partition(":")
    if not number:
        return None, None, None
    if kind == "city":
        return None, None, place_queries.get_city(int(number))
    if kind == "region":
        return None, place_queries.get_region(int(number)), None
    return place_queries.get_country(int(number)), None, None
