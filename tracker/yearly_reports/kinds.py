"""Where a yearly report stands."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Status(StrEnum):
    """`corrected`: it was sent, and a later edition was sent since."""

    DRAFT = "draft"
    SENT = "sent"
    CORRECTED = "corrected"


class Due(StrEnum):
    """How a year's report stands for those who wait for it. Computed."""

    MISSING = "missing"
    DRAFTED = "drafted"
    IN_TIME = "in_time"
    LATE = "late"
    NOT_YET = "not_yet"


STATUS_LABELS = {
    Status.DRAFT: N_("Draft"),
    Status.SENT: N_("Sent"),
    Status.CORRECTED: N_("Sent, corrected since"),
}
DUE_LABELS = {
    Due.MISSING: N_("missing"),
    Due.DRAFTED: N_("being drafted"),
    Due.IN_TIME: N_("sent in time"),
    Due.LATE: N_("sent late"),
    Due.NOT_YET: N_("not due yet"),
}
STATUS_GLYPHS = {Status.DRAFT: "draft", Status.SENT: "in_force", Status.CORRECTED: "superseded"}
DUE_GLYPHS = {
    Due.MISSING: "expired",
    Due.DRAFTED: "draft",
    Due.IN_TIME: "in_force",
    Due.LATE: "suspended",
    Due.NOT_YET: "draft",
}
OF_ITSELF = ("activity", "results", "problems", "proposals", "plan")
OF_A_PARTNER = ("results", "problems", "plan")
TEXT_LABELS = {
    "activity": N_("Activity in the year"),
    "results": N_("Results"),
    "problems": N_("Problems"),
    "proposals": N_("Proposals"),
    "plan": N_("Plan for the next year"),
}
