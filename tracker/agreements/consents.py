"""Reading approvals: which agreements wait for one, and what a list tells of the region's consent."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from tracker.agreements import queries
from tracker.agreements.kinds import IN_PREPARATION, LIVING, VISAS, ApprovalAnswer, Status
from tracker.agreements.members import Approval
from tracker.agreements.models import FOREVER, Agreement
from tracker.kernel.text import N_
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

A = Agreement
REGION = aliased(Approval, name="region_approval")
DUE_ON = func.coalesce(REGION.due_on, FOREVER)


class Standing(StrEnum):
    """How an agreement stands with its approvals: the words of the list's filter."""

    MISSING = "missing"
    ASKED = "asked"
    OVERDUE = "overdue"
    GIVEN = "given"
    REFUSED = "refused"


STANDING_LABELS = {
    Standing.MISSING: N_("the region is not asked yet"),
    Standing.ASKED: N_("an answer is awaited"),
    Standing.OVERDUE: N_("the answer is overdue"),
    Standing.GIVEN: N_("the region consented"),
    Standing.REFUSED: N_("refused"),
}


def with_region(statement: Select[Any]) -> Select[Any]:
    """A list with the region's approval of each agreement: when asked, until when, what was answered."""
    columns = (
        REGION.asked_on.label("consent_asked_on"),
        REGION.asked_number.label("consent_asked_number"),
        REGION.due_on.label("consent_due_on"),
        REGION.answer.label("consent_answer"),
        REGION.answered_on.label("consent_answered_on"),
        REGION.answer_number.label("consent_answer_number"),
        REGION.valid_until.label("consent_valid_until"),
    )
    of_region = and_(REGION.agreement_id == A.id, REGION.kind == ApprovalKind.REGION, REGION.is_current)
    return statement.add_columns(*columns).outerjoin(REGION, of_region)


def _with(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Has a current approval like this; its number stands in what the index of approvals gives."""
    return A.id.in_(select(Approval.agreement_id).where(Approval.is_current, *conditions))


def stands(standing: Standing, today: date, *, inside: bool = True) -> ColumnElement[bool]:
    """Not `inside`: as the region sees it, who is not told of the visas of the house."""
    of_region = Approval.kind == ApprovalKind.REGION
    seen = true() if inside else Approval.kind.not_in(VISAS)
    return {
        Standing.MISSING: and_(
            A.needed_approvals.contains(ApprovalKind.REGION.value),
            A.status.in_(IN_PREPARATION),
            not_(_with(of_region)),
        ),
        Standing.ASKED: _with(seen, Approval.answer.is_(None)),
        Standing.OVERDUE: _with(seen, Approval.answer.is_(None), Approval.due_on < today),
        Standing.GIVEN: _with(of_region, Approval.answer == ApprovalAnswer.GIVEN),
        Standing.REFUSED: _with(seen, Approval.answer == ApprovalAnswer.REFUSED),
    }[standing]


def stand_in(standings: Collection[str], today: date, *, inside: bool) -> ColumnElement[bool]:
    """Stands in one of these ways."""
    return or_(false(), *(stands(Standing(one), today, inside=inside) for one in standings))


def lacks_visa() -> ColumnElement[bool]:
    """A visa of the house that is needed, or was asked for, is not given yet."""
    given = select(Approval.agreement_id).where(Approval.is_current, Approval.answer == ApprovalAnswer.GIVEN)
    needed = (
        and_(A.needed_approvals.contains(kind.value), A.id.not_in(given.where(Approval.kind == kind))) for kind in VISAS
    )
    return or_(_with(Approval.kind.in_(VISAS), Approval.answer.is_(None)), *needed)


def longest_due(today: date) -> tuple[ColumnElement[date], ColumnElement[str]]:
    """Columns for lists of agreements with an overdue approval: since when the longest one is due, and its kind."""

    def column(of: Any) -> Any:
        late = select(of).where(
            Approval.municipality_id == A.municipality_id,
            Approval.agreement_id == A.id,
            Approval.is_current,
            Approval.answer.is_(None),
            Approval.due_on < today,
        )
        return late.order_by(Approval.due_on, Approval.id).limit(1).correlate(A).scalar_subquery()

    return column(Approval.due_on), column(Approval.kind)


def awaited_rows(today: date, until: date) -> Select[Any]:
    """Rows of agreements with an approval whose answer is due by a day, the longest due first."""
    statement = queries.kept(queries.rows(today)).add_columns(
        Approval.kind.label("approval"), Approval.due_on.label("due_on")
    )
    return (
        statement.join(Approval, Approval.agreement_id == A.id)
        .where(Approval.is_current, Approval.answer.is_(None), Approval.due_on <= until)
        .where(A.status.in_(IN_PREPARATION))
        .order_by(Approval.due_on, A.id)
    )


def to_publish(today: date, within: timedelta) -> ColumnElement[bool]:
    """Signed, in force or suspended, not published, and the term for it ends soon or has ended."""
    valid = A.status.in_(LIVING | {Status.SIGNED})
    return and_(A.published_on.is_(None), A.publication_due_on <= today + within, valid)


def to_publish_rows(today: date, within: timedelta) -> Select[Any]:
    """Rows of what has to be published soon, the most urgent first."""
    statement = queries.kept(queries.rows(today)).add_columns(A.publication_due_on)
    return statement.where(to_publish(today, within)).order_by(A.publication_due_on, A.id)
