"""The area of the gifts; in the menu it stands under the interactions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

gifts = Area(
    "gifts", __name__, label=_l("Gifts"), icon="gift", needs=Permission.GIFTS_READ, order=52, under="interactions"
)
