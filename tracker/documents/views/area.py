"""The area of the documents."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

documents = Area(
    "documents",
    __name__,
    label=_l("Documents"),
    icon="paperclip",
    needs=Permission.DOCUMENTS_READ,
    order=33,
    under="agreements",
)
