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
)
agreements.add_look("board", _l("Board"))
agreements.add_look("register", _l("List for the region"))
