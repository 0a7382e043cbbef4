"""Merges that were made, with what is needed to undo them, and pairs that only look alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import User
from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import Code, Title
from tracker.kernel.tenancy import TenantOwned, tenant_identity


class Merge(TenantOwned, Record, Model):
    """One merge: `gone_id` was put away, all that belonged to it went over to `kept_id`.

    `steps`: what was done to which row, in order, from what to what (see `kernel.rows.Step`); emptied after the term.
    """

    __tablename__ = "merge"
    __table_args__ = (
        tenant_identity(),
        Index("ix_merge_municipality_id_kind_kept_id", "municipality_id", "kind", "kept_id", "id"),
        Index("ix_merge_municipality_id_kind_gone_id", "municipality_id", "kind", "gone_id", "id"),
    )
    untold = frozenset({"steps"})

    kind: Mapped[Code]
    kept_id: Mapped[int]
    gone_id: Mapped[int]
    kept_title: Mapped[Title]
    gone_title: Mapped[Title]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    made_by: Mapped[User] = relationship(User, foreign_keys=[made_by_id])

    @property
    def title_told(self) -> str:
        return self.kept_title

    def told_under(self) -> tuple[str, int]:
        return self.kind, self.kept_id


class NoDouble(TenantOwned, Record, Model):
    """Two records that look alike and are not the same: they are not offered again. The smaller number first."""

    __tablename__ = "no_double"
    __table_args__ = (
        tenant_identity(),
        UniqueConstraint("municipality_id", "kind", "one_id", "other_id"),
    )

    kind: Mapped[Code]
    one_id: Mapped[int]
    other_id: Mapped[int]

    def told_under(self) -> tuple[str, int]:
        return self.kind, self.one_id
