"""Partners on a map: where each stands, with which shape, and what is said of it beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from tracker.partners import wording
from tracker.partners.kinds import Silence, Status
from tracker.places import queries as place_queries
from tracker.web import formats
from tracker.web.maps import Home, Kind, Place, Point
from tracker.web.maps.projection import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.accounts.models import Municipality

MOST_POINTS = 1000
_BY_STATUS = {Status.ACTIVE: Kind.ACTIVE, Status.IN_TALKS: Kind.TALKS, Status.PROSPECT: Kind.LEAD}


@dataclass(frozen=True)
class Placed:
    """A partner with its point; without one where nobody knows where it lies. `km` from home, None without a home."""

    row: Any
    point: Point | None
    km: float | None


def kind_labels() -> dict[Kind, str]:
    """What the shapes of a map mean."""
    return {
        Kind.ACTIVE: _("active relations"),
        Kind.TALKS: _("talks"),
        Kind.AREA: _("city not named"),
        Kind.LEAD: _("first contacts"),
        Kind.DORMANT: _("dormant"),
    }


def kind_of(row: Any, *, heard: bool) -> Kind:
    """The shape of a partner. `heard`: whether the row tells of the last contact, so that a long silence shows."""
    kind = _BY_STATUS.get(row.status, Kind.DORMANT)
    if kind is not Kind.DORMANT and heard and wording.silence_of(row) is Silence.VERY_LONG:
        return Kind.DORMANT
    return Kind.AREA if row.city_id is None and kind is not Kind.DORMANT else kind


def homes_of(municipalities: Sequence[Municipality]) -> dict[int, Home]:
    return {
        one.id: Home(one.name_in(formats.language()), Place(one.longitude, one.latitude))
        for one in municipalities
        if one.longitude is not None and one.latitude is not None
    }


def placed(
    rows: Sequence[Any], homes: Mapping[int, Home], *, heard: bool, address: Callable[[Any], str]
) -> Sequence[Placed]:
    """Partners with their points: a city at its place, one that is not named in the middle of its region or country."""
    lost = [row for row in rows if row.longitude is None]
    regions, countries = place_queries.centres(
        {row.region_id for row in lost if row.region_id}, {row.country_id for row in lost}
    )

    def place(row: Any) -> Place | None:
        if row.longitude is not None:
            return Place(row.longitude, row.latitude)
        centre = regions.get(row.region_id) or countries.get(row.country_id)
        return Place(*centre) if centre else None

    def one(row: Any) -> Placed:
        at, home = place(row), homes.get(row.municipality_id)
        if at is None:
            return Placed(row, None, None)
        point = Point(
            number=row.id,
            text=wording.title(row),
            kind=kind_of(row, heard=heard),
            place=at,
            country=row.numeric_code,
            url=address(row),
            home=home.place if home else None,
        )
        return Placed(row, point, distance_km(home.place, at) if home else None)

    return [one(row) for row in rows]
