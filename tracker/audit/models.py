"""The journal of changes. Rows are only ever added; triggers of the database refuse the rest."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel import clock
from tracker.kernel.db import Model
from tracker.kernel.kinds import Code
from tracker.kernel.tenancy import TenantScoped

if TYPE_CHECKING:
    from tracker.accounts.models import User


class AuditEntry(TenantScoped, Model):
    """One change of one record.

    `kind` and `record_id` name the row that changed, `subject_kind` and `subject_id` the record it is told under
    (a party is told under its agreement). `changes`: {field: [old, new]}, values as JSON, dates as ISO 8601.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "municipality_id", "subject_kind", "subject_id", "id"),
        Index("ix_audit_entry_municipality_id_id", "municipality_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verb: Mapped[Code]
    kind: Mapped[Code]
    record_id: Mapped[int]
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(500), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    by: Mapped[User | None] = relationship("User", primaryjoin="foreign(AuditEntry.by_id) == User.id", viewonly=True)
