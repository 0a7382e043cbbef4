"""Countries, regions and cities as sheets name them: in three languages, with former and short names.

A city is linked by its name within its country (`cities`). Two that fit are never chosen between silently.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from babel import Locale
from sqlalchemy import select

from tracker.imports.cities import Cities, is_another, nearest, parts, spellings
from tracker.imports.values import Bad, normal
from tracker.kernel.db import db
from tracker.kernel.text import N_, clean, fold, script_of
from tracker.places import queries
from tracker.places.models import City, Country, Region
from tracker.places.reference.countries import ALSO_CALLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.imports.cities import Point

# names that sheets of the last decades use, beside those of the gazetteer and of CLDR
OLDER_NAMES = {
    "BA": (
        "Bosnia and Herzegovina",
        "Bosnien-Herzegowina",
        "Bosnien und Herzegowina",
        "Bosnia",
        "Bosnia-Herzegovina",
        "Босния",
    ),
    "BY": ("Weißrussland", "Weißrußland"),
    "CD": ("Demokratische Republik Kongo",),
    "CG": ("Kongo", "Congo"),
    "CI": ("Elfenbeinküste",),
    "CN": ("VR China", "Volksrepublik China", "People's Republic of China"),
    "CV": ("Kap Verde", "Cape Verde"),
    "CZ": ("Tschech. Republik", "Tschechische Republik", "Tschechien", "Чехословакия", "Czechoslovakia"),
    "DE": ("BRD", "Bundesrepublik Deutschland", "ГДР"),
    "GB": ("Großbritannien", "England", "Schottland", "Scotland", "Wales", "Vereinigtes Königreich"),
    "KR": ("Republik Korea", "Republic of Korea", "Республика Корея"),
    "MD": ("Moldawien",),
    "MK": ("Mazedonien",),
    "NL": ("Holland",),
    "PH": ("Philipinen",),
    "PS": ("Palästinensische Autonomiebehörde", "Palestinian Authority"),
    "RU": ("Rußland", "Russische Föderation", "СССР"),
    "SK": ("Slow. Republik", "Slowakische Republik", "Slovak Republic", "Словацкая Республика"),
    "TW": ("Тайвань",),
    "US": ("Vereinigte Staaten", "Vereinigte Staaten von Amerika"),
    "XK": ("Косово",),
}
UNKNOWN_COUNTRY = N_("No country is called “%(value)s”.")
UNKNOWN_REGION = N_("There is no region “%(value)s” in this country.")
UNKNOWN_CITY = N_("The gazetteer knows no city “%(value)s” in this country.")
PERHAPS = N_("The gazetteer knows no city “%(value)s” in this country. Is %(near)s meant?")
SEVERAL_CITIES = N_("Several cities of this country are called “%(value)s”: %(where)s. Write the region in brackets.")
WHICH_COUNTRY = N_("Cities of several countries are called “%(value)s”: %(where)s. Say the country.")
MOST_TOLD = 6


class Gazetteer:
    """The places, each country's cities read once when the first of them is asked for."""

    def __init__(self) -> None:
        self._countries: dict[str, Country] = {}
        self._by_id: dict[int, Country] = {}
        self._cities: dict[int, Cities] = {}
        self._regions: dict[int, dict[str, Region]] = {}
        self._read_countries()

    def _read_countries(self) -> None:
        german = Locale("de").territories
        countries = queries.countries()
        for country in countries:
            self._by_id[country.id] = country
            names = (country.code, country.name_ru, country.name_en, country.name_local, german.get(country.code, ""))
            for name in (*names, *ALSO_CALLED.get(country.code, ()), *OLDER_NAMES.get(country.code, ())):
                if name:
                    self._countries.setdefault(normal(name), country)

    def country(self, text: str) -> Country | None:
        """The country that is meant; None for an empty cell."""
        if not clean(text):
            return None
        found = self._countries.get(normal(text))
        if found is None:
            near = get_close_matches(normal(text), self._countries, n=3, cutoff=0.7)
            likely = dict.fromkeys(self._countries[name].name_ru for name in near)
            raise Bad(UNKNOWN_COUNTRY, "country", value=clean(text), choices=list(likely))
        return found

    def country_of_code(self, code: str, language: str) -> str:
        """The name of a country."""
        found = self._countries.get(normal(code))
        return found.name_in(language) if found is not None else code

    def region(self, text: str, country: Country | None) -> Region | None:
        if not clean(text) or country is None:
            return None
        regions = self._regions_of(country)
        found = regions.get(normal(text)) or regions.get(fold(text))
        if found is None:
            raise Bad(UNKNOWN_REGION, "region", value=clean(text))
        return found

    def _regions_of(self, country: Country) -> dict[str, Region]:
        if country.id not in self._regions:
            known: dict[str, Region] = {}
            for region in queries.regions_of(country.id):
                for name in (region.code, region.name_ru, region.name_en):
                    known.setdefault(normal(name), region)
                    known.setdefault(fold(name), region)
            self._regions[country.id] = known
        return self._regions[country.id]

    def city(self, text: str, country: Country, region: Region | None, here: Point | None = None) -> Any:
        """The row of the one city that is meant, None where the gazetteer knows none. Raises Bad for several.

        `here`: where the file says it lies.
        """
        cities, names = self._cities_of(country), spellings(text)
        if self._said_regions(None, country, parts(text)):
            names.append(clean(names[-1].split(",")[0]))
        for spelling in names:
            if found := cities.found(spelling):
                one = self._one_of(found, text, country, region, here)
                return None if here is not None and is_another(one, spelling, here) else one
        if here is not None and len(close := cities.close_to(names[-1], here)) == 1:
            return close[0]
        return None

    def likely(self, text: str, country: Country, here: Point | None = None) -> list[str]:
        """What may have been meant by a name that is unknown, in the script it is written in."""
        in_russian = script_of(text) == "cyrillic"
        found = self._cities_of(country).likely(parts(text), here)
        return list(dict.fromkeys(city.name_ru if in_russian else city.name_en for city in found))

    def _cities_of(self, country: Country) -> Cities:
        if country.id not in self._cities:
            self._cities[country.id] = Cities(country.id)
        return self._cities[country.id]

    def _one_of(self, found: list[Any], text: str, country: Country, region: Region | None, here: Point | None) -> Any:
        if len(found) > 1 and (said := self._said_regions(region, country, parts(text))):
            found = [city for city in found if city.region_id in said] or found
        if len(found) > 1 and here is not None:
            found = nearest(found, here)
        if len(found) > 1:
            regions = self._regions_named(found)
            choices = [f"{parts(text)[0]} ({region})" for region in regions]
            raise Bad(SEVERAL_CITIES, "city", value=clean(text), where=", ".join(regions) or "…", choices=choices)
        return found[0]

    def _said_regions(self, region: Region | None, country: Country, words: Sequence[str]) -> set[int]:
        """The region that is said, or that stands behind the name: “Arlington (Texas)”, “Hibbing, Minnesota”."""
        if region is not None:
            return {region.id}
        regions = self._regions_of(country)
        found = [regions.get(normal(word)) or regions.get(fold(word)) for word in words[1:]]
        return {one.id for one in found if one is not None}

    def country_behind(self, text: str) -> Country | None:
        """The country in brackets behind a name: “Witebsk (Belarus)”."""
        return next((found for part in parts(text)[1:] if (found := self._countries.get(normal(part)))), None)

    def city_of_any_country(self, text: str) -> Any:
        """The city of this very name, if only one country has it."""
        name = clean(text)
        statement = select(City).where((City.name_ru == name) | (City.name_en == name)).order_by(City.id)
        found = db.session.scalars(statement.limit(MOST_TOLD)).all()
        if len(found) > 1:
            where = ", ".join(dict.fromkeys(self._by_id[city.country_id].name_ru for city in found))
            raise Bad(WHICH_COUNTRY, "city", value=name, where=where)
        return found[0] if found else None

    def _regions_named(self, cities: Sequence[Any]) -> list[str]:
        ids = {city.region_id for city in cities[:MOST_TOLD] if city.region_id}
        return [row.name_ru for row in queries.regions_named(sorted(ids))]
