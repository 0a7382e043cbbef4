"""The life of an agreement: one graph of what may be done from where, by whom, and on what grounds.

Pure decisions: no session, no request. A guard raises RuleBroken and changes nothing. The graph is the status
table of the domain notes; what an action asks for stands in `asks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.agreements import approvals, guards
from tracker.agreements.asks import ASKS, Answers
from tracker.agreements.guards import Step
from tracker.agreements.kinds import BY_ITSELF, EDITABLE, TO_ANOTHER, Action, Renewal, Status
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_
from tracker.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement

    Guard = Callable[[Step], None]


@dataclass(frozen=True)
class Transition:
    """Where an action leads. `needs` None: only the calendar does it.

    `opens`: may it be done at all, as things stand; `checks`: are the answers right. `by_drop`: it is the step that
    a card takes when it is moved there on the board.
    """

    to: Status
    needs: Permission | None
    opens: Guard = guards.nothing
    checks: Guard = guards.nothing
    by_drop: bool = True


S, A = Status, Action
_SUBMIT, _EDIT = Permission.AGREEMENTS_SUBMIT, Permission.AGREEMENTS_EDIT
_APPROVE, _DECIDE = Permission.AGREEMENTS_APPROVE, Permission.AGREEMENTS_DECIDE

_SIGN = Transition(S.SIGNED, _DECIDE, guards.may_be_signed, guards.signing)
_TERMINATE = Transition(S.TERMINATED, _DECIDE, guards.nothing, guards.termination)
_SUPERSEDE = Transition(S.SUPERSEDED, _DECIDE, guards.nothing, guards.replacement)
_CANCEL = Transition(S.CANCELLED, _DECIDE)
_LAPSE = Transition(S.EXPIRED, None, guards.is_over)

GRAPH: dict[tuple[Status, Action], Transition] = {
    (S.DRAFT, A.SUBMIT): Transition(S.IN_REVIEW, _SUBMIT, guards.is_complete),
    (S.IN_REVIEW, A.APPROVE): Transition(S.APPROVED, _APPROVE, guards.may_be_approved),
    (S.IN_REVIEW, A.RETURN): Transition(S.RETURNED, _APPROVE, guards.four_eyes),
    (S.RETURNED, A.REOPEN): Transition(S.DRAFT, _EDIT),
    (S.APPROVED, A.SEND_TO_REGION): Transition(S.AT_REGION, _DECIDE, guards.region_is_asked, guards.application),
    (S.AT_REGION, A.RECORD_CONSENT): Transition(S.CONSENTED, _DECIDE, guards.nothing, guards.consent),
    (S.AT_REGION, A.RECORD_REFUSAL): Transition(S.RETURNED, _DECIDE, guards.nothing, guards.answer_of_region),
    (S.APPROVED, A.SIGN): _SIGN,
    (S.CONSENTED, A.SIGN): _SIGN,
    (S.SIGNED, A.ENTER_INTO_FORCE): Transition(S.IN_FORCE, _DECIDE, guards.has_term, guards.entry),
    (S.IN_FORCE, A.SUSPEND): Transition(S.SUSPENDED, _DECIDE, guards.nothing, guards.suspension),
    (S.SUSPENDED, A.RESUME): Transition(S.IN_FORCE, _DECIDE, guards.nothing, guards.resumption),
    (S.IN_FORCE, A.LAPSE): _LAPSE,
    (S.SUSPENDED, A.LAPSE): _LAPSE,
    (S.IN_FORCE, A.TERMINATE): _TERMINATE,
    (S.SUSPENDED, A.TERMINATE): _TERMINATE,
    (S.IN_FORCE, A.SUPERSEDE): _SUPERSEDE,
    (S.SUSPENDED, A.SUPERSEDE): _SUPERSEDE,
    (S.DRAFT, A.CANCEL): _CANCEL,
    (S.IN_REVIEW, A.CANCEL): _CANCEL,
    (S.RETURNED, A.CANCEL): _CANCEL,
    (S.APPROVED, A.CANCEL): _CANCEL,
    (S.AT_REGION, A.CANCEL): _CANCEL,
    (S.CONSENTED, A.CANCEL): _CANCEL,
    (S.EXPIRED, A.PROLONG): Transition(S.IN_FORCE, _DECIDE, guards.has_end, guards.prolongation),
}
for _status in (S.IN_REVIEW, S.APPROVED, S.AT_REGION, S.CONSENTED):
    GRAPH[_status, A.ASK_APPROVAL] = Transition(_status, _SUBMIT, approvals.something_to_ask, approvals.asking)
    GRAPH[_status, A.GIVE_APPROVAL] = Transition(_status, _APPROVE, approvals.something_open, approvals.giving)
    GRAPH[_status, A.REFUSE_APPROVAL] = Transition(
        S.RETURNED, _APPROVE, approvals.something_open, approvals.answering, by_drop=False
    )
for _status in (S.SIGNED, S.IN_FORCE, S.SUSPENDED, S.EXPIRED):
    GRAPH[_status, A.PUBLISH] = Transition(_status, _DECIDE, guards.unpublished, guards.publication)
for _status in (S.IN_FORCE, S.SUSPENDED, S.EXPIRED):
    _amended = S.IN_FORCE if _status is S.EXPIRED else _status
    GRAPH[_status, A.AMEND] = Transition(_amended, None, guards.no_notice_yet, guards.amendment)
for _status in (S.IN_FORCE, S.SUSPENDED):
    # steps within a status: the term changes, the status does not
    GRAPH[_status, A.PROLONG] = Transition(_status, _DECIDE, guards.has_end, guards.prolongation)
    GRAPH[_status, A.GIVE_NOTICE] = Transition(_status, _DECIDE, guards.no_notice_yet, guards.notice)
    GRAPH[_status, A.WITHDRAW_NOTICE] = Transition(_status, _DECIDE, guards.notice_stands, guards.past_day)
    GRAPH[_status, A.KEEP_RENEWAL] = Transition(_status, _DECIDE, guards.undecided_renewal, guards.in_time)
    GRAPH[_status, A.OBJECT] = Transition(_status, _DECIDE, guards.renewing, guards.objection)
    GRAPH[_status, A.RENEW] = Transition(_status, None, guards.renewal_is_due)

ACTION_LABELS = {
    A.SUBMIT: N_("Submit for review"),
    A.APPROVE: N_("Approve"),
    A.RETURN: N_("Return"),
    A.REOPEN: N_("Back to drafting"),
    A.SEND_TO_REGION: N_("Send to the region"),
    A.RECORD_CONSENT: N_("Record consent"),
    A.RECORD_REFUSAL: N_("Record refusal"),
    A.ASK_APPROVAL: N_("Ask for an approval"),
    A.GIVE_APPROVAL: N_("Record an approval"),
    A.REFUSE_APPROVAL: N_("Record a refusal"),
    A.SIGN: N_("Record signing"),
    A.ENTER_INTO_FORCE: N_("Put into force"),
    A.PUBLISH: N_("Record publication"),
    A.SUSPEND: N_("Suspend"),
    A.RESUME: N_("Resume"),
    A.TERMINATE: N_("Terminate"),
    A.GIVE_NOTICE: N_("Notice of termination"),
    A.WITHDRAW_NOTICE: N_("Withdraw the notice"),
    A.SUPERSEDE: N_("Replace by another"),
    A.CANCEL: N_("Cancel the draft"),
    A.PROLONG: N_("Prolong"),
    A.KEEP_RENEWAL: N_("Keep the prolongation"),
    A.OBJECT: N_("Object"),
    A.RENEW: N_("Prolonged by itself"),
    A.AMEND: N_("Term changed by another paper"),
    A.LAPSE: N_("Lapsed"),
}


def transition(status: Status, action: Action) -> Transition:
    """The step of the graph. Raises RuleBroken where there is none."""
    found = GRAPH.get((status, action))
    if found is None:
        raise RuleBroken(N_("This cannot be done now: the agreement has another status."))
    return found


def check_step(step: Step, action: Action) -> Transition:
    """May this step be taken, by this person (None: the calendar), today, with these answers?

    Raises RuleBroken, with the name of the answer it is about, or NotAllowed.
    """
    found = check_open(step, action)
    if step.by is not None:
        guards.answered(step, ASKS[action])
    found.checks(step)
    return found


def check_open(step: Step, action: Action) -> Transition:
    """The same before anything is answered: is the step open to this person today?"""
    found = transition(step.agreement.status, action)
    if step.by is not None:
        check_not_archived(step.agreement)
        if found.needs is None or not step.by.may(found.needs):
            raise NotAllowed(N_("You may not do this with an agreement."))
    found.opens(step)
    return found


def offered_actions(agreement: Agreement, status: Status, *, by: User, today: date) -> list[Action]:
    """The steps this person may take from the (effective) status, in the order of the graph."""
    if agreement.archived_at is not None:
        return []
    offered = []
    for (origin, action), found in GRAPH.items():
        if origin is status and found.needs is not None and by.may(found.needs):
            try:
                found.opens(Step(agreement, by, today, Answers()))
            except RuleBroken:
                continue
            offered.append(action)
    return offered


def action_between(old: Status, new: Status) -> Action | None:
    """The step a person takes to bring an agreement from one status to another."""
    for (status, action), found in GRAPH.items():
        if status is old and found.to is new and old is not new and found.needs is not None and found.by_drop:
            return action
    return None


# drafting and the archive


def check_not_archived(agreement: Agreement) -> None:
    if agreement.archived_at is not None:
        raise RuleBroken(N_("The agreement is in the archive. Restore it first."))


def is_editable(agreement: Agreement) -> bool:
    """Drafts, also returned ones, are rewritten as a whole."""
    return agreement.status in EDITABLE


def check_editable(agreement: Agreement) -> None:
    """What is under review, signed or over is not rewritten; it is returned, amended or replaced."""
    check_not_archived(agreement)
    if not is_editable(agreement):
        raise RuleBroken(
            N_("Only a draft is rewritten. What was submitted is returned first; what was signed is amended.")
        )


def check_terms(agreement: Agreement) -> None:
    """The term makes sense: it ends after it begins, and only a fixed term is prolonged."""
    enters, ends = agreement.enters_on, agreement.ends_on
    if agreement.indefinite and ends is not None:
        raise RuleBroken(N_("Either it has a last day, or it has no end."), "ends_on")
    if enters is not None and ends is not None and ends < enters:
        raise RuleBroken(N_("Earlier than the beginning, %(day)s."), "ends_on", day=enters)
    renewal = agreement.renewal or Renewal.NONE
    if agreement.indefinite and renewal is not Renewal.NONE:
        raise RuleBroken(N_("What has no end is not prolonged."), "renewal")
    if (agreement.new_ends_on or agreement.new_indefinite) and agreement.kind not in TO_ANOTHER:
        raise RuleBroken(N_("Only a supplementary agreement or an amending protocol changes a term."), "new_ends_on")
    if agreement.new_indefinite and agreement.new_ends_on is not None:
        raise RuleBroken(N_("Either it has a last day, or it has no end."), "new_ends_on")
    if renewal in BY_ITSELF and not agreement.renewal_months:
        raise RuleBroken(N_("Say for how many months it is prolonged."), "renewal_months")
    check_override(agreement)


def check_override(agreement: Agreement) -> None:
    """Who puts an agreement into the list, or keeps it out, against the rule says why."""
    if agreement.register_override is not None and not agreement.register_reason:
        raise RuleBroken(N_("Say why."), "register_reason")


def may_archive(agreement: Agreement, by: User) -> bool:
    """Managers put away any agreement; who drafts, the own ones that were never signed."""
    if by.may(Permission.AGREEMENTS_ARCHIVE):
        return True
    own = agreement.responsible_id == by.id
    return own and by.may(Permission.ARCHIVE_OWN) and agreement.status in EDITABLE


def check_archive_right(agreement: Agreement, by: User) -> None:
    if not may_archive(agreement, by):
        raise NotAllowed(N_("You may put away only drafts of your own."))


def check_archiving(agreement: Agreement, by: User) -> None:
    check_archive_right(agreement, by)
    if agreement.archived_at is not None:
        raise RuleBroken(N_("The agreement is in the archive already."))
