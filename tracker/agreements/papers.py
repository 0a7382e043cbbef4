"""The files that come with a step: what was enclosed, the answer, the signed original, the publication.

They are documents of the agreement, under its rights; those of an approval also say of which one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from tracker.agreements.kinds import ABOUT_APPROVALS, VISAS, Action
from tracker.agreements.members import ApprovalPaper
from tracker.documents import actions as documents
from tracker.documents.kinds import Kind
from tracker.documents.models import Document, DocumentVersion
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tracker.agreements.guards import Step
    from tracker.agreements.models import Agreement, Approval

OF_REGION = frozenset({Action.SEND_TO_REGION, Action.RECORD_CONSENT, Action.RECORD_REFUSAL})
ASKING = frozenset({Action.SEND_TO_REGION, Action.ASK_APPROVAL})
REFUSING = frozenset({Action.RECORD_REFUSAL, Action.REFUSE_APPROVAL})
KINDS = {Action.SIGN: Kind.SIGNED_SCAN, Action.PUBLISH: Kind.PUBLICATION}


def attach(step: Step, action: Action) -> Sequence[Document]:
    """Take the step's files in, all or none, before anything else is written. Raises RuleBroken."""
    if not step.answers.files or step.by is None:
        return ()
    subject, kind = Subject("agreement", step.agreement.id), _kind(step, action)
    with db.session.begin_nested():
        return [documents.attach(file, kind=kind, subject=subject, by=step.by) for file in step.answers.files]


def _kind(step: Step, action: Action) -> Kind:
    """The region's observer reads letters of consent, so the visas of the house and refusals are plain letters."""
    if action in ASKING:
        return Kind.ENCLOSURE
    inside = action in ABOUT_APPROVALS and step.answers.approval in VISAS
    return KINDS.get(action, Kind.LETTER if inside or action in REFUSING else Kind.CONSENT_LETTER)


def keep_with_approval(step: Step, action: Action, attached: Sequence[Document]) -> None:
    """Say of which approval the files are, once it is written."""
    if not attached or action not in OF_REGION | ABOUT_APPROVALS:
        return
    kind = ApprovalKind.REGION if action in OF_REGION else step.answers.approval
    approval = step.agreement.approval(kind) if kind else None
    if approval is not None:
        belong_to(approval, attached, is_answer=action not in ASKING)


def belong_to(approval: Approval, documents: Sequence[Document], *, is_answer: bool) -> None:
    """These documents of the agreement are what was enclosed with the request, or the answer to it."""
    db.session.flush()
    db.session.add_all(
        ApprovalPaper(approval_id=approval.id, document_id=one.id, is_answer=is_answer) for one in documents
    )


def of_approvals(agreement: Agreement, *, kinds: Collection[Kind] = ()) -> dict[int, list[Any]]:
    """Approval → its files as rows, what was enclosed first; of these kinds only, if some are named."""
    statement = (
        select(
            ApprovalPaper.approval_id,
            ApprovalPaper.is_answer,
            Document.id,
            Document.title,
            DocumentVersion.type,
            DocumentVersion.size,
        )
        .join(Document, Document.id == ApprovalPaper.document_id)
        .join(
            DocumentVersion,
            and_(DocumentVersion.document_id == Document.id, DocumentVersion.number == Document.latest),
        )
        .where(ApprovalPaper.approval_id.in_([one.id for one in agreement.approvals]), Document.archived_at.is_(None))
        .order_by(ApprovalPaper.is_answer, Document.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement.where(Document.kind.in_(kinds)) if kinds else statement):
        found[row.approval_id].append(row)
    return found
