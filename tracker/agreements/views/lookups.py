"""What the comboboxes of agreements ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.agreements.options import agreement_groups, party_groups
from tracker.agreements.views.area import agreements
from tracker.permissions import Permission
from tracker.web.lookups import lookup_answer, typed_query

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@agreements.page("/lookup", needs=Permission.AGREEMENTS_READ)
def lookup() -> ResponseReturnValue:
    return lookup_answer(agreement_groups(typed_query()))


@agreements.page("/parties/lookup", needs=Permission.AGREEMENTS_EDIT)
def party_lookup() -> ResponseReturnValue:
    return lookup_answer(party_groups(typed_query()))
