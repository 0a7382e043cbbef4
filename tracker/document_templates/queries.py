"""Reading templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.document_templates.models import DocumentTemplate
from tracker.documents.models import Document
from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tracker.document_templates.kinds import Kind
    from tracker.kernel.subjects import Subject


def templates() -> Sequence[DocumentTemplate]:
    """All, also those put away."""
    return db.session.scalars(
        select(DocumentTemplate).order_by(DocumentTemplate.kind, DocumentTemplate.name, DocumentTemplate.id)
    ).all()


def of_kinds(kinds: Collection[Kind]) -> Sequence[DocumentTemplate]:
    """Those in use, of these kinds."""
    return db.session.scalars(
        select(DocumentTemplate)
        .where(DocumentTemplate.kind.in_(kinds), DocumentTemplate.archived_at.is_(None))
        .order_by(DocumentTemplate.name, DocumentTemplate.id)
    ).all()


def get_template(template_id: int) -> DocumentTemplate:
    """Raises NoResultFound."""
    return db.session.scalars(select(DocumentTemplate).where(DocumentTemplate.id == template_id)).one()


def find_in_use(template_id: int) -> DocumentTemplate | None:
    return db.session.scalar(
        select(DocumentTemplate).where(DocumentTemplate.id == template_id, DocumentTemplate.archived_at.is_(None))
    )


def find_paper(subject: Subject, title: str) -> Document | None:
    """The document that earlier drafts of this name became."""
    return db.session.scalar(
        select(Document)
        .where(
            Document.of_kind == subject.kind,
            Document.of_id == subject.id,
            Document.title == title,
            Document.archived_at.is_(None),
        )
        .order_by(Document.id.desc())
        .limit(1)
    )
