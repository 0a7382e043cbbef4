"""What a partnership is called: by its city, or by what is known of the place while the city is not named."""

from __future__ import annotations

from typing import Protocol


class Named(Protocol):
    """A place with a Russian and an English name."""

    @property
    def name_ru(self) -> str: ...

    @property
    def name_en(self) -> str: ...


# how the regions of a country are called: «город в …», "city in the …"
REGION_WORDS = {
    "AR": ("провинции", "province of"),
    "BR": ("штате", "state of"),
    "CN": ("провинции", "province of"),
    "DE": ("земле", "state of"),
    "EG": ("губернаторстве", "governorate of"),
    "ID": ("провинции", "province of"),
    "IN": ("штате", "state of"),
    "IR": ("провинции", "province of"),
    "MX": ("штате", "state of"),
    "TR": ("провинции", "province of"),
    "US": ("штате", "state of"),
    "VE": ("штате", "state of"),
    "VN": ("провинции", "province of"),
    "ZA": ("провинции", "province of"),
}
SAYS_WHAT_IT_IS = ("область", "край", "район", "округ", "республика", "провинция", "штат", "земля", "город", "регион")


def titles(country: Named, country_code: str, region: Named | None, city: Named | None) -> tuple[str, str]:
    """The title in Russian and in English."""
    if city is not None:
        return city.name_ru, city.name_en
    if region is None:
        return f"{country.name_ru}: город не назван", f"{country.name_en}: city not named"
    word_ru, word_en = REGION_WORDS.get(country_code.upper(), ("регионе", "region of"))
    if any(word in region.name_ru.casefold() for word in SAYS_WHAT_IT_IS):
        title_ru = f"Город в регионе «{region.name_ru}»"
    else:
        title_ru = f"Город в {word_ru} {region.name_ru}"
    return title_ru, f"City in the {word_en} {region.name_en}"
