"""What the form of a step is opened with: today, what is known already, and the next term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.agreements import queries
from tracker.agreements.asks import ASKS
from tracker.agreements.kinds import ABOUT_APPROVALS, Action
from tracker.agreements.terms import ONE_DAY, months_later
from tracker.regulations import queries as regulations
from tracker.regulations import rules as regulation_rules
from tracker.web import formats

if TYPE_CHECKING:
    from datetime import date

    from tracker.agreements.models import Agreement


def prefill(agreement: Agreement, action: Action, today: date, approval: str = "") -> dict[str, Any]:
    """Values by the names of the questions. `approval`: the one that was asked about, if any."""
    known: dict[str, Any] = {"on": today}
    if action in ABOUT_APPROVALS:
        return {**known, "approval": approval}
    if action is Action.SIGN:
        known |= {
            "place": agreement.municipality.name_in(formats.language()),
            "number": agreement.number or _next_number(today),
            "languages": agreement.languages,
            "enters_on": max(agreement.enters_on or today, today),
            "signatories": [_signatory(party) for party in agreement.parties],
        }
    elif action is Action.PUBLISH:
        known["place"] = regulations.regulation(on=today).publication_place
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


def _next_number(today: date) -> str:
    """The number that follows in the register of the year, by the municipality's pattern."""
    pattern = regulations.regulation(on=today).number_pattern
    return regulation_rules.next_number(pattern, queries.numbers(), today.year) if pattern else ""


def _signatory(party: Any) -> dict[str, Any]:
    return {"party_id": party.id, "name": party.signatory, "post": party.post, "ground": party.ground}
