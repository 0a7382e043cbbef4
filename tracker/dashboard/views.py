"""The first page after sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

dashboard = Area("dashboard", __name__, label=_l("Home"), icon="home", order=0, needs=Permission.HOME_READ, path="")


@dashboard.page("/", needs=Permission.HOME_READ)
def index() -> ResponseReturnValue:
    return render_template("dashboard/index.html")
