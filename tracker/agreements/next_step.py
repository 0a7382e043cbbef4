"""What is to be done next with an agreement, for the person who looks at it: the loudest thing of its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.agreements import guards, standing, wording
from tracker.agreements.kinds import LIVING, VISAS, Action, Renewal, Status
from tracker.regulations.kinds import ApprovalKind
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement, StatusChange

WARN = "warn"


@dataclass(frozen=True)
class NextStep:
    """`actions`: those of the offered steps that belong to it, the primary one first."""

    text: str
    when: str = ""
    kind: str = ""
    actions: Sequence[Action] = field(default=())


@dataclass(frozen=True)
class Look:
    """An agreement as one person looks at it on one day."""

    agreement: Agreement
    status: Status
    offered: Sequence[Action]
    user: User
    today: date
    changes: Sequence[StatusChange]

    @property
    def is_inside(self) -> bool:
        """The region is not told of the visas of the house."""
        return self.user.municipality_id is not None

    def can(self, *actions: Action) -> list[Action]:
        return [action for action in actions if action in self.offered]


def next_step(look: Look) -> NextStep | None:
    """What is to be done, or None when nothing is."""
    if look.agreement.archived_at is not None:
        return None
    if look.status in LIVING:
        return _of_term(look)
    told = _BY_STATUS.get(look.status)
    return told(look) if told else None


def _draft(look: Look) -> NextStep:
    lacking = " ".join(formats.words(text) for _field, text in guards.lacks(look.agreement))
    if lacking:
        return NextStep(_("Complete the draft: %(what)s", what=lacking))
    return NextStep(_("The draft is complete: submit it for review."), actions=look.can(Action.SUBMIT))


def _in_review(look: Look) -> NextStep:
    actions = look.can(Action.APPROVE, Action.RETURN)
    when = _since(look)
    waiting = [kind for kind in VISAS if _is_lacking(look.agreement, kind)]
    if waiting and look.is_inside:
        return _visas(look, sorted(waiting, reverse=True), when)
    if actions:
        return NextStep(_("Read it, then approve it or return it with a reason."), when, actions=actions)
    if look.agreement.submitted_by_id == look.user.id:
        return NextStep(_("You submitted it: a manager decides, and not you."), when)
    return NextStep(_("A manager decides."), when)


def _is_lacking(agreement: Agreement, kind: ApprovalKind) -> bool:
    approval = agreement.approval(kind)
    return (approval is not None and approval.is_open) or (
        agreement.needs(kind) and (approval is None or not approval.is_given)
    )


def _visas(look: Look, waiting: Sequence[ApprovalKind], when: str) -> NextStep:
    """The visas of the house come before the manager's decision."""
    names = ", ".join(wording.approval_label(kind) for kind in waiting)
    late = any(look.agreement.days_late(kind, look.today) > 0 for kind in waiting)
    actions = look.can(Action.GIVE_APPROVAL, Action.ASK_APPROVAL, Action.REFUSE_APPROVAL, Action.RETURN)
    return NextStep(_("An approval is still missing: %(who)s.", who=names), when, WARN if late else "", actions)


def _returned(look: Look) -> NextStep:
    reasons = [change.reason for change in look.changes if change.to_status is Status.RETURNED and change.reason]
    text = _("Mend it: %(reason)s", reason=reasons[-1]) if reasons else _("Mend it.")
    return NextStep(text, _since(look), WARN, look.can(Action.REOPEN))


def _approved(look: Look) -> NextStep:
    if guards.needs_consent(look.agreement):
        return NextStep(
            _("A foreign party is there: ask the region for its consent."), actions=look.can(Action.SEND_TO_REGION)
        )
    return _council(look) or NextStep(_("It may be signed."), actions=look.can(Action.SIGN))


def _council(look: Look) -> NextStep | None:
    """The council's decision, where it is needed or was asked for."""
    if not _is_lacking(look.agreement, ApprovalKind.COUNCIL):
        return None
    if look.agreement.approval(ApprovalKind.COUNCIL) is None:
        return NextStep(_("Ask the city council for its decision."), actions=look.can(Action.ASK_APPROVAL))
    late = look.agreement.days_late(ApprovalKind.COUNCIL, look.today)
    actions = look.can(Action.GIVE_APPROVAL, Action.REFUSE_APPROVAL)
    return NextStep(_("The city council decides; record what it says."), "", WARN if late > 0 else "", actions)


