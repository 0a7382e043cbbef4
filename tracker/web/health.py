"""Addresses for the machines that watch over the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from tracker.kernel.db import db
from tracker.web.area import EVERYONE, Area

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

health = Area("health", __name__, label=_l("Health"), path="")


@health.page("/healthz", needs=EVERYONE)
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@health.page("/readyz", needs=EVERYONE)
def readyz() -> ResponseReturnValue:
    """The database answers too."""
    db.session.connection()
    return {"status": "ok"}
