"""The partners on a map of the world, narrowed as their list is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.accounts.queries import homes
from tracker.kernel.db import db
from tracker.kernel.text import read_number
from tracker.partners import mapping, queries, wording
from tracker.partners.kinds import Status
from tracker.partners.models import Partnership
from tracker.partners.views.area import partners
from tracker.partners.views.listing import PARTNERS, sees_region
from tracker.permissions import Permission
from tracker.web import formats, lists
from tracker.web.maps import Picture, Place, draw
from tracker.web.maps.answer import credit, svg_answer
from tracker.web.maps.picture import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

WIDEST_NORTH, WIDEST_EAST = 90, 180
PLACES_SHOWN = 300


class _Asked:
    """The map that the address asks for: whom it shows, and how close one looks."""

    def __init__(self) -> None:
        self.list = lists.ListView(PARTNERS, "partners.map")
        self.at = _place(request.args.get("at", ""))
        self.zoom = min(max(request.args.get("zoom", 0, type=read_number), 0), DEEPEST) if self.at else 0
        self.homes = mapping.homes_of(homes())
        rows, self.is_cut = self._rows()
        self.placed = mapping.placed(
            rows,
            self.homes,
            heard=not sees_region(),
            address=lambda row: url_for("partners.show", partnership_id=row.id),
        )

    def _rows(self) -> tuple[Sequence[Any], bool]:
        statement = queries.points() if sees_region() else queries.working_points()
        by_name = Partnership.sort_name if wording.is_russian() else Partnership.sort_name_en
        narrowed = self.list.narrow(statement).order_by(by_name, Partnership.id)
        rows = db.session.execute(narrowed.limit(mapping.MOST_POINTS + 1)).all()
        return rows[: mapping.MOST_POINTS], len(rows) > mapping.MOST_POINTS

    def picture(self) -> Picture:
        return draw(
            [one.point for one in self.placed if one.point is not None],
            list(self.homes.values()),
            zoom=self.zoom,
            at=self.at,
            nearer=lambda place: self.zoomed(self.zoom + 1, place),
        )

    def zoomed(self, zoom: int, place: Place) -> str:
        return self.list.url(**_close_up(zoom, place))

    def close_up(self) -> dict[str, Any]:
        return _close_up(self.zoom, self.at) if self.at else {}


def _close_up(zoom: int, place: Place) -> dict[str, Any]:
    """Words of an address: so many times closer, around a place."""
    return {"zoom": zoom, "at": f"{place.longitude:.2f},{place.latitude:.2f}"} if zoom else {}


def _place(text: str) -> Place | None:
    """Longitude and latitude of an address, or None for a spoilt one."""
    try:
        east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return Place(east, north) if abs(east) <= WIDEST_EAST and abs(north) <= WIDEST_NORTH else None


@partners.page("/map", needs=Permission.PARTNERS_READ, endpoint="map")
def on_map() -> ResponseReturnValue:
    asked = _Asked()
    picture = asked.picture()
    countries = len({one.row.country_id for one in asked.placed})
    return render_template(
        "partners/map.html",
        list=asked.list,
        picture=picture,
        placed=asked.placed[:PLACES_SHOWN],
        more=max(0, len(asked.placed) - PLACES_SHOWN),
        is_cut=asked.is_cut,
        labels=mapping.kind_labels(),
        told=_told(len(asked.placed), countries),
        told_of=_told_of,
        nearer=asked.zoomed(picture.zoom + 1, picture.centre) if picture.zoom < DEEPEST else None,
        farther=asked.zoomed(picture.zoom - 1, picture.centre) if picture.zoom else None,
        list_url=asked.list.url_elsewhere("partners.index"),
        file_url=asked.list.url_elsewhere("partners.map_svg", **asked.close_up()),
        file_name=_file_name(),
        credit=credit(),
    )


@partners.page("/map.svg", needs=Permission.PARTNERS_READ)
def map_svg() -> Response:
    return svg_answer(_file_name(), _Asked().picture(), _("Partners on the map"), mapping.kind_labels())


def _file_name() -> str:
    return f"partners-map-{formats.today():%Y-%m-%d}"


def _told(partners_shown: int, countries: int) -> str:
    """15 in 13 countries."""
    where = ngettext("in %(num)s country", "in %(num)s countries", countries)
    return f"{formats.number(partners_shown)} {where}"


def _told_of(row: Any) -> str:
    """What a partner is, in a line: the kind with its year, or with its status while it is not active."""
    kind, status = wording.kind_label(row.kind), wording.status_label(row.status)
    if row.status is Status.ACTIVE and row.since_on is not None:
        return _("%(kind)s since %(year)s", kind=kind, year=row.since_on.year)
    return f"{kind}, {status[:1].lower()}{status[1:]}"
