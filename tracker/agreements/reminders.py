"""What the persons responsible for agreements have to be told, as of a day. Reads only; who sends remembers what.

Every row has a `key` that stays the same as long as the matter does, so that one who was away for a week, or asks
twice, tells each matter once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.agreements import consents, queries
from tracker.agreements.kinds import IN_PREPARATION
from tracker.agreements.members import Approval
from tracker.agreements.models import Agreement
from tracker.agreements.standing import CONSENT_SOON, DECIDE_AHEAD, PUBLISH_SOON
from tracker.agreements.terms import months_later
from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.regulations.kinds import ApprovalKind

A = Agreement
LADDER = (1, 3, 6, 12)  # months before the end
LAST_DAYS = timedelta(days=14)


class Matter(StrEnum):
    """What a reminder is about."""

    EXPIRING = "expiring"
    LAST_DAY_TO_ACT = "last_day_to_act"
    CONSENT_OVERDUE = "consent_overdue"
    CONSENT_ENDS = "consent_ends"
    PUBLICATION_DUE = "publication_due"


@dataclass(frozen=True, kw_only=True)
class Due:
    """One matter: of which agreement, due on which day, whom it concerns.

    `rung`: how many months ahead it is told (expiring), 0 once the day is near or past. `approval`: whose.
    """

    matter: Matter
    agreement_id: int
    title: str
    due_on: date
    responsible_id: int | None
    rung: int = 0
    approval: ApprovalKind | None = None

    @property
    def key(self) -> str:
        about = self.approval.value if self.approval else str(self.rung)
        return f"{self.matter.value}:{self.agreement_id}:{about}:{self.due_on.isoformat()}"

    def days_left(self, today: date) -> int:
        """Negative once the day has passed."""
        return (self.due_on - today).days


def due_reminders(today: date) -> list[Due]:
    """All matters of the municipality in scope, the most urgent first."""
    found = [*_expiring(today), *_to_act_on(today), *_overdue(today), *_ending(today), *_to_publish(today)]
    return sorted(found, key=lambda due: (due.due_on, due.agreement_id, due.matter))


def rung_of(ends_on: date, today: date) -> int | None:
    """The rung of the ladder that a day has reached: 1, 3, 6 or 12 months before the end."""
    return next((months for months in LADDER if ends_on <= months_later(today, months)), None)


def _due(row: Any, matter: Matter, due_on: date, **more: Any) -> Due:
    return Due(
        matter=matter,
        agreement_id=row.id,
        title=row.title,
        due_on=due_on,
        responsible_id=row.responsible_id,
        **more,
    )


def _expiring(today: date) -> Iterator[Due]:
    """What comes to its end and does not prolong itself, on each rung of the ladder."""
    furthest = months_later(today, LADDER[-1]) - today
    for row in db.session.execute(queries.expiring(today, furthest)):
        rung = rung_of(row.ends_on, today)
        if not row.renews and rung is not None:
            yield _due(row, Matter.EXPIRING, row.ends_on, rung=rung)


def _to_act_on(today: date) -> Iterator[Due]:
    """The last day to object to a prolongation, or to ask for one, comes near and nobody decided."""
    open_ones = queries.to_act_on(today, DECIDE_AHEAD).where(A.renewal_decision.is_(None))
    for row in db.session.execute(open_ones):
        ahead = 0 if row.last_day_to_act - today <= LAST_DAYS else 3
        yield _due(row, Matter.LAST_DAY_TO_ACT, row.last_day_to_act, rung=ahead)


def _overdue(today: date) -> Iterator[Due]:
    for row in db.session.execute(consents.overdue_rows(today)):
        yield _due(row, Matter.CONSENT_OVERDUE, row.due_on, approval=row.approval)


def _ending(today: date) -> Iterator[Due]:
    """An approval that was given ends before the agreement is signed."""
    statement = (
        select(A.id, A.title, A.responsible_id, Approval.kind, Approval.valid_until)
        .join(Approval, Approval.agreement_id == A.id)
        .where(A.archived_at.is_(None), A.status.in_(IN_PREPARATION), Approval.is_current)
        .where(Approval.valid_until.between(today, today + CONSENT_SOON))
    )
    for row in db.session.execute(statement):
        yield _due(row, Matter.CONSENT_ENDS, row.valid_until, approval=row.kind)


def _to_publish(today: date) -> Iterator[Due]:
    for row in db.session.execute(consents.to_publish_rows(today, PUBLISH_SOON)):
        late = row.publication_due_on < today
        yield _due(row, Matter.PUBLICATION_DUE, row.publication_due_on, rung=0 if late else 1)
