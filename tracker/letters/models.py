"""Letters of the register: columns, constraints, what one row knows of itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

# the relations below name these models: they have to be known before any of them is used
from tracker.accounts.models import User
from tracker.interactions.kinds import Direction
from tracker.interactions.models import Interaction
from tracker.kernel.db import Model, Record
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import LongText, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.letters.kinds import Delivery, Translation

if TYPE_CHECKING:
    from collections.abc import Iterable

WAITING = text("answer_due_on IS NOT NULL AND answered_on IS NULL")


class Letter(TenantOwned, Record, Findable, Model):
    """An interaction of the kind letter, entered in the register of its year under a number of its own.

    With whom, what about, and whether it is archived, the interaction says; nothing of that is kept twice. The
    interaction repeats number and day, and they change here only. `thread_id` is the first letter of a chain of
    replies, empty for that one itself. `answered_on`: when the answer that was due went out, or came.
    """

    __tablename__ = "letter"
    __table_args__ = (
        tenant_identity(),
        tenant_key("interaction_id", "interaction"),
        tenant_key("responsible_id", "user"),
        tenant_key("reply_to_id", "letter"),
        tenant_key("thread_id", "letter"),
        UniqueConstraint("municipality_id", "year", "direction", "number", name="uq_letter_number"),
        UniqueConstraint("municipality_id", "interaction_id", name="uq_letter_interaction"),
        CheckConstraint("direction <> 'mutual'", name="goes_one_way"),
        CheckConstraint("written_on <= registered_on", name="written_before_registered"),
        CheckConstraint("answer_due_on >= registered_on", name="answer_after_letter"),
        CheckConstraint("answered_on >= registered_on", name="answered_after_letter"),
        CheckConstraint("reply_to_id <> id AND thread_id <> id", name="not_its_own_reply"),
        CheckConstraint("(reply_to_id IS NULL) = (thread_id IS NULL)", name="reply_has_thread"),
        Index("ix_letter_registered", "municipality_id", "registered_on", "id"),
        Index("ix_letter_sort_name", "municipality_id", "sort_name", "id"),
        Index(
            "ix_letter_waiting",
            "municipality_id",
            "answer_due_on",
            "id",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_letter_responsible", "municipality_id", "responsible_id", "registered_on", "id"),
        Index("ix_letter_reply_to", "municipality_id", "reply_to_id", "id"),
        Index("ix_letter_thread", "municipality_id", "thread_id", "id"),
    )
    untold = frozenset({"year", "thread_id"})

    interaction_id: Mapped[int]
    direction: Mapped[Direction] = enum_column(Direction)
    year: Mapped[int]
    number: Mapped[str] = mapped_column(String(100))
    registered_on: Mapped[date]
    their_number: Mapped[str | None] = mapped_column(String(100))
    written_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(8))
    translation: Mapped[Translation] = enum_column(Translation, default=Translation.NOT_NEEDED)
    translator: Mapped[Name | None]
    delivery: Mapped[Delivery | None] = enum_column(Delivery)
    responsible_id: Mapped[int | None]
    reply_to_id: Mapped[int | None]
    thread_id: Mapped[int | None]
    answer_due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer_note: Mapped[LongText | None]

    interaction: Mapped[Interaction] = relationship(
        primaryjoin="foreign(Letter.interaction_id) == Interaction.id", lazy="joined", innerjoin=True
    )
    responsible: Mapped[User | None] = relationship(
        primaryjoin="foreign(Letter.responsible_id) == User.id", viewonly=True
    )
    reply_to: Mapped[Letter | None] = relationship(
        primaryjoin="foreign(Letter.reply_to_id) == remote(Letter.id)", viewonly=True
    )

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return f"№ {self.number}"

    @property
    def subject(self) -> str:
        return self.interaction.subject

    @property
    def root_id(self) -> int:
        """The first letter of its chain."""
        return self.thread_id or self.id

    @property
    def waits(self) -> bool:
        return self.answer_due_on is not None and self.answered_on is None

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.number, self.their_number, self.translator)
        yield from self.interaction.words_to_find()

    def name_to_sort(self) -> str:
        return self.interaction.subject


register_subject(
    "letter",
    Letter,
    label=N_("Letter"),
    endpoint="letters.show",
    id_name="letter_id",
    needs="letters:read",
    title=lambda record, _language: f"№ {record.number} · {record.subject}",
)
found_by_words_of(Interaction, Letter.interaction_id)
