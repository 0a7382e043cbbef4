"""The area of the calendar."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

calendar = Area("calendar", __name__, label=_l("Calendar"), icon="calendar", needs=Permission.CALENDAR_READ, order=65)
