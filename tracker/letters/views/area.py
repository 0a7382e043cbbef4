"""The area of the letters; in the menu it stands under the interactions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

letters = Area(
    "letters",
    __name__,
    label=_l("Letters"),
    icon="mail",
    needs=Permission.LETTERS_READ,
    order=51,
    under="interactions",
)
