"""What people opened, so that it comes first when they look for it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel import clock
from tracker.kernel.db import Model
from tracker.kernel.kinds import Code


class OpenedRecord(Model):
    """A record that a person opened: how often, and when last. Read by nobody but this person."""

    __tablename__ = "opened_record"
    __table_args__ = (Index("ix_opened_record_user_id_opened_at", "user_id", "opened_at"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    times: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
