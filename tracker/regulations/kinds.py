"""The closed lists of the slice: how days are counted, whose approval is asked when, what an article is for."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class DayUnit(StrEnum):
    """Calendar days, or those on which the administration works."""

    CALENDAR = "calendar"
    WORKING = "working"


DAY_UNIT_LABELS = {DayUnit.CALENDAR: N_("calendar days"), DayUnit.WORKING: N_("working days")}


class ApprovalKind(StrEnum):
    """Whose approval an agreement may need before it is signed."""

    LEGAL = "legal"
    FINANCE = "finance"
    REGION = "region"
    COUNCIL = "council"


APPROVAL_LABELS = {
    ApprovalKind.LEGAL: N_("Legal department"),
    ApprovalKind.FINANCE: N_("Finance department"),
    ApprovalKind.REGION: N_("Region"),
    ApprovalKind.COUNCIL: N_("City council"),
}


class When(StrEnum):
    """Of which agreements an approval is asked."""

    NEVER = "never"
    FOREIGN = "foreign"
    MONEY = "money"
    ALWAYS = "always"


WHEN_LABELS = {
    When.NEVER: N_("never"),
    When.FOREIGN: N_("with a foreign party"),
    When.MONEY: N_("if it costs money of the budget"),
    When.ALWAYS: N_("always"),
}


class Basis(StrEnum):
    """What a legal basis is the ground of: the code under which papers and pages ask for it."""

    RELATIONS = "relations"
    NOTICE_BEFORE_TALKS = "notice_before_talks"
    CONSENT = "consent"
    COUNCIL = "council"
    PUBLICATION = "publication"
    YEARLY_INFORMATION = "yearly_information"
    YEARLY_LIST = "yearly_list"
    CONSOLIDATED_REPORT = "consolidated_report"
    CROSS_BORDER_TRANSFER = "cross_border_transfer"


BASIS_LABELS = {
    Basis.RELATIONS: N_("International and foreign economic relations"),
    Basis.NOTICE_BEFORE_TALKS: N_("Notice before talks"),
    Basis.CONSENT: N_("Consent to an agreement"),
    Basis.COUNCIL: N_("Decision of the city council"),
    Basis.PUBLICATION: N_("Publication of agreements"),
    Basis.YEARLY_INFORMATION: N_("Yearly information of the head"),
    Basis.YEARLY_LIST: N_("Yearly list of agreements"),
    Basis.CONSOLIDATED_REPORT: N_("Consolidated report of the region"),
    Basis.CROSS_BORDER_TRANSFER: N_("Transfer of personal data abroad"),
}
