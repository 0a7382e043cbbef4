"""What the comboboxes of the forms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.interests import choices
from tracker.interests.views.area import interests
from tracker.permissions import Permission
from tracker.web.lookups import Group, lookup_answer, typed_query

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@interests.page("/who", needs=Permission.INTERESTS_EDIT)
def who_lookup() -> ResponseReturnValue:
    return lookup_answer(choices.who_groups(typed_query()))


@interests.page("/sectors", needs=Permission.INTERESTS_READ)
def sector_lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Sectors"), choices.sectors_found(typed_query()))])


@interests.page("/home", needs=Permission.INTERESTS_EDIT)
def home_lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Organisations"), choices.home_found(typed_query()))])


@interests.page("/logged", needs=Permission.INTERESTS_EDIT)
def logged_lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Interactions"), choices.logged_found(typed_query()))])
