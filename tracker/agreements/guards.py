"""The conditions of the steps: each raises RuleBroken, named by the answer it is about, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.agreements.kinds import BY_ITSELF, TO_ANOTHER, VISAS, Status
from tracker.agreements.terms import ONE_DAY
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.accounts.models import User
    from tracker.agreements.asks import Answers, Ask
    from tracker.agreements.models import Agreement, Approval
    from tracker.regulations.models import Regulation

FEWEST_PARTIES = 2


@dataclass(frozen=True)
class Step:
    """One step about to be taken: on what, by whom (None: the calendar), when, with which answers, by which rules."""

    agreement: Agreement
    by: User | None
    today: date
    answers: Answers
    regulation: Regulation | None = None

    @property
    def on(self) -> date:
        return self.answers.on or self.today


def nothing(_step: Step) -> None:
    """No condition beside the status and the permission."""


def answered(step: Step, asks: tuple[Ask, ...]) -> None:
    for ask in asks:
        if ask.required and not getattr(step.answers, ask.name):
            raise RuleBroken(N_("Fill this in."), ask.name)


# what an agreement is


def needs_consent(agreement: Agreement) -> bool:
    """The region consents where the rules of the municipality ask for it: usually where a foreign party is there."""
    return agreement.needs(ApprovalKind.REGION)


MISSING = {
    ApprovalKind.LEGAL: N_("First the legal department gives its approval."),
    ApprovalKind.FINANCE: N_("First the finance department gives its approval."),
    ApprovalKind.REGION: N_("There is a foreign party: first the region consents."),
    ApprovalKind.COUNCIL: N_("First the city council decides."),
}
OPEN = {
    ApprovalKind.LEGAL: N_("The legal department has not answered yet."),
    ApprovalKind.FINANCE: N_("The finance department has not answered yet."),
    ApprovalKind.REGION: N_("The region has not answered yet."),
    ApprovalKind.COUNCIL: N_("The city council has not decided yet."),
}


def check_approved_by(agreement: Agreement, kinds: Iterable[ApprovalKind]) -> None:
    """Everything that is needed of these was given, and nothing that was asked for waits for an answer."""
    for kind in kinds:
        approval = agreement.approval(kind)
        if approval is not None and approval.is_open:
            raise RuleBroken(OPEN[kind])
        if agreement.needs(kind) and (approval is None or not approval.is_given):
            raise RuleBroken(MISSING[kind])


def lacks(agreement: Agreement) -> list[tuple[str, str]]:
    """What stands in the way of submitting: (field, message)."""
    found = []
    if len(agreement.parties) < FEWEST_PARTIES:
        found.append(("parties", N_("Name at least two parties.")))
    if not (agreement.subject or "").strip():
        found.append(("subject", N_("Say what it is about.")))
    if not agreement.has_term:
        found.append(("ends_on", N_("Say until when it is valid, or that it has no end.")))
    if agreement.kind in TO_ANOTHER and agreement.parent_id is None:
        found.append(("parent_id", N_("Choose the agreement that it supplements or amends.")))
    return found


def unsigned_parties(agreement: Agreement) -> list[int]:
    """Numbers of the parties without a signatory."""
    return [party.position for party in agreement.parties if not party.signatory]


# before signing


def is_complete(step: Step) -> None:
    """Only a complete draft is submitted: two parties, a subject, a term."""
    for field, message in lacks(step.agreement):
        raise RuleBroken(message, field)


def four_eyes(step: Step) -> None:
    """Who submitted an agreement does not decide on it, unless the municipality switched this off."""
    agreement = step.agreement
    if step.by is not None and agreement.municipality.four_eyes and agreement.submitted_by_id == step.by.id:
        raise RuleBroken(N_("Who submitted an agreement does not approve or return it: another manager does."))


def may_be_approved(step: Step) -> None:
    """Approved by a second pair of eyes, after the visas of the house."""
    four_eyes(step)
    check_approved_by(step.agreement, sorted(VISAS, reverse=True))


def region_is_asked(step: Step) -> None:
    """Only an agreement with a foreign party goes to the region."""
    if not needs_consent(step.agreement):
        raise RuleBroken(N_("The consent of the region is not needed here."))


def past_day(step: Step) -> None:
    if step.on > step.today:
        raise RuleBroken(N_("This day has not come yet."), "on")


def application(step: Step) -> None:
    """What the region wants enclosed is enclosed."""
    past_day(step)
    if step.regulation is None:
        return
    missing = [paper for paper in step.regulation.enclosures_in("ru") if paper not in step.answers.enclosures]
    if missing:
        raise RuleBroken(N_("The region wants this enclosed too: %(what)s."), "enclosures", what="; ".join(missing))


def answer_of_region(step: Step) -> None:
    past_day(step)
    asked = step.agreement.approval(ApprovalKind.REGION)
    if asked is not None and step.on < asked.asked_on:
        raise RuleBroken(N_("Earlier than the request of %(day)s."), "on", day=asked.asked_on)


def consent(step: Step) -> None:
    answer_of_region(step)
    until = step.answers.until
    if until is not None and until < step.on:
        raise RuleBroken(N_("The consent cannot end before it was given."), "until")


def may_be_signed(step: Step) -> None:
    """Signed is what has all its approvals; the short path is for agreements that need none of the region."""
    check_approved_by(step.agreement, ApprovalKind)
    has_term(step)


def signing(step: Step) -> None:
    """Signing: not in the future, not before the approvals, within their term, with a signatory for every party."""
    past_day(step)
    agreement, on = step.agreement, step.on
    for kind in ApprovalKind:
        if (approval := agreement.approval(kind)) is not None and approval.is_given:
            _check_day_of_signing(approval, on)
    if agreement.ends_on is not None and agreement.ends_on < on:
        raise RuleBroken(N_("The term ends on %(day)s, before the signing."), "on", day=agreement.ends_on)
    for party in agreement.parties:
        given = step.answers.signatories.get(party.id)
        if not (given.name if given else party.signatory):
            raise RuleBroken(N_("Party %(number)s: name who signed."), "signatories", number=party.position)
    if step.answers.enters_on is not None:
        _check_entry(agreement, step.answers.enters_on, on, "enters_on")


def _check_day_of_signing(approval: Approval, on: date) -> None:
    of_region = approval.kind is ApprovalKind.REGION
    if approval.answered_on is not None and on < approval.answered_on:
        earlier = N_("Earlier than the consent of the region, %(day)s.")
        raise RuleBroken(
            earlier if of_region else N_("Earlier than an approval, %(day)s."), "on", day=approval.answered_on
        )
    if approval.valid_until is not None and on > approval.valid_until:
        ended = N_("The consent of the region ended on %(day)s.")
        raise RuleBroken(ended if of_region else N_("An approval ended on %(day)s."), "on", day=approval.valid_until)


# in force


def has_term(step: Step) -> None:
    if not step.agreement.has_term:
        raise RuleBroken(N_("Say until when it is valid, or that it has no end."), "ends_on")


def _check_entry(agreement: Agreement, enters: date, signed: date, field: str) -> None:
    if enters < signed:
        raise RuleBroken(N_("It cannot enter into force before it is signed, %(day)s."), field, day=signed)
    if agreement.ends_on is not None and enters > agreement.ends_on:
        raise RuleBroken(N_("The term ends on %(day)s, before the entry into force."), field, day=agreement.ends_on)


def entry(step: Step) -> None:
    """It enters into force on the day of signing or later, and not before that day has come."""
    past_day(step)
    _check_entry(step.agreement, step.on, step.agreement.signed_on or step.on, "on")


def unpublished(step: Step) -> None:
    if step.agreement.published_on is not None:
        raise RuleBroken(N_("It is published already."))


def publication(step: Step) -> None:
    """Published is what is signed, not before that day."""
    past_day(step)
    signed = step.agreement.signed_on
    if signed is not None and step.on < signed:
        raise RuleBroken(N_("Earlier than the signing, %(day)s."), "on", day=signed)


def day_in_force(step: Step) -> None:
    """A day since the entry into force, not in the future."""
    past_day(step)
    entered = step.agreement.enters_on
    if entered is not None and step.on < entered:
        raise RuleBroken(N_("It was not in force on that day: it entered into force on %(day)s."), "on", day=entered)


def suspension(step: Step) -> None:
    day_in_force(step)
    if step.answers.by_party_id not in [party.id for party in step.agreement.parties]:
        raise RuleBroken(N_("Choose the party that did it."), "by_party_id")


def resumption(step: Step) -> None:
    past_day(step)
    if step.on < step.agreement.status_since:
        raise RuleBroken(N_("Earlier than the suspension of %(day)s."), "on", day=step.agreement.status_since)


def is_over(step: Step) -> None:
    """Only a fixed term that is over and does not renew lapses; silence never ends an indefinite agreement."""
    agreement = step.agreement
    if agreement.ends_on is None or agreement.ends_on >= step.today or agreement.renews:
        raise RuleBroken(N_("Its term is not over."))


def termination(step: Step) -> None:
    day_in_force(step)
    noticed = step.answers.notice_on
    if noticed is not None and noticed > step.on:
        raise RuleBroken(N_("The notice comes before the termination."), "notice_on")


def no_notice_yet(step: Step) -> None:
    if step.agreement.notice_given_on is not None:
        raise RuleBroken(N_("A notice of termination stands already."))


def notice_stands(step: Step) -> None:
    if step.agreement.notice_given_on is None:
        raise RuleBroken(N_("There is no notice of termination."))


def notice(step: Step) -> None:
    """A notice given today or earlier ends the agreement on a coming day, not later than its own end."""
    noticed, on, ends = step.answers.notice_on, step.on, step.agreement.ends_on
    if noticed is not None and noticed > step.today:
        raise RuleBroken(N_("This day has not come yet."), "notice_on")
    if on <= step.today:
        raise RuleBroken(N_("This day has come already: record the termination itself."), "on")
    if ends is not None and on > ends + ONE_DAY:
        raise RuleBroken(N_("Its term ends earlier, on %(day)s."), "on", day=ends)


def replacement(step: Step) -> None:
    """The new agreement must itself be in force."""
    day_in_force(step)
    new = step.answers.replacement
    if new is None or new.id == step.agreement.id:
        raise RuleBroken(N_("Choose another agreement."), "replacement")
    if new.status is not Status.IN_FORCE or new.archived_at is not None:
        raise RuleBroken(N_("The agreement that replaces it must be in force."), "replacement")


# prolongation


def has_end(step: Step) -> None:
    no_notice_yet(step)
    if step.agreement.ends_on is None:
        raise RuleBroken(N_("It has no end: there is nothing to prolong."))


def prolongation(step: Step) -> None:
    """Only a dated document prolongs, without a gap after the old end, to a day that has not passed."""
    past_day(step)
    ends, from_on, until = step.agreement.ends_on, step.answers.from_on, step.answers.until
    if ends is not None and from_on is not None and from_on > ends + ONE_DAY:
        raise RuleBroken(
            N_("It ended on %(day)s: the document must prolong it from the next day, else make a new agreement."),
            "from_on",
            day=ends,
        )
    if until is not None and ends is not None and until <= ends:
        raise RuleBroken(N_("It is valid until %(day)s already."), "until", day=ends)
    if until is not None and until < step.today:
        raise RuleBroken(N_("This day has passed: it would be over again."), "until")


def gap_before(agreement: Agreement, enters_on: date | None) -> int:
    """Days between the end of an agreement and the entry into force of a paper that would prolong it."""
    if agreement.ends_on is None or enters_on is None:
        return 0
    return max((enters_on - agreement.ends_on - ONE_DAY).days, 0)


def amendment(step: Step) -> None:
    """Another paper in force changes the term, without a gap after the old end and not into its own past."""
    paper = step.answers.replacement
    if paper is None or paper.parent_id != step.agreement.id or paper.status is not Status.IN_FORCE:
        raise RuleBroken(N_("Only a paper in force that belongs to the agreement changes its term."))
    if gap_before(step.agreement, paper.enters_on):
        raise RuleBroken(
            N_("It ended on %(day)s, before the other paper entered into force."), day=step.agreement.ends_on
        )
    if paper.new_ends_on is not None and paper.enters_on is not None and paper.new_ends_on < paper.enters_on:
        raise RuleBroken(N_("The new term would end before the paper that sets it enters into force."))


def renewing(step: Step) -> None:
    if not step.agreement.renews:
        raise RuleBroken(N_("It is not prolonged by itself: there is nothing to object to."))


def undecided_renewal(step: Step) -> None:
    agreement = step.agreement
    if agreement.renewal not in BY_ITSELF or not agreement.renews or agreement.renewal_decision is not None:
        raise RuleBroken(N_("There is nothing to decide about its prolongation."))
    in_time(step)


def in_time(step: Step) -> None:
    last = step.agreement.last_day_to_act
    if last is not None and step.today > last:
        raise RuleBroken(N_("The last day to object was %(day)s."), day=last)


def objection(step: Step) -> None:
    """An objection counts when it is made on the last day to act or before."""
    past_day(step)
    last = step.agreement.last_day_to_act
    if last is not None and step.on > last:
        raise RuleBroken(N_("The last day to object was %(day)s."), "on", day=last)


def renewal_is_due(step: Step) -> None:
    agreement = step.agreement
    if not agreement.renews or agreement.ends_on is None or agreement.ends_on >= step.today:
        raise RuleBroken(N_("Its term is not over."))
