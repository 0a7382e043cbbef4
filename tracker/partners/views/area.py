"""The area of the partners."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

partners = Area(
    "partners",
    __name__,
    label=_l("Partners"),
    icon="map-pin",
    needs=Permission.PARTNERS_READ,
    order=10,
)
partners.add_look("map", _l("Map"))
