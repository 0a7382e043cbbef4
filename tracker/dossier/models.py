"""What an official wants said at the next meeting with a partner."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import LongText
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key


class TalkingPoints(TenantOwned, Record, Model):
    """One text a partner; who wrote it last, and when, every record keeps."""

    __tablename__ = "talking_points"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        UniqueConstraint("municipality_id", "partnership_id"),
    )

    partnership_id: Mapped[int]
    text: Mapped[LongText]

    def told_under(self) -> tuple[str, int]:
        return "partner", self.partnership_id
