"""The area of the obligations; in the menu it stands under the agreements."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

obligations = Area(
    "obligations",
    __name__,
    label=_l("Obligations"),
    icon="checkbox",
    needs=Permission.OBLIGATIONS_READ,
    order=31,
    under="agreements",
)
