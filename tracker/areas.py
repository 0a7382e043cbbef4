"""The areas of the site. Those with an `order` stand in the menu of people who may open them."""

from __future__ import annotations

from tracker.accounts.views import accounts, users
from tracker.web.area import Area

AREAS: list[Area] = [
    accounts,
    users,
]
