"""Mail on its way out, with what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel import clock
from tracker.kernel.db import Model
from tracker.kernel.kinds import Code, LongText, Name, Title, enum_column
from tracker.kernel.tenancy import TenantScoped
from tracker.kernel.text import N_


class State(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


STATE_LABELS = {
    State.WAITING: N_("waits"),
    State.SENDING: N_("is being sent"),
    State.SENT: N_("sent"),
    State.FAILED: N_("not delivered"),
    State.DROPPED: N_("given up"),
}
ON_ITS_WAY = text("state IN ('waiting', 'sending')")


class OutgoingMail(TenantScoped, Model):
    """One mail to one person. Once it is sent its words are gone, and only whom it went to, when and about what stays.

    Whoever sends it holds `claim` until `claimed_until`; after that another may take it. `key`: what must be
    mailed once only. A mail with `about_id` has no words here: its writer (see `writing`) finds them when it leaves.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_a_moment"),
        CheckConstraint("(state = 'sending') = (claim IS NOT NULL)", name="sending_is_claimed"),
        CheckConstraint("(claim IS NULL) = (claimed_until IS NULL)", name="claim_ends"),
        # whoever sends takes the mail of all municipalities, the one that waits longest first
        Index("ix_outgoing_mail_due", "next_try_at", "id", sqlite_where=ON_ITS_WAY, postgresql_where=ON_ITS_WAY),
        Index("ix_outgoing_mail_queued", "municipality_id", "queued_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[Code]
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    to_address: Mapped[Name]
    to_name: Mapped[Name]
    subject: Mapped[Title]
    text: Mapped[LongText]
    html: Mapped[LongText]
    refuse_url: Mapped[Title | None]
    about_id: Mapped[int | None]
    message_id: Mapped[Name]
    state: Mapped[State] = enum_column(State, default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime] = mapped_column(default=clock.now)
    next_try_at: Mapped[datetime] = mapped_column(default=clock.now)
    claim: Mapped[str | None] = mapped_column(String(64))
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[Title | None]
