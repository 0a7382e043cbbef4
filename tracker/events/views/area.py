"""The area of the events."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

events = Area("events", __name__, label=_l("Events"), icon="calendar-event", needs=Permission.EVENTS_READ, order=55)
