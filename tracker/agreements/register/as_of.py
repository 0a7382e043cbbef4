"""How an agreement stood on a day, whatever has happened to it since.

Every step of its life is kept with the day on which it took effect, and with the end of the term as it was before.
What was done later is left out, and what the calendar does by itself is counted up to the day. Names, parties and
the subject are those of the document and do not change with time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tracker.agreements.kinds import BY_ITSELF, LIVING, OVER, Action, Renewal, Status
from tracker.agreements.terms import ONE_DAY, months_later

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# steps that may change the end of the term
OF_THE_TERM = frozenset({Action.PROLONG, Action.RENEW, Action.AMEND, Action.GIVE_NOTICE, Action.WITHDRAW_NOTICE})
NEVER_IN_FORCE = frozenset({Status.CANCELLED})


class Step(Protocol):
    """A step as the history keeps it; in the order in which the steps were recorded."""

    @property
    def action(self) -> Action | None: ...
    @property
    def to_status(self) -> Status: ...
    @property
    def on(self) -> date: ...
    @property
    def ends_before(self) -> date | None: ...
    @property
    def document_number(self) -> str | None: ...
    @property
    def document_on(self) -> date | None: ...
    @property
    def reason(self) -> str | None: ...


class Written(Protocol):
    """What is read of the agreement as it is now."""

    @property
    def enters_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def renewal(self) -> Renewal: ...
    @property
    def renewal_months(self) -> int | None: ...


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How it stood. `over_on`: the first day on which it was not valid any more; the other `over_…` say why."""

    status: Status
    ends_on: date | None
    over_on: date | None = None
    over_by: Action | None = None
    over_number: str = ""
    over_reason: str = ""

    @property
    def is_over(self) -> bool:
        return self.over_on is not None


def took_effect(step: Step) -> date:
    """The day from which the step counts. A notice of termination counts from its own day, not from the end it sets."""
    if step.action is Action.GIVE_NOTICE and step.document_on is not None:
        return step.document_on
    return step.on


def standing(agreement: Written, steps: Sequence[Step], day: date) -> Standing | None:
    """How the agreement stood at the end of the day; None where there was none yet."""
    done = [step for step in steps if took_effect(step) <= day]
    if not done:
        return None
    last = done[-1]
    ends_on = _end_of_term(agreement, steps, day)
    if last.to_status in OVER:
        ending = next(step for step in reversed(done) if step.to_status is last.to_status)
        return _ended(ending, ends_on)
    status = last.to_status
    if status is Status.SIGNED and agreement.enters_on is not None and agreement.enters_on <= day:
        status = Status.IN_FORCE
    if status not in LIVING or ends_on is None or ends_on >= day:
        return Standing(status=status, ends_on=ends_on)
    return _by_the_calendar(agreement, done, status, ends_on, day)


def _end_of_term(agreement: Written, steps: Sequence[Step], day: date) -> date | None:
    """The end as it was before the first later step that changed it, else as it is."""
    for step in steps:
        if step.action in OF_THE_TERM and took_effect(step) > day:
            return step.ends_before
    return agreement.ends_on


def _ended(step: Step, ends_on: date | None) -> Standing:
    return Standing(
        status=step.to_status,
        ends_on=ends_on,
        over_on=step.on,
        over_by=step.action,
        over_number=step.document_number or "",
        over_reason=step.reason or "",
    )


def _by_the_calendar(agreement: Written, done: Sequence[Step], status: Status, ends_on: date, day: date) -> Standing:
    """A term that was over on the day, though nobody recorded it: by notice, prolonged by itself, or lapsed."""
    notice = _standing_notice(done)
    if notice is not None:
        return Standing(
            status=Status.TERMINATED,
            ends_on=ends_on,
            over_on=ends_on + ONE_DAY,
            over_by=Action.TERMINATE,
            over_number=notice.document_number or "",
            over_reason=notice.reason or "",
        )
    if agreement.renewal in BY_ITSELF and agreement.renewal_months and not _objected(done):
        return Standing(status=status, ends_on=_prolonged(ends_on, agreement.renewal_months, day))
    return Standing(status=Status.EXPIRED, ends_on=ends_on, over_on=ends_on + ONE_DAY, over_by=Action.LAPSE)


def _standing_notice(done: Sequence[Step]) -> Step | None:
    for step in reversed(done):
        if step.action is Action.WITHDRAW_NOTICE:
            return None
        if step.action is Action.GIVE_NOTICE:
            return step
    return None


def _objected(done: Sequence[Step]) -> bool:
    """Somebody objected to the coming prolongation: since the last one."""
    for step in reversed(done):
        if step.action in {Action.PROLONG, Action.RENEW}:
            return False
        if step.action is Action.OBJECT:
            return True
    return False


def _prolonged(ends_on: date, months: int, day: date) -> date:
    """The end of the term that prolongations by themselves had led to on the day."""
    count = months
    while (end := months_later(ends_on, count)) < day:
        count += months
    return end
