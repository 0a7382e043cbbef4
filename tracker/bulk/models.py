"""What was changed at once, and what is needed to undo it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import User
from tracker.kernel import clock
from tracker.kernel.db import Model
from tracker.kernel.kinds import Code
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key


class BulkChange(TenantOwned, Model):
    """One action carried out on many rows of a list.

    `items`: of each changed record its id, title, the version it had after the change, and what stood there before.
    """

    __tablename__ = "bulk_change"
    __table_args__ = (
        tenant_identity(),
        tenant_key("by_id", "user"),
        Index("ix_bulk_change_by", "municipality_id", "by_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_name: Mapped[Code]
    action: Mapped[Code]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]

    by: Mapped[User] = relationship(primaryjoin="foreign(BulkChange.by_id) == User.id", viewonly=True)
