"""The area of the tasks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

tasks = Area("tasks", __name__, label=_l("Tasks"), icon="checkbox", needs=Permission.TASKS_READ, order=60)
