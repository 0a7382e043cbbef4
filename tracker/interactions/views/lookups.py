"""What the comboboxes of the forms ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.interactions import people
from tracker.interactions.views import about as about_what
from tracker.interactions.views.area import interactions
from tracker.permissions import Permission
from tracker.web.lookups import Group, lookup_answer, typed_query

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@interactions.page("/with-whom", needs=Permission.INTERACTIONS_EDIT)
def with_whom() -> ResponseReturnValue:
    typed = typed_query()
    create = _("Create “%(name)s”: a person or an organisation", name=typed) if typed else None
    return lookup_answer(people.groups(typed), create=create)


@interactions.page("/about", needs=Permission.INTERACTIONS_EDIT)
def about() -> ResponseReturnValue:
    return lookup_answer(about_what.groups(typed_query()))


@interactions.page("/colleagues", needs=Permission.INTERACTIONS_EDIT)
def colleagues() -> ResponseReturnValue:
    return lookup_answer([Group(_("Colleagues"), people.colleagues_found(typed_query()))])
