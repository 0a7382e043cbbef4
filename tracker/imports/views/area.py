"""The area of imports. It stands in no menu: each list leads here."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.permissions import Permission
from tracker.web.area import Area

imports = Area("imports", __name__, label=_l("Import"), icon="upload", needs=Permission.RECORDS_IMPORT, path="/import")
