"""The templates that a municipality keeps itself, beside those that come with the tracker."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.document_templates.kinds import Kind, Language
from tracker.kernel.db import Archivable, Model, Record
from tracker.kernel.kinds import Name, enum_column
from tracker.kernel.tenancy import TenantOwned, tenant_identity


class DocumentTemplate(TenantOwned, Record, Archivable, Model):
    """An office document with named fields. It is small, and kept in its row."""

    __tablename__ = "document_template"
    __table_args__ = (
        tenant_identity(),
        Index("ix_document_template_kind", "municipality_id", "kind", "id"),
        CheckConstraint("size > 0", name="is_not_empty"),
    )
    untold = frozenset({"content", "size"})

    name: Mapped[Name]
    kind: Mapped[Kind] = enum_column(Kind)
    language: Mapped[Language] = enum_column(Language)
    file_name: Mapped[Name]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
