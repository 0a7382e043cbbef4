"""Where the partner of a row is: a city, or a region or country while the city is not named."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tracker.imports import values
from tracker.imports.cities import FAR, away
from tracker.imports.kinds import UnknownCity
from tracker.imports.places import PERHAPS, UNKNOWN_CITY
from tracker.imports.values import Bad, normal
from tracker.kernel.text import N_, clean, number_of
from tracker.partners.titles import titles
from tracker.permissions import Permission
from tracker.places import queries as places

if TYPE_CHECKING:
    from tracker.imports.cities import Point
    from tracker.imports.targets.base import Context, Row
    from tracker.places.models import City, Country, Region

NO_PLACE = N_("Say the city; while it is not named, the region or the country.")
NO_COUNTRY = N_("Say the country of “%(value)s”.")
NAME_KEPT = N_("The city is not in the gazetteer: its name goes into the note.")
CITY_ADDED = N_("The city is added to the list of places.")
FAR_AWAY = N_("The coordinates of the file lie %(km)s km away from this city. Look whether it is the right one.")
OTHER_SPELLING = N_("Taken for %(value)s.")
MAY_NOT_ADD = N_("Only an administrator adds cities to the list of places.")
IN_THE_FILE = N_("In the file: %(name)s")


def of(row: Row, context: Context) -> dict[str, Any]:
    """The place as a token, with what has to be made or kept of a city that is unknown."""
    gazetteer, text = context.gazetteer, clean(row.said("city"))
    if row.says("geonames") and (known := _city_of_number(row.said("geonames"))):
        return _token(None, None, known)
    faults = len(row.problems)
    country = row.read("country", gazetteer.country)
    region = row.read("region", gazetteer.region, country)
    if len(row.problems) > faults:
        return {}
    country = country or gazetteer.country_behind(text)
    if country is None and text:
        city = gazetteer.city_of_any_country(text)
        if city is None:
            raise Bad(NO_COUNTRY, "country", value=text)
        return _token(None, None, city)
    if country is None:
        raise Bad(NO_PLACE)
    if not text or text in titles(country, country.code, region, None):
        return _token(country, region, None)
    here = values.point(row.said("latitude"), row.said("longitude"))
    city = gazetteer.city(text, country, region, here)
    if city is None:
        return _unknown(row, context, (country, region), here)
    if region is not None and city.region_id not in (None, region.id):
        raise Bad(N_("This city lies in another region."))
    _tell(row, context, city, here)
    return _token(country, region, city)


def _tell(row: Row, context: Context, city: Any, here: Point | None) -> None:
    """What speaks against the city that was found."""
    if normal(row.said("city")) not in {normal(city.name_ru), normal(city.name_en)}:
        row.notice(OTHER_SPELLING, "city", value=city.name_ru if context.home.locale == "ru" else city.name_en)
    if here is not None and FAR < (km := away(city, here)) < math.inf:
        row.notice(FAR_AWAY, "city", km=round(km))


def _unknown(row: Row, context: Context, where: tuple[Country, Region | None], here: Point | None) -> dict[str, Any]:
    text = clean(row.said("city"))
    if context.unknown_city is UnknownCity.REFUSE:
        near = context.gazetteer.likely(text, where[0], here)
        raise Bad(PERHAPS if near else UNKNOWN_CITY, value=text, near=", ".join(near), choices=near)
    if context.unknown_city is UnknownCity.ADD:
        if not context.by.may(Permission.PLACES_EDIT):
            raise Bad(MAY_NOT_ADD)
        row.notice(CITY_ADDED, "city")
        return {**_token(*where, None), "new_city": values.line(text)}
    row.notice(NAME_KEPT, "city")
    said = values.in_both(IN_THE_FILE)[context.home.locale == "ru"]
    return {**_token(*where, None), "name_kept": said % {"name": text}}


def _token(country: Country | None, region: Region | None, city: Any) -> dict[str, Any]:
    if city is not None:
        return {"place": f"city:{city.id}"}
    if region is not None:
        return {"place": f"region:{region.id}"}
    assert country is not None
    return {"place": f"country:{country.id}"}


def _city_of_number(text: str) -> City | None:
    number = number_of(clean(text))
    return places.find_city_of_geonames(number) if number is not None else None
