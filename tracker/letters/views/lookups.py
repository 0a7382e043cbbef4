"""What the comboboxes of letters ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.interactions import people
from tracker.letters import telling
from tracker.letters.about import TOPICS
from tracker.letters.views.area import letters
from tracker.permissions import Permission
from tracker.web.lookups import Group, lookup_answer, typed_query

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@letters.page("/with-whom", needs=Permission.LETTERS_EDIT)
def with_whom() -> ResponseReturnValue:
    typed = typed_query()
    create = _("Create “%(name)s”: a person or an organisation", name=typed) if typed else None
    return lookup_answer(people.groups(typed), create=create)


@letters.page("/about", needs=Permission.LETTERS_EDIT)
def about() -> ResponseReturnValue:
    return lookup_answer(TOPICS.groups(typed_query()))


@letters.page("/lookup", needs=Permission.LETTERS_READ)
def lookup() -> ResponseReturnValue:
    return lookup_answer([Group(_("Letters"), telling.found(typed_query()))])
