"""The way of a document as its page draws it: what is done, where it stands, what was skipped and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.agreements import guards, wording
from tracker.agreements.kinds import OVER, Status
from tracker.agreements.taking_back import steps_that_count
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.agreements.models import Agreement, StatusChange

DONE, NOW, TODO, SKIPPED = "done", "now", "todo", "skipped"

# each place of the way, and the statuses in which a document stands there
PLACES: tuple[frozenset[Status], ...] = (
    frozenset({Status.DRAFT}),
    frozenset({Status.IN_REVIEW, Status.RETURNED}),
    frozenset({Status.APPROVED}),
    frozenset({Status.AT_REGION, Status.CONSENTED}),
    frozenset({Status.SIGNED}),
    frozenset({Status.IN_FORCE, Status.SUSPENDED}),
)
DRAFT, REVIEW, APPROVED, REGION, SIGNED, FORCE = range(6)


@dataclass(frozen=True)
class PathStep:
    name: str
    state: str
    note: str


def path(agreement: Agreement, status: Status, changes: Sequence[StatusChange]) -> list[PathStep]:
    """The steps in order; the last day on which each was reached stands below it."""
    reached = _reached(changes)
    at = _place_of(status, reached)
    names = [_name(number, status if number == at else None) for number in range(len(PLACES))]
    steps = []
    for number, name in enumerate(names):
        if number == REGION and not _region_takes_part(agreement, reached):
            steps.append(PathStep(name, SKIPPED, wording.no_consent_reason(agreement)))
            continue
        state = NOW if number == at and status not in OVER else DONE if number <= at else TODO
        steps.append(PathStep(name, state, _note(agreement, number, state, reached)))
    if status in OVER:
        steps = [step for step in steps if step.state != TODO]
        steps.append(PathStep(wording.status_label(status), NOW, formats.day(_over_on(agreement, status, changes))))
    return steps


def _reached(changes: Sequence[StatusChange]) -> dict[Status, date]:
    """The last day on which each status was reached, since the document was last drafted anew."""
    reached: dict[Status, date] = {}
    for change in steps_that_count(changes):
        if change.to_status is Status.DRAFT:
            reached = {}
        reached[change.to_status] = change.on
    return reached


def _place_of(status: Status, reached: dict[Status, date]) -> int:
    """Where on the way a status stands; one that is over, at the last place that was reached."""
    for number, statuses in enumerate(PLACES):
        if status in statuses:
            return number
    return max((number for number, statuses in enumerate(PLACES) if statuses & reached.keys()), default=DRAFT)


def _region_takes_part(agreement: Agreement, reached: dict[Status, date]) -> bool:
    return guards.needs_consent(agreement) or Status.CONSENTED in reached


def _name(number: int, standing: Status | None) -> str:
    """What a place is called; where the document stands now, by its very status."""
    if standing in {Status.RETURNED, Status.AT_REGION, Status.SUSPENDED}:
        return wording.status_label(standing)
    if number == REGION:
        return _("Consent of the region")
    return wording.status_label(
        (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.CONSENTED, Status.SIGNED, Status.IN_FORCE)[number]
    )


def _note(agreement: Agreement, number: int, state: str, reached: dict[Status, date]) -> str:
    if state == TODO:
        return ""
    if state == NOW and number == FORCE:
        return _("no end") if agreement.ends_on is None else _("until %(day)s", day=formats.day(agreement.ends_on))
    days = [reached[status] for status in PLACES[number] if status in reached]
    if number == FORCE and agreement.enters_on is not None:
        days = [agreement.enters_on]
    return formats.day(max(days)) if days else ""


def _over_on(agreement: Agreement, status: Status, changes: Sequence[StatusChange]) -> date | None:
    found = [change.on for change in changes if change.to_status is status]
    return found[-1] if found else agreement.ends_on
