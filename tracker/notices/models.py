"""Notices, and the kinds of mail a person does not want."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel import clock
from tracker.kernel.db import Model
from tracker.kernel.kinds import Code, Title
from tracker.kernel.tenancy import TenantOwned, TenantScoped, tenant_identity, tenant_key

UNREAD = text("read_at IS NULL")


class Notice(TenantOwned, Model):
    """One thing told to one person about one record.

    `message` is an English text marked with `N_`, translated when it is shown, with `details` filled in by name
    (a day as 2026-11-27 under a name that ends with `_on`). `key`: what is told to this person only once.
    """

    __tablename__ = "notice"
    __table_args__ = (
        tenant_identity(),
        tenant_key("user_id", "user"),
        UniqueConstraint("user_id", "key"),
        Index("ix_notice_of_user", "municipality_id", "user_id", "created_at", "id"),
        Index("ix_notice_unread", "user_id", "id", sqlite_where=UNREAD, postgresql_where=UNREAD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    kind: Mapped[Code]
    message: Mapped[Title]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class MailRefusal(TenantScoped, Model):
    """A kind of notice that this person reads under the bell only, and gets no mail about."""

    __tablename__ = "mail_refusal"
    __table_args__ = (UniqueConstraint("user_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[Code]
    refused_at: Mapped[datetime] = mapped_column(default=clock.now)
