"""The areas of the site. Those with an `order` stand in the menu of people who may open them."""

from __future__ import annotations

from tracker.accounts.views import accounts, users
from tracker.dashboard.views import dashboard
from tracker.web.area import Area

AREAS: list[Area] = [
    dashboard,
    accounts,
    users,
]
