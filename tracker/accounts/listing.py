"""What the lists of those who see several municipalities have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import homes
from tracker.web import formats
from tracker.web.lists import Filter, any_number_of

if TYPE_CHECKING:
    from tracker.kernel.tenancy import TenantOwned


def home_filter(model: type[TenantOwned]) -> Filter:
    """By the municipality whose records they are."""
    column: Any = model.municipality_id
    return Filter(
        name="municipality",
        label=_l("Municipality"),
        choices=lambda: [(str(one.id), one.name_in(formats.language())) for one in homes()],
        narrow=any_number_of(column),
    )
