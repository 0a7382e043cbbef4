"""What not to promise at the meeting: what somebody else still has to agree to, what is late, what was ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.agreements import wording as agreement_wording
from tracker.agreements.kinds import Status
from tracker.dossier.rules import shortened
from tracker.interests.kinds import Direction
from tracker.interests.kinds import State as Interest
from tracker.kernel.text import N_
from tracker.negotiations.models import OUTCOME_LABELS, Outcome
from tracker.obligations.kinds import Side
from tracker.regulations.kinds import ApprovalKind
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.agreements.models import Agreement
    from tracker.dossier.queries import Known

REMEMBERED = timedelta(days=2 * 365)
TITLE = 90
WHOSE = {
    ApprovalKind.LEGAL: N_("the legal department"),
    ApprovalKind.FINANCE: N_("the finance department"),
    ApprovalKind.REGION: N_("the region"),
    ApprovalKind.COUNCIL: N_("the city council"),
}
ENDED_FOR_NOW = frozenset(Outcome) - {Outcome.AGREEMENT, Outcome.MERGED}


def lines(known: Known, most: int) -> list[str]:
    """What is nearest to a slip of the tongue first: days of signing, terms, late promises, what was refused."""
    told = [*_preparing(known), *_suspended(known), *_late(known), *_wished(known), *_ended(known)]
    return [shortened(line, most) for line in told]


def _preparing(known: Known) -> Iterator[str]:
    for agreement in known.preparing:
        title = shortened(agreement.title, TITLE)
        missing = [_whose(agreement, kind) for kind in WHOSE if agreement.needs(kind) and not _given(agreement, kind)]
        if missing:
            yield _("A day of signing “%(title)s”: no consent yet of %(whose)s.", title=title, whose=", ".join(missing))
        if agreement.status in (Status.DRAFT, Status.IN_REVIEW, Status.RETURNED):
            status = agreement_wording.status_label(agreement.status).lower()
            yield _("The terms of “%(title)s”: its text is not settled here (%(status)s).", title=title, status=status)
    if known.talks and not known.preparing and known.consent_days and known.is_abroad:
        yield _(
            "A day of signing: the region has to consent first, and has up to %(days)s days for it.",
            days=known.consent_days,
        )


def _given(agreement: Agreement, kind: ApprovalKind) -> bool:
    approval = agreement.approval(kind)
    return approval is not None and approval.is_given


def _whose(agreement: Agreement, kind: ApprovalKind) -> str:
    approval = agreement.approval(kind)
    name = formats.words(WHOSE[kind])
    if approval is None or approval.answered_on is not None or approval.due_on is None:
        return name
    return _("%(whose)s (asked, answer by %(day)s)", whose=name, day=formats.day(approval.due_on))


def _suspended(known: Known) -> Iterator[str]:
    for row in known.in_force:
        if row.status is Status.SUSPENDED:
            yield _("Anything under “%(title)s”: it is suspended.", title=shortened(row.title, TITLE))


def _late(known: Known) -> Iterator[str]:
    for row in known.promises:
        if row.side is not Side.THEIRS and row.obliges and row.due_on is not None and row.due_on < known.today:
            yield _(
                "A new day for “%(what)s”: it was promised for %(day)s and is not done.",
                what=shortened(row.text, TITLE),
                day=formats.day(row.due_on),
            )


def _wished(known: Known) -> Iterator[str]:
    for row in known.interests:
        if row.direction is Direction.THEIRS and row.state is Interest.OPEN:
            yield _("“%(what)s”: nobody here has taken it on yet.", what=shortened(row.what, TITLE))


def _ended(known: Known) -> Iterator[str]:
    for row in known.ended:
        if row.outcome in ENDED_FOR_NOW and row.outcome_on >= known.today - REMEMBERED:
            yield _(
                "“%(subject)s”: the talks are over (%(how)s, %(day)s).",
                subject=shortened(row.subject, TITLE),
                how=formats.words(OUTCOME_LABELS[row.outcome]).lower(),
                day=formats.day(row.outcome_on),
            )
