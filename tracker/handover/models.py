"""Handovers, with what each of them moved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import User
from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import Name
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_


class Handover(TenantOwned, Record, Model):
    """What one person answered for and others took over, as of that moment.

    `items`: of each record kind, id, title, `to_id`, `to`, and the version it had when it had been moved: whatever
    has another one by now was changed since.
    """

    __tablename__ = "handover"
    __table_args__ = (
        tenant_identity(),
        tenant_key("from_id", "user"),
        tenant_key("made_by_id", "user"),
        Index("ix_handover_newest", "municipality_id", "created_at", "id"),
    )
    untold = frozenset({"items"})

    from_id: Mapped[int]
    from_name: Mapped[Name]
    made_by_id: Mapped[int]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]

    from_user: Mapped[User] = relationship(primaryjoin="foreign(Handover.from_id) == User.id", viewonly=True)
    made_by: Mapped[User] = relationship(primaryjoin="foreign(Handover.made_by_id) == User.id", viewonly=True)

    @property
    def title_told(self) -> str:
        return self.from_name


register_subject("handover", Handover, label=N_("Handover"), endpoint="handover.show", id_name="handover_id")
