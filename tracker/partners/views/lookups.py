"""What comboboxes ask about partners and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.partners import places, queries, wording
from tracker.partners.views.area import partners
from tracker.permissions import Permission
from tracker.web.lookups import Group, lookup_answer, typed_query

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@partners.page("/lookup", needs=Permission.PARTNERS_READ)
def lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Partners"), [wording.option(row) for row in queries.found(typed_query())])])


@partners.page("/places", needs=Permission.PARTNERS_EDIT, endpoint="places")
def place_lookup() -> ResponseReturnValue:
    return lookup_answer(places.groups(typed_query()))


@partners.page("/cities", needs=Permission.PARTNERS_EDIT, endpoint="cities")
def city_lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Cities"), places.cities_found(typed_query()))])
