"""What the persons responsible for agreements have to be told, as of a day. Reads only; who sends remembers what."""

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
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from tracker.regulations.kinds import ApprovalKind

A = Agreement
MONTHS_AHEAD = 12
LAPSED_LATELY = timedelta(days=30)
ANSWER_SOON = timedelta(days=7)


class Matter(StrEnum):
    """What a reminder is about."""

    EXPIRING = "expiring"
    LAST_DAY_TO_ACT = "last_day_to_act"
    CONSENT_OVERDUE = "consent_overdue"
    CONSENT_ENDS = "consent_ends"
    PUBLICATION_DUE = "publication_due"


@dataclass(frozen=True, kw_only=True)
class Due:
    """One matter: of which agreement, due on which day, whom it concerns. `approval`: whose."""

    matter: Matter
    agreement_id: int
    title: str
    due_on: date
    responsible_id: int | None
    approval: ApprovalKind | None = None


def due_reminders(today: date, matters: Collection[Matter] = tuple(Matter)) -> list[Due]:
    """These matters of the municipality in scope, the most urgent first."""
    found = [due for matter in matters for due in _FINDERS[matter](today)]
    return sorted(found, key=lambda due: (due.due_on, due.agreement_id, due.matter))


def _due(row: Any, matter: Matter, due_on: date, approval: ApprovalKind | None = None) -> Due:
    return Due(
        matter=matter,
        agreement_id=row.id,
        title=row.title,
        due_on=due_on,
        responsible_id=row.responsible_id,
        approval=approval,
    )


def _expiring(today: date) -> Iterator[Due]:
    """What comes to its end and does not prolong itself, and what ran out a short while ago."""
    for row in db.session.execute(queries.expiring(today, months_later(today, MONTHS_AHEAD) - today)):
        if not row.renews:
            yield _due(row, Matter.EXPIRING, row.ends_on)
    for row in db.session.execute(queries.lapsed(today, today - LAPSED_LATELY)):
        yield _due(row, Matter.EXPIRING, row.ends_on)


def _to_act_on(today: date) -> Iterator[Due]:
    """The last day to object to a prolongation, or to ask for one, comes near and nobody decided."""
    open_ones = queries.to_act_on(today, DECIDE_AHEAD).where(A.renewal_decision.is_(None))
    for row in db.session.execute(open_ones):
        yield _due(row, Matter.LAST_DAY_TO_ACT, row.last_day_to_act)


def _awaited(today: date) -> Iterator[Due]:
    """The term of an answer comes near or ran out."""
    for row in db.session.execute(consents.awaited_rows(today, today + ANSWER_SOON)):
        yield _due(row, Matter.CONSENT_OVERDUE, row.due_on, row.approval)


def _ending(today: date) -> Iterator[Due]:
    """An approval that was given ends before the agreement is signed."""
    statement = (
        select(A.id, A.title, A.responsible_id, Approval.kind, Approval.valid_until)
        .join(Approval, Approval.agreement_id == A.id)
        .where(A.archived_at.is_(None), A.status.in_(IN_PREPARATION), Approval.is_current)
        .where(Approval.valid_until.between(today, today + CONSENT_SOON))
    )
    for row in db.session.execute(statement):
        yield _due(row, Matter.CONSENT_ENDS, row.valid_until, row.kind)


def _to_publish(today: date) -> Iterator[Due]:
    for row in db.session.execute(consents.to_publish_rows(today, PUBLISH_SOON)):
        yield _due(row, Matter.PUBLICATION_DUE, row.publication_due_on)


_FINDERS: dict[Matter, Callable[[date], Iterator[Due]]] = {
    Matter.EXPIRING: _expiring,
    Matter.LAST_DAY_TO_ACT: _to_act_on,
    Matter.CONSENT_OVERDUE: _awaited,
    Matter.CONSENT_ENDS: _ending,
    Matter.PUBLICATION_DUE: _to_publish,
}
