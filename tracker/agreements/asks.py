"""What each step of an agreement's life asks for, and the answers as the rules take them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.agreements.kinds import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tracker.agreements.models import Agreement
    from tracker.documents.actions import Upload
    from tracker.regulations.kinds import ApprovalKind


@dataclass(frozen=True)
class Signatory:
    """Who signs for a party, in which post, on what ground."""

    name: str
    post: str = ""
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a person says when taking a step. `on`: the day it takes effect (default: today).

    `replacement`: the other paper of the step, which replaces this one or amends it.
    """

    on: date | None = None
    number: str = ""
    reason: str = ""
    place: str = ""
    from_on: date | None = None
    until: date | None = None
    enters_on: date | None = None
    notice_on: date | None = None
    by_party_id: int | None = None
    replacement: Agreement | None = None
    approval: ApprovalKind | None = None
    enclosures: Sequence[str] = ()
    languages: str = ""
    url: str = ""
    signatories: Mapping[int, Signatory] = field(default_factory=dict)
    files: Sequence[Upload] = ()


@dataclass(frozen=True)
class Ask:
    """A question of a step, named as in `Answers`."""

    name: str
    required: bool = True


def _may(name: str) -> Ask:
    return Ask(name, required=False)


ON, NUMBER, REASON, APPROVAL = Ask("on"), Ask("number"), Ask("reason"), Ask("approval")
FILES = _may("files")

ASKS: dict[Action, tuple[Ask, ...]] = {
    Action.SUBMIT: (_may("reason"),),
    Action.APPROVE: (_may("reason"),),
    Action.RETURN: (REASON,),
    Action.REOPEN: (),
    Action.SEND_TO_REGION: (ON, NUMBER, _may("enclosures"), FILES),
    Action.RECORD_CONSENT: (ON, NUMBER, _may("until"), FILES),
    Action.RECORD_REFUSAL: (ON, NUMBER, REASON, FILES),
    Action.ASK_APPROVAL: (APPROVAL, ON, _may("number"), FILES),
    Action.GIVE_APPROVAL: (APPROVAL, ON, _may("number"), _may("until"), FILES),
    Action.REFUSE_APPROVAL: (APPROVAL, ON, _may("number"), REASON, FILES),
    Action.SIGN: (ON, Ask("place"), _may("number"), _may("languages"), _may("enters_on"), _may("signatories"), FILES),
    Action.ENTER_INTO_FORCE: (ON,),
    Action.PUBLISH: (ON, Ask("place"), _may("number"), _may("url"), FILES),
    Action.SUSPEND: (ON, Ask("by_party_id"), NUMBER, REASON),
    Action.RESUME: (ON, _may("number"), _may("reason")),
    Action.TERMINATE: (ON, _may("notice_on"), _may("number"), REASON),
    Action.GIVE_NOTICE: (Ask("notice_on"), ON, _may("number"), REASON),
    Action.WITHDRAW_NOTICE: (ON, _may("number"), _may("reason")),
    Action.SUPERSEDE: (Ask("replacement"), ON, _may("reason")),
    Action.CANCEL: (REASON,),
    Action.PROLONG: (NUMBER, ON, Ask("from_on"), Ask("until")),
    Action.KEEP_RENEWAL: (_may("reason"),),
    Action.OBJECT: (ON, NUMBER, _may("reason")),
    Action.RENEW: (),
    Action.AMEND: (),
    Action.LAPSE: (),
}
