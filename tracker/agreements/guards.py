"""The conditions of the steps: each raises RuleBroken, named by the answer it is about, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.agreements.kinds import BY_ITSELF, TO_ANOTHER, Status
from tracker.agreements.terms import ONE_DAY
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from datetime import date

    from tracker.accounts.models import User
    from tracker.agreements.asks import Answers, Ask
    from tracker.agreements.models import Agreement

FEWEST_PARTIES = 2


@dataclass(frozen=True)
class Step:
    """One step about to be taken: on what, by whom (None: the calendar), when, with which answers."""

    agreement: Agreement
    by: User | None
    today: date
    answers: Answers

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
    """The region consents only where a foreign party is there, and where the municipality's law asks for it."""
    return agreement.has_foreign_party and agreement.municipality.region_consent


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


def region_is_asked(step: Step) -> None:
    """Only an agreement with a foreign party goes to the region."""
    if not needs_consent(step.agreement):
        raise RuleBroken(N_("The consent of the region is not needed here."))


def past_day(step: Step) -> None:
    if step.on > step.today:
        raise RuleBroken(N_("This day has not come yet."), "on")


def answer_of_region(step: Step) -> None:
    past_day(step)
    sent = step.agreement.region_sent_on
    if sent is not None and step.on < sent:
        raise RuleBroken(N_("Earlier than the request of %(day)s."), "on", day=sent)


def consent(step: Step) -> None:
    answer_of_region(step)
    until = step.answers.until
    if until is not None and until < step.on:
        raise RuleBroken(N_("The consent cannot end before it was given."), "until")


def may_be_signed(step: Step) -> None:
    """The short path is for agreements without a foreign party; the others wait for the region."""
    if step.agreement.status is Status.APPROVED and needs_consent(step.agreement):
        raise RuleBroken(N_("There is a foreign party: first the region consents."))
    has_term(step)


def signing(step: Step) -> None:
    """Signing: not in the future, not before the consent, within its term, with a signatory for every party."""
    past_day(step)
    agreement, on = step.agreement, step.on
    if needs_consent(agreement):
        if agreement.region_answer_on is not None and on < agreement.region_answer_on:
            raise RuleBroken(
                N_("Earlier than the consent of the region, %(day)s."), "on", day=agreement.region_answer_on
            )
        if agreement.region_consent_until is not None and on > agreement.region_consent_until:
            raise RuleBroken(
                N_("The consent of the region ended on %(day)s."), "on", day=agreement.region_consent_until
            )
    if agreement.ends_on is not None and agreement.ends_on < on:
        raise RuleBroken(N_("The term ends on %(day)s, before the signing."), "on", day=agreement.ends_on)
    for party in agreement.parties:
        given = step.answers.signatories.get(party.id)
        if not (given.name if given else party.signatory):
            raise RuleBroken(N_("Party %(number)s: name who signed."), "signatories", number=party.position)
    if step.answers.enters_on is not None:
        _check_entry(agreement, step.answers.enters_on, on, "enters_on")


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
