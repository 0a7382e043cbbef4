"""The cities of one country by what they are called, and which of them a cell may mean.

A cell is linked by a whole name only: as it is written, by sound, or by another spelling of the gazetteer. A part of a
name, a slip of the hand or a name in brackets («Lencloître (Vienne)») is offered and never linked by itself: it is
more often a neighbour, a river or a district. Coordinates of the file, where it has them, decide between cities of one
name, and make a slip certain; alone they link nothing, for sheets take them from a search by the same doubtful name.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.imports.values import normal
from tracker.kernel.db import db
from tracker.kernel.text import clean, fold, script_of
from tracker.places.models import City, spellings_apart
from tracker.web.maps.projection import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]

MANY_TIMES = 5
HERE = 30.0  # km: what a file and the gazetteer call the middle of a city differ by so much at most
CLOSE = 10.0
FAR = 100.0
ALIKE, A_SLIP = 0.8, 0.85
SHORTEST_WORD = 4
MOST_LIKELY = 3
# a district is not the city it is named after
DISTRICTS = frozenset({"kreis", "landkreis", "krs", "bezirk", "powiat", "okres", "district", "county", "район", "уезд"})
_OF_A_CITY = re.compile(
    r"(?:г\.|гор\.|ville d['’])\s*"
    r"|(?:город|city of|town of|stadt|ville de|comune di|ciudad de|miasto)\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")


class Cities:
    """Rows of the cities, for there are thousands."""

    def __init__(self, country_id: int) -> None:
        self._named: dict[str, list[Any]] = defaultdict(list)
        self._sounds: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self._rows: list[tuple[str, Any]] = []
        self._also: dict[str, list[Any]] = {}
        self._words: dict[str, list[Any]] = defaultdict(list)
        self._beginnings: dict[str, dict[str, Any]] = defaultdict(dict)
        for city in db.session.execute(
            select(
                City.id, City.name_ru, City.name_en, City.name_local, City.alternates, City.folded, City.region_id,
                City.country_id, City.population, City.latitude, City.longitude,
            )
            .where(City.country_id == country_id)
            .order_by(City.id)
        ):  # fmt: skip
            self._learn(city)

    def _learn(self, city: Any) -> None:
        names = {city.name_ru, city.name_en, city.name_local} - {""}
        for word in {normal(name) for name in names}:
            self._named[word].append(city)
        for key in {(script_of(name), fold(name)) for name in names}:
            self._sounds[key].append(city)
        self._rows.append((f"{city.folded} ", city))
        for sound in {fold(name) for name in names}:
            self._beginnings[sound[:2]].setdefault(sound, city)
            for word in set(sound.split()):
                if len(word) >= SHORTEST_WORD:
                    self._words[word].append(city)

    def found(self, name: str) -> list[Any]:
        """Those of this very name: as it is written, by sound in its own script, by another spelling."""
        sound = fold(name)
        return self._named.get(normal(name)) or self._sounds.get((script_of(name), sound)) or self._also_called(sound)

    def _also_called(self, sound: str) -> list[Any]:
        if sound and sound not in self._also:
            self._also[sound] = _largest(
                [city for held, city in self._rows if f" {sound} " in held and _is_called(city, sound)]
            )
        return self._also.get(sound, [])

    def close_to(self, name: str, here: Point) -> list[Any]:
        """Those around a point that are called nearly so, or so and more: «Six-Foues-les-Plages», «Le Cannet»."""
        sound = fold(name)
        words = set(sound.split())
        near = [city for city in self._likely(sound) if away(city, here) <= CLOSE]
        return [
            city
            for city in near
            if any(
                words <= set(other.split()) or SequenceMatcher(None, sound, other).ratio() >= A_SLIP
                for other in (fold(city.name_en), fold(city.name_ru))
            )
        ]

    def likely(self, parts: Sequence[str], here: Point | None) -> list[Any]:
        """What may have been meant by a name that is unknown, the likeliest first."""
        sure = [city for part in parts for city in self.found(part)]
        likely = [city for part in parts for city in self._likely(fold(part))]
        if here is not None:
            likely.sort(key=lambda city: away(city, here) > HERE)
        unlike = dict.fromkeys((*sure, *likely))
        return list(unlike)[:MOST_LIKELY]

    def _likely(self, sound: str) -> list[Any]:
        words = set(sound.split())
        parts = [
            city
            for word in sorted(words, key=len, reverse=True)
            for city in self._words.get(word, ())
            if _holds(words, city)
        ]
        known = self._beginnings.get(sound[:2], {})
        slips = [known[one] for one in get_close_matches(sound, known, n=MOST_LIKELY, cutoff=ALIKE)]
        return list(dict.fromkeys((*slips, *parts)))


def _is_called(city: Any, sound: str) -> bool:
    """Whether this is one whole spelling, and not the end of one and the beginning of the next."""
    return any(fold(name) == sound for name in (*spellings_apart(city.alternates), city.name_en, city.name_ru))


def _holds(words: set[str], city: Any) -> bool:
    """Whether all words of one name are words of the other."""
    return any(
        words <= (other := set(fold(name).split())) or other <= words for name in (city.name_en, city.name_ru) if name
    )


def _largest(cities: list[Any]) -> list[Any]:
    """Of several that are also called so, the one many times larger than the others, if there is such a one."""
    found = sorted(cities, key=lambda city: -(city.population or 0))
    if len(found) > 1 and (found[0].population or 0) > MANY_TIMES * (found[1].population or 0):
        return found[:1]
    return found


def spellings(text: str) -> list[str]:
    """The name as it stands, without «город», and without what stands in brackets unless that makes it a district."""
    name = clean(text)
    outer = clean(_IN_BRACKETS.sub(" ", name))
    plain = _OF_A_CITY.sub("", outer, count=1) if _OF_A_CITY.match(outer) else outer
    is_district = any(normal(part) in DISTRICTS for part in parts(name)[1:])
    return list(dict.fromkeys(one for one in (name, *(() if is_district else (outer, plain))) if one))


def parts(text: str) -> list[str]:
    """What stands outside of brackets, in them, and between commas."""
    name = clean(text)
    inner = [clean(one) for one in re.findall(r"[(\[]([^)\]]+)[)\]]", name)]
    outer = clean(_IN_BRACKETS.sub(" ", name))
    cut = [clean(piece) for one in (outer, *inner) for piece in one.split(",")]
    return list(dict.fromkeys(one for one in (outer, *inner, *cut) if one))


def away(city: Any, here: Point) -> float:
    """Kilometres between a city and a point; endless where the gazetteer has no coordinates."""
    if city.latitude is None or city.longitude is None:
        return math.inf
    return distance_km((city.longitude, city.latitude), (here[1], here[0]))


def is_another(city: Any, name: str, here: Point) -> bool:
    """Whether only the short form of the name is the same, and the file puts it far away: Clermont in the Oise."""
    is_short = set(fold(name).split()) < set(fold(city.name_en).split())
    return is_short and FAR < away(city, here) < math.inf


def nearest(cities: Iterable[Any], here: Point) -> list[Any]:
    """The one of several that lies here, if the next of them is clearly further away; else all."""
    by_distance = sorted(((away(city, here), city.id, city) for city in cities), key=lambda one: one[:2])
    first, second = by_distance[0], by_distance[1]
    is_plain = first[0] <= HERE and second[0] > 2 * first[0] + CLOSE
    return [first[2]] if is_plain else [one[2] for one in by_distance]
