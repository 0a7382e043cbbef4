"""All kinds of records that can be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.imports.targets.agreements import Agreements
from tracker.imports.targets.contacts import Contacts
from tracker.imports.targets.interactions import Interactions
from tracker.imports.targets.organisations import Organisations
from tracker.imports.targets.partners import Partners

if TYPE_CHECKING:
    from tracker.accounts.models import User
    from tracker.imports.kinds import Kind
    from tracker.imports.targets.base import Target

TARGETS: dict[Kind, type[Target]] = {
    target.kind: target for target in (Partners, Organisations, Contacts, Interactions, Agreements)
}


def kinds_for(user: User) -> list[Kind]:
    """What this person may import: what he or she may enter by hand."""
    return [kind for kind, target in TARGETS.items() if user.may(target.needs)]
