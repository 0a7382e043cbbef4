"""One row a person and board, written a few times a visit at most."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel.db import Model
from tracker.kernel.kinds import Code
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key


class BoardVisit(TenantOwned, Model):
    """`since`: what changed later is marked during this visit. `opened_at`: the board was last opened, about then.

    `seen`: numbers of the cards looked at during this visit; their marks have ended.
    """

    __tablename__ = "board_visit"
    __table_args__ = (
        tenant_identity(),
        tenant_key("user_id", "user"),
        UniqueConstraint("municipality_id", "user_id", "board"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    board: Mapped[Code]
    since: Mapped[datetime]
    opened_at: Mapped[datetime]
    seen: Mapped[list[int]] = mapped_column(JSON)
