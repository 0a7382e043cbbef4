"""What each step writes on the agreement, once the rules allow it. Called by `actions` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.agreements import approvals
from tracker.agreements.kinds import VISAS, Action, ApprovalAnswer, Renewal, RenewalDecision
from tracker.agreements.terms import ONE_DAY
from tracker.kernel import clock
from tracker.regulations import rules as regulation_rules
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.agreements.guards import Step

    Effect = Callable[[Step], None]


def _nothing(_step: Step) -> None:
    """The status alone changes."""


def _submit(step: Step) -> None:
    """The visas of the house are asked for with the submission."""
    step.agreement.submitted_by_id = step.by.id if step.by else None
    step.agreement.submitted_at = clock.now()
    for kind in ApprovalKind:
        if kind in VISAS and step.agreement.needs(kind):
            approvals.ask(step, kind)


def _approve(step: Step) -> None:
    step.agreement.approved_by_id = step.by.id if step.by else None
    step.agreement.approved_at = clock.now()


def _return(step: Step) -> None:
    """The approval falls, and with it what others were asked: the text will be another one."""
    agreement = step.agreement
    agreement.approved_by_id = agreement.approved_at = None
    approvals.withdraw_open(step.agreement, step.on)


def _reopen(step: Step) -> None:
    agreement = step.agreement
    agreement.submitted_by_id = agreement.submitted_at = None
    agreement.approved_by_id = agreement.approved_at = None
    approvals.put_aside(agreement)


def _send_to_region(step: Step) -> None:
    approvals.ask(step, ApprovalKind.REGION, step.answers.enclosures)


def _record_consent(step: Step) -> None:
    approvals.answer(step, ApprovalKind.REGION, ApprovalAnswer.GIVEN)


def _record_refusal(step: Step) -> None:
    approvals.answer(step, ApprovalKind.REGION, ApprovalAnswer.REFUSED)
    _return(step)


def _ask_approval(step: Step) -> None:
    if step.answers.approval is not None:
        approvals.ask(step, step.answers.approval)


def _give_approval(step: Step) -> None:
    if step.answers.approval is not None:
        approvals.answer(step, step.answers.approval, ApprovalAnswer.GIVEN)


def _refuse_approval(step: Step) -> None:
    if step.answers.approval is not None:
        approvals.answer(step, step.answers.approval, ApprovalAnswer.REFUSED)
    _return(step)


def _cancel(step: Step) -> None:
    approvals.withdraw_open(step.agreement, step.on)


def _sign(step: Step) -> None:
    agreement, answers = step.agreement, step.answers
    agreement.signed_on = step.on
    agreement.signed_at_place = answers.place
    agreement.number = answers.number or agreement.number
    agreement.languages = answers.languages or agreement.languages
    if step.regulation is not None and agreement.has_foreign_party:
        agreement.publication_due_on = regulation_rules.publication_due_on(step.regulation, step.on)
    if answers.enters_on is not None:
        agreement.enters_on = answers.enters_on
    elif agreement.enters_on is not None:
        agreement.enters_on = max(agreement.enters_on, step.on)
    for party in agreement.parties:
        if (given := answers.signatories.get(party.id)) is not None and given.name:
            party.signatory = given.name
            party.post = given.post or party.post
            party.ground = given.ground or party.ground
        party.signed_on = party.signed_on or step.on


def _enter(step: Step) -> None:
    step.agreement.enters_on = step.on


def _publish(step: Step) -> None:
    agreement, answers = step.agreement, step.answers
    agreement.published_on = step.on
    agreement.published_in = f"{answers.place}, № {answers.number}" if answers.number else answers.place
    agreement.published_url = answers.url or None


def _terminate(step: Step) -> None:
    agreement = step.agreement
    agreement.terminated_on = step.on
    agreement.notice_given_on = step.answers.notice_on or agreement.notice_given_on
    agreement.termination_reason = step.answers.reason or agreement.termination_reason


def _give_notice(step: Step) -> None:
    """The last day is the one before the notice takes effect; the calendar terminates it then."""
    agreement = step.agreement
    agreement.notice_given_on = step.answers.notice_on
    agreement.end_before_notice = agreement.ends_on
    agreement.ends_on = step.on - ONE_DAY
    agreement.termination_reason = step.answers.reason


def _withdraw_notice(step: Step) -> None:
    agreement = step.agreement
    agreement.ends_on = agreement.end_before_notice
    agreement.notice_given_on = agreement.end_before_notice = agreement.termination_reason = None


def _supersede(step: Step) -> None:
    if step.answers.replacement is not None:
        step.agreement.superseded_by_id = step.answers.replacement.id


def _prolong(step: Step) -> None:
    """The new term begins anew: a decision about the end of the old one falls."""
    step.agreement.ends_on = step.answers.until
    step.agreement.renewal_decision = None


def _keep_renewal(step: Step) -> None:
    step.agreement.renewal_decision = RenewalDecision.KEEP


def _object(step: Step) -> None:
    step.agreement.renewal_decision = RenewalDecision.OBJECT


def _amend(step: Step) -> None:
    """The term becomes the one that the other paper gives; what was decided about the old end falls."""
    agreement, paper = step.agreement, step.answers.replacement
    if paper is None:
        return
    agreement.indefinite, agreement.ends_on = paper.new_indefinite, paper.new_ends_on
    agreement.renewal_decision = None
    if agreement.indefinite:
        agreement.renewal, agreement.renewal_months = Renewal.NONE, None
    paper.amended_on = step.on


EFFECTS: dict[Action, Effect] = {
    Action.SUBMIT: _submit,
    Action.APPROVE: _approve,
    Action.RETURN: _return,
    Action.REOPEN: _reopen,
    Action.SEND_TO_REGION: _send_to_region,
    Action.RECORD_CONSENT: _record_consent,
    Action.RECORD_REFUSAL: _record_refusal,
    Action.ASK_APPROVAL: _ask_approval,
    Action.GIVE_APPROVAL: _give_approval,
    Action.REFUSE_APPROVAL: _refuse_approval,
    Action.SIGN: _sign,
    Action.ENTER_INTO_FORCE: _enter,
    Action.PUBLISH: _publish,
    Action.SUSPEND: _nothing,
    Action.RESUME: _nothing,
    Action.TERMINATE: _terminate,
    Action.GIVE_NOTICE: _give_notice,
    Action.WITHDRAW_NOTICE: _withdraw_notice,
    Action.SUPERSEDE: _supersede,
    Action.CANCEL: _cancel,
    Action.PROLONG: _prolong,
    Action.KEEP_RENEWAL: _keep_renewal,
    Action.OBJECT: _object,
    Action.RENEW: _prolong,
    Action.AMEND: _amend,
    Action.LAPSE: _nothing,
}
