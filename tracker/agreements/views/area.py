"""The area of the agreements."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

agreements = Area(
    "agreements",
    __name__,
    label=_l("Agreements"),
    icon="file-certificate",
    needs=Permission.AGREEMENTS_READ,
    order=30,
    looks=(("board", _l("Board")), ("register", _l("List for the region"))),
)
