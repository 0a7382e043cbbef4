"""What the form of a step is opened with: today, what is known already, and the next term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.agreements.asks import ASKS
from tracker.agreements.kinds import Action
from tracker.agreements.terms import ONE_DAY, months_later
from tracker.web import formats

if TYPE_CHECKING:
    from datetime import date

    from tracker.agreements.models import Agreement


def prefill(agreement: Agreement, action: Action, today: date) -> dict[str, Any]:
    """Values by the names of the questions."""
    known: dict[str, Any] = {"on": today}
    if action is Action.SIGN:
        known |= {
            "place": agreement.municipality.name_in(formats.language()),
            "number": agreement.number,
            "enters_on": max(agreement.enters_on or today, today),
            "signatories": [_signatory(party) for party in agreement.parties],
        }
    elif action is Action.ENTER_INTO_FORCE:
        known["on"] = agreement.enters_on or agreement.signed_on or today
    elif action is Action.GIVE_NOTICE:
        known = {"notice_on": today}
    elif action is Action.PROLONG and agreement.ends_on is not None:
        known["from_on"] = agreement.ends_on + ONE_DAY
        if agreement.renewal_months:
            known["until"] = months_later(agreement.ends_on, agreement.renewal_months)
    asked = {ask.name for ask in ASKS[action]}
    return {name: value for name, value in known.items() if name in asked}


def _signatory(party: Any) -> dict[str, Any]:
    return {"party_id": party.id, "name": party.signatory, "post": party.post, "ground": party.ground}