def _at_region(look: Look) -> NextStep:
    actions = look.can(Action.RECORD_CONSENT, Action.RECORD_REFUSAL)
    asked = look.agreement.approval(ApprovalKind.REGION)
    if asked is None:
        return NextStep(_("The region answers; record what it says."), actions=actions)
    late = asked.days_late(look.today)
    if late > 0:
        when = ngettext("%(num)d day overdue", "%(num)d days overdue", late)
    else:
        waiting = (look.today - asked.asked_on).days
        when = ngettext("sent %(num)d day ago", "sent %(num)d days ago", waiting)
        if asked.due_on is not None:
            when = f"{when}, {wording.days_left(asked.due_on, look.today)}"
    return NextStep(_("The region answers; record what it says."), when, WARN if late > 0 else "", actions)


def _consented(look: Look) -> NextStep:
    council = _council(look)
    if council is not None:
        return council
    consent = look.agreement.approval(ApprovalKind.REGION)
    until = consent.valid_until if consent is not None else None
    when = wording.days_left(until, look.today) if until and until >= look.today else ""
    kind = WARN if until and until < look.today else ""
    return NextStep(_("The region consents: it may be signed."), when, kind, look.can(Action.SIGN))


def _signed(look: Look) -> NextStep:
    enters = look.agreement.enters_on
    if enters is not None and enters > look.today:
        text = _("It enters into force by itself on %(day)s.", day=formats.long_day(enters))
        return NextStep(text, actions=look.can(Action.PUBLISH))
    return NextStep(_("Record since when it is in force."), actions=look.can(Action.ENTER_INTO_FORCE))


def _expired(look: Look) -> NextStep:
    return NextStep(
        _("Its term is over. Only a dated document that covers the gap prolongs it, else make a new agreement."),
        kind=WARN,
        actions=look.can(Action.PROLONG),
    )


def _of_term(look: Look) -> NextStep | None:
    agreement, today = look.agreement, look.today
    last, ends = agreement.last_day_to_act, agreement.ends_on
    if standing.renewal_to_decide(agreement, today) and last is not None:
        until = formats.long_day(standing.next_end(agreement, today))
        deciding = look.can(Action.KEEP_RENEWAL, Action.OBJECT)
        whose = _("Decide whether to prolong.") if deciding else _("A manager decides whether to prolong.")
        by_itself = _(
            "If nobody objects by %(last)s, it is prolonged by itself until %(until)s.",
            last=formats.long_day(last),
            until=until,
        )
        return NextStep(f"{whose} {by_itself}", wording.days_left(last, today), WARN, deciding)
    if (publication := _publication(look)) is not None:
        return publication
    if look.status is Status.SUSPENDED:
        return NextStep(_("It is suspended: resume it, or end it."), _since(look), actions=look.can(Action.RESUME))
    if ends is None or agreement.renews or agreement.notice_given_on is not None or ends > today + standing.SOON:
        return None
    if agreement.renewal is Renewal.ON_WRITTEN_WISH and last is not None and today <= last:
        return NextStep(
            _("Decide whether to prolong: it is done only on a written wish."),
            wording.days_left(last, today),
            WARN,
            look.can(Action.PROLONG),
        )
    return NextStep(
        _("Its term comes to an end: prolong it by a document, or let it lapse."),
        wording.days_left(ends, today),
        WARN,
        look.can(Action.PROLONG, Action.SUPERSEDE),
    )


def _publication(look: Look) -> NextStep | None:
    """What is signed is published within the term that the rules give: the step after the signing, from its day on."""
    due = look.agreement.publication_due_on
    if due is None or look.agreement.published_on is not None:
        return None
    overdue = (look.today - due).days
    late = ngettext("%(num)d day overdue", "%(num)d days overdue", overdue)
    when = late if overdue > 0 else wording.days_left(due, look.today)
    text = _("Publish it, and record where and when.")
    return NextStep(text, when, WARN if overdue > 0 else "", look.can(Action.PUBLISH))


def _since(look: Look) -> str:
    return _("since %(day)s", day=formats.long_day(look.agreement.status_since))


_BY_STATUS: dict[Status, Callable[[Look], NextStep]] = {
    Status.DRAFT: _draft,
    Status.IN_REVIEW: _in_review,
    Status.RETURNED: _returned,
    Status.APPROVED: _approved,
    Status.AT_REGION: _at_region,
    Status.CONSENTED: _consented,
    Status.SIGNED: _signed,
    Status.EXPIRED: _expired,
}
