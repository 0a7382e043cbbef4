"""Countries, regions and cities as sheets name them: in three languages, with former and short names.

A city is linked by its name within its country: as it is written, else by the folded name, else by another spelling
of the gazetteer. Two that fit are never chosen between silently.
"""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from babel import Locale
from sqlalchemy import select

from tracker.imports.values import Bad, normal
from tracker.kernel.db import db
from tracker.kernel.text import N_, clean, fold
from tracker.places import queries
from tracker.places.models import City, Country, Region
from tracker.places.reference.countries import ALSO_CALLED

if TYPE_CHECKING:
    from collections.abc import Sequence

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
SEVERAL_CITIES = N_("Several cities of this country are called “%(value)s”: %(where)s. Write the region in brackets.")
WHICH_COUNTRY = N_("Cities of several countries are called “%(value)s”: %(where)s. Say the country.")
MOST_TOLD = 6
MANY_TIMES = 5
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")


class Gazetteer:
    """The places, each country's cities read once when the first of them is asked for."""

    def __init__(self) -> None:
        self._countries: dict[str, Country] = {}
        self._by_id: dict[int, Country] = {}
        self._cities: dict[int, _Cities] = {}
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

    def cities(self, text: str, country: Country, region: Region | None) -> list[Any]:
        """Rows of the cities that may be meant, by the first way of reading the name that finds any."""
        if country.id not in self._cities:
            self._cities[country.id] = _Cities(country.id)
        spellings = _spellings(text)
        for at, spelling in enumerate(spellings):
            found = self._cities[country.id].found(spelling)
            if len(found) > 1 and (here := self._said_regions(region, country, spellings[at + 1 :])):
                found = [city for city in found if city.region_id in here] or found
            if found:
                return found
        return []

    def _said_regions(self, region: Region | None, country: Country, more: Sequence[str]) -> set[int]:
        """The region that is said, or that stands in brackets behind the name: “Arlington (Texas)”."""
        if region is not None:
            return {region.id}
        regions = self._regions_of(country)
        found = [regions.get(normal(word)) or regions.get(fold(word)) for word in more]
        return {one.id for one in found if one is not None}

    def city(self, text: str, country: Country, region: Region | None) -> Any:
        """The row of the one city that is meant, None where the gazetteer knows none. Raises Bad for several."""
        found = self.cities(text, country, region)
        if len(found) > 1:
            regions = self._regions_named(found)
            choices = [f"{_spellings(text)[0]} ({region})" for region in regions]
            raise Bad(SEVERAL_CITIES, "city", value=clean(text), where=", ".join(regions) or "…", choices=choices)
        return found[0] if found else None

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


def _spellings(text: str) -> list[str]:
    """The name as it stands, without what stands in brackets, and what stands there."""
    name = clean(text)
    inner = re.findall(r"[(\[]([^)\]]+)[)\]]", name)
    outer = clean(_IN_BRACKETS.sub(" ", name))
    return list(dict.fromkeys(one for one in (name, outer, *(clean(part) for part in inner)) if one))


class _Cities:
    """The cities of one country by what they are called: rows, for there are thousands."""

    def __init__(self, country_id: int) -> None:
        self._named: dict[str, list[Any]] = defaultdict(list)
        self._folded: dict[str, list[Any]] = defaultdict(list)
        self._rows = db.session.execute(
            select(
                City.id, City.name_ru, City.name_en, City.name_local, City.folded, City.region_id, City.country_id,
                City.population,
            )
            .where(City.country_id == country_id)
            .order_by(City.id)
        ).all()  # fmt: skip
        for city in self._rows:
            names = {city.name_ru, city.name_en, city.name_local} - {""}
            for word in {normal(name) for name in names}:
                self._named[word].append(city)
            for word in {fold(name) for name in names}:
                self._folded[word].append(city)

    def found(self, name: str) -> list[Any]:
        return self._named.get(normal(name)) or self._folded.get(fold(name)) or self._in_spellings(fold(name))

    def _in_spellings(self, folded: str) -> list[Any]:
        """Those whose other spellings hold the name as a whole; of several a city many times larger than the others."""
        if not folded:
            return []
        wanted = f" {folded} "
        found = [city for city in self._rows if wanted in f"{city.folded} "]
        found.sort(key=lambda city: -(city.population or 0))
        if len(found) > 1 and (found[0].population or 0) > MANY_TIMES * (found[1].population or 0):
            return found[:1]
        return found
