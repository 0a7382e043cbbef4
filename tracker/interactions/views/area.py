"""The area of the interactions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

interactions = Area(
    "interactions",
    __name__,
    label=_l("Interactions"),
    icon="messages",
    needs=Permission.INTERACTIONS_READ,
    order=50,
)
