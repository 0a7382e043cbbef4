"""What the comboboxes of obligations ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.obligations.evidence import EVIDENCE
from tracker.obligations.views.area import obligations
from tracker.permissions import Permission
from tracker.web.lookups import lookup_answer, typed_query

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@obligations.page("/evidence", needs=Permission.OBLIGATIONS_EDIT)
def evidence_lookup() -> ResponseReturnValue:
    return lookup_answer(EVIDENCE.groups(typed_query()))
