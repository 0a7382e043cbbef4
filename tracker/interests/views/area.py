"""The area of the interests."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

interests = Area(
    "interests", __name__, label=_l("Interests"), icon="bulb", needs=Permission.INTERESTS_READ, order=57, under="events"
)
