"""The closed lists of the slice: what kind of paper, in which status, how it renews, who a party is."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_
from tracker.regulations.kinds import ApprovalKind


class Status(StrEnum):
    """Where an agreement stands. Expiring, overdue and the like are computed, never statuses."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    AT_REGION = "at_region"
    CONSENTED = "consented"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


STATUS_LABELS = {
    Status.DRAFT: N_("Draft"),
    Status.IN_REVIEW: N_("In review"),
    Status.RETURNED: N_("Returned"),
    Status.APPROVED: N_("Approved"),
    Status.AT_REGION: N_("At the region"),
    Status.CONSENTED: N_("Consented by the region"),
    Status.SIGNED: N_("Signed"),
    Status.IN_FORCE: N_("In force"),
    Status.SUSPENDED: N_("Suspended"),
    Status.EXPIRED: N_("Expired"),
    Status.TERMINATED: N_("Terminated"),
    Status.SUPERSEDED: N_("Superseded"),
    Status.CANCELLED: N_("Cancelled"),
}

IN_PREPARATION = frozenset(
    {Status.DRAFT, Status.IN_REVIEW, Status.RETURNED, Status.APPROVED, Status.AT_REGION, Status.CONSENTED}
)
LIVING = frozenset({Status.IN_FORCE, Status.SUSPENDED})
OVER = frozenset({Status.EXPIRED, Status.TERMINATED, Status.SUPERSEDED, Status.CANCELLED})
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})


class Kind(StrEnum):
    COOPERATION = "cooperation"
    RELATIONS = "relations"
    FRIENDSHIP_TREATY = "friendship_treaty"
    FRIENDLY_RELATIONS = "friendly_relations"
    TWINNING = "twinning"
    MEMORANDUM = "memorandum"
    PROTOCOL_OF_INTENT = "protocol_of_intent"
    SUPPLEMENTARY = "supplementary"
    AMENDING_PROTOCOL = "amending_protocol"
    ACTION_PLAN = "action_plan"
    OTHER = "other"


KIND_LABELS = {
    Kind.COOPERATION: N_("Agreement on cooperation"),
    Kind.RELATIONS: N_("Agreement on international and foreign economic relations"),
    Kind.FRIENDSHIP_TREATY: N_("Treaty of friendship and cooperation"),
    Kind.FRIENDLY_RELATIONS: N_("Agreement on friendly relations"),
    Kind.TWINNING: N_("Agreement on twinning"),
    Kind.MEMORANDUM: N_("Memorandum of understanding"),
    Kind.PROTOCOL_OF_INTENT: N_("Protocol of intent"),
    Kind.SUPPLEMENTARY: N_("Supplementary agreement"),
    Kind.AMENDING_PROTOCOL: N_("Amending protocol"),
    Kind.ACTION_PLAN: N_("Action plan"),
    Kind.OTHER: N_("Another document"),
}

TO_ANOTHER = frozenset({Kind.SUPPLEMENTARY, Kind.AMENDING_PROTOCOL})


class ApprovalAnswer(StrEnum):
    """What came of an approval that was asked for."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ANSWER_LABELS = {
    ApprovalAnswer.GIVEN: N_("given"),
    ApprovalAnswer.REFUSED: N_("refused"),
    ApprovalAnswer.WITHDRAWN: N_("withdrawn"),
}

# whose approval is asked for, and answered, in which statuses
VISAS = frozenset({ApprovalKind.LEGAL, ApprovalKind.FINANCE})
ASKED_IN = {
    ApprovalKind.LEGAL: frozenset({Status.IN_REVIEW}),
    ApprovalKind.FINANCE: frozenset({Status.IN_REVIEW}),
    ApprovalKind.REGION: frozenset({Status.APPROVED}),
    ApprovalKind.COUNCIL: frozenset({Status.APPROVED, Status.AT_REGION, Status.CONSENTED}),
}


class Renewal(StrEnum):
    NONE = "none"
    ON_WRITTEN_WISH = "on_written_wish"
    UNLESS_DENOUNCED = "automatic_unless_denounced"
    IF_NOBODY_OBJECTS = "automatic_if_nobody_objects"


RENEWAL_LABELS = {
    Renewal.NONE: N_("Not prolonged"),
    Renewal.ON_WRITTEN_WISH: N_("Only on a written wish"),
    Renewal.UNLESS_DENOUNCED: N_("By itself, unless denounced"),
    Renewal.IF_NOBODY_OBJECTS: N_("By itself, if nobody objects"),
}

BY_ITSELF = frozenset({Renewal.UNLESS_DENOUNCED, Renewal.IF_NOBODY_OBJECTS})


class RenewalDecision(StrEnum):
    """What we decided about the coming prolongation that happens by itself."""

    KEEP = "keep"
    OBJECT = "object"


class NoticeUnit(StrEnum):
    DAYS = "days"
    MONTHS = "months"


NOTICE_UNIT_LABELS = {NoticeUnit.DAYS: N_("days"), NoticeUnit.MONTHS: N_("months")}


class PartyKind(StrEnum):
    MUNICIPALITY = "municipality"
    CITY = "city"
    ORGANISATION = "organisation"
    OTHER = "other"


class Action(StrEnum):
    """What a person, or the calendar, does to an agreement; the last word of the address that does it."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REOPEN = "reopen"
    SEND_TO_REGION = "send-to-region"
    RECORD_CONSENT = "record-consent"
    RECORD_REFUSAL = "record-refusal"
    ASK_APPROVAL = "ask-approval"
    GIVE_APPROVAL = "give-approval"
    REFUSE_APPROVAL = "refuse-approval"
    SIGN = "sign"
    ENTER_INTO_FORCE = "enter-into-force"
    PUBLISH = "publish"
    SUSPEND = "suspend"
    RESUME = "resume"
    TERMINATE = "terminate"
    GIVE_NOTICE = "give-notice"
    WITHDRAW_NOTICE = "withdraw-notice"
    SUPERSEDE = "supersede"
    CANCEL = "cancel"
    PROLONG = "prolong"
    KEEP_RENEWAL = "keep-renewal"
    OBJECT = "object"
    RENEW = "renew"
    AMEND = "amend"
    LAPSE = "lapse"
    TAKE_BACK = "take-step-back"  # no step of the graph: it undoes the last one


ABOUT_APPROVALS = frozenset({Action.ASK_APPROVAL, Action.GIVE_APPROVAL, Action.REFUSE_APPROVAL})
