"""The closed lists as choices in the user's language, and the words of the steps' questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from tracker.agreements import approvals
from tracker.agreements.kinds import (
    KIND_LABELS,
    NOTICE_UNIT_LABELS,
    RENEWAL_LABELS,
    STATUS_LABELS,
    Action,
)
from tracker.regulations.kinds import APPROVAL_LABELS
from tracker.web.formats import words

if TYPE_CHECKING:
    from tracker.agreements.models import Agreement


def kinds() -> list[tuple[str, str]]:
    return [(kind.value, words(label)) for kind, label in KIND_LABELS.items()]


def renewals() -> list[tuple[str, str]]:
    return [(renewal.value, words(label)) for renewal, label in RENEWAL_LABELS.items()]


def notice_units() -> list[tuple[str, str]]:
    return [(unit.value, words(label)) for unit, label in NOTICE_UNIT_LABELS.items()]


def statuses() -> list[tuple[str, str]]:
    return [(status.value, words(label)) for status, label in STATUS_LABELS.items()]


def approvals_of(action: Action, agreement: Agreement) -> list[tuple[str, str]]:
    """Those that a step can be about now."""
    asked = action is Action.ASK_APPROVAL
    found = approvals.can_be_asked(agreement, agreement.status) if asked else approvals.waiting(agreement)
    return [(kind.value, words(APPROVAL_LABELS[kind])) for kind in found]


_ENCLOSED = {"files": _l("What is enclosed, as files")}
_ANSWER = {"files": _l("The answer as a file")}
_LETTER = {"on": _l("Date of the letter"), "number": _l("Number of the letter")}

ASK_LABELS = {
    Action.SUBMIT: {"reason": _l("Note for the reviewer")},
    Action.APPROVE: {"reason": _l("Note")},
    Action.RETURN: {"reason": _l("What to mend")},
    Action.SEND_TO_REGION: {**_LETTER, **_ENCLOSED},
    Action.RECORD_CONSENT: {**_LETTER, **_ANSWER, "until": _l("The consent is valid until")},
    Action.RECORD_REFUSAL: {**_LETTER, **_ANSWER, "reason": _l("Reasons of the refusal")},
    Action.ASK_APPROVAL: {
        **_ENCLOSED,
        "on": _l("Asked on"),
        "number": _l("Number of the letter"),
        "approval": _l("Whom"),
    },
    Action.GIVE_APPROVAL: {
        **_ANSWER,
        "on": _l("Date of the answer"),
        "number": _l("Number of the answer"),
        "until": _l("It is valid until"),
        "approval": _l("Who answers"),
    },
    Action.REFUSE_APPROVAL: {
        **_ANSWER,
        "on": _l("Date of the answer"),
        "number": _l("Number of the answer"),
        "reason": _l("Reasons of the refusal"),
        "approval": _l("Who answers"),
    },
    Action.PUBLISH: {
        "on": _l("Published on"),
        "place": _l("Where it is published"),
        "number": _l("Issue or number"),
        "files": _l("The publication as a file"),
    },
    Action.SIGN: {
        "on": _l("Signed on"),
        "place": _l("Place of signing"),
        "number": _l("Number in the register"),
        "files": _l("Signed original, scanned"),
    },
    Action.ENTER_INTO_FORCE: {"on": _l("In force since")},
    Action.SUSPEND: {**_LETTER, "on": _l("Suspended since"), "by_party_id": _l("Party that suspends")},
    Action.RESUME: {**_LETTER, "on": _l("In force again since"), "reason": _l("Note")},
    Action.TERMINATE: {"on": _l("Terminated on"), "number": _l("Number of the notice")},
    Action.GIVE_NOTICE: {"on": _l("It takes effect on"), "number": _l("Number of the notice")},
    Action.WITHDRAW_NOTICE: {**_LETTER, "reason": _l("Note")},
    Action.SUPERSEDE: {"on": _l("Replaced on"), "reason": _l("Note")},
    Action.PROLONG: {
        "on": _l("Date of the document"),
        "number": _l("Number of the document"),
        "until": _l("New last day"),
    },
    Action.KEEP_RENEWAL: {"reason": _l("Note")},
    Action.OBJECT: {**_LETTER, "reason": _l("Note")},
}
