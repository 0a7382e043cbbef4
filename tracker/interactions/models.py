"""Interactions and who took part in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, String, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from tracker.interactions.kinds import Direction, Kind, Side
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import LongText, Name, Title, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.partners.models import Partnership
from tracker.tasks.models import Task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.organisations.models import Organisation


class Interaction(TenantOwned, Record, Archivable, Findable, Model):
    """A logged meeting, call, letter, video call or visit.

    `happened_on` is the day of `happened_at` in the municipality's zone; without `has_time` only that day is known.
    What comes next is a task, its follow-up: done here or there, it is done.
    """

    __tablename__ = "interaction"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("negotiation_id", "negotiation"),
        tenant_key("agreement_id", "agreement"),
        tenant_key("event_id", "event"),
        tenant_key("logged_by_id", "user"),
        index_of_present("interaction"),
        # the columns after the id are there for counting, which then reads the index alone
        Index(
            "ix_interaction_happened",
            *("municipality_id", "happened_at", "id"),
            *("archived_at", "happened_on", "kind", "logged_by_id"),
        ),
        Index("ix_interaction_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_interaction_kind", "municipality_id", "kind", "happened_at", "id", "archived_at"),
        Index("ix_interaction_logged_by", "municipality_id", "logged_by_id", "happened_at", "id"),
        Index("ix_interaction_partnership", "municipality_id", "partnership_id", "happened_on", "happened_at", "id"),
        Index(
            "ix_interaction_partnership_happened",
            *("municipality_id", "partnership_id", "happened_at", "id"),
            *("archived_at", "kind"),
        ),
        Index("ix_interaction_negotiation", "municipality_id", "negotiation_id", "happened_on", "happened_at", "id"),
        Index("ix_interaction_agreement", "municipality_id", "agreement_id", "happened_on", "happened_at", "id"),
        Index("ix_interaction_event", "municipality_id", "event_id", "happened_on", "happened_at", "id"),
    )
    untold = frozenset({"happened_on"})

    kind: Mapped[Kind] = enum_column(Kind)
    direction: Mapped[Direction] = enum_column(Direction)
    subject: Mapped[Title]
    text: Mapped[LongText | None]
    place: Mapped[Name | None]
    happened_at: Mapped[datetime]
    happened_on: Mapped[date]
    has_time: Mapped[bool] = mapped_column(default=True)
    registry_number: Mapped[str | None] = mapped_column(String(100))
    partnership_id: Mapped[int | None]
    negotiation_id: Mapped[int | None]
    agreement_id: Mapped[int | None]
    event_id: Mapped[int | None]
    logged_by_id: Mapped[int]

    partnership: Mapped[Partnership | None] = relationship(
        "Partnership", primaryjoin="foreign(Interaction.partnership_id) == Partnership.id"
    )
    logged_by: Mapped[User] = relationship(
        "User", primaryjoin="foreign(Interaction.logged_by_id) == User.id", viewonly=True
    )
    step: Mapped[Task | None] = relationship(
        Task,
        primaryjoin=lambda: and_(
            Interaction.id == foreign(Task.about_id), Task.about_kind == "interaction", Task.is_follow_up
        ),
        viewonly=True,
        uselist=False,
    )
    participants: Mapped[list[InteractionParticipant]] = relationship(
        back_populates="interaction",
        primaryjoin="Interaction.id == foreign(InteractionParticipant.interaction_id)",
        order_by="InteractionParticipant.id",
        cascade="all, delete-orphan",
    )

    @property
    def title_told(self) -> str:
        return self.subject

    @property
    def next_step(self) -> str | None:
        """What comes next: the words of the task that follows the entry up."""
        return self.step.title if self.step is not None else None

    @property
    def next_step_on(self) -> date | None:
        return self.step.due_on if self.step is not None else None

    @property
    def next_step_by_id(self) -> int | None:
        return self.step.assignee_id if self.step is not None else None

    @property
    def next_step_by(self) -> User | None:
        return self.step.assignee if self.step is not None else None

    @property
    def next_step_done_at(self) -> datetime | None:
        return self.step.closed_at if self.step is not None else None

    @property
    def next_step_done_by_id(self) -> int | None:
        return self.step.closed_by_id if self.step is not None else None

    @property
    def next_step_done_by(self) -> User | None:
        return self.step.closed_by if self.step is not None else None

    @property
    def next_step_note(self) -> str | None:
        return self.step.closing_note if self.step is not None else None

    @property
    def has_open_step(self) -> bool:
        return self.step is not None and self.step.is_open

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.subject, self.registry_number, self.place)
        if self.partnership is not None:
            yield from (self.partnership.title_ru, self.partnership.title_en)
        for participant in self.participants:
            if participant.side is Side.THEIRS:
                yield from participant.words_to_find()

    def name_to_sort(self) -> str:
        return self.subject


class InteractionParticipant(TenantOwned, Record, Model):
    """One who took part: a contact, an organisation, a colleague, or just a name."""

    __tablename__ = "interaction_participant"
    __table_args__ = (
        tenant_identity(),
        tenant_key("interaction_id", "interaction"),
        tenant_key("contact_id", "contact"),
        tenant_key("organisation_id", "organisation"),
        tenant_key("user_id", "user"),
        CheckConstraint(
            "CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END + CASE WHEN name IS NULL THEN 0 ELSE 1 END = 1",
            name="is_one",
        ),
        CheckConstraint("user_id IS NULL OR side = 'ours'", name="colleagues_are_ours"),
        Index("ix_interaction_participant_interaction", "municipality_id", "interaction_id", "id"),
        Index("ix_interaction_participant_contact", "municipality_id", "contact_id", "interaction_id"),
        Index("ix_interaction_participant_organisation", "municipality_id", "organisation_id", "interaction_id"),
        Index("ix_interaction_participant_user", "municipality_id", "user_id", "interaction_id"),
    )

    interaction_id: Mapped[int]
    side: Mapped[Side] = enum_column(Side)
    contact_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    user_id: Mapped[int | None]
    name: Mapped[Name | None]

    interaction: Mapped[Interaction] = relationship(
        back_populates="participants", primaryjoin="foreign(InteractionParticipant.interaction_id) == Interaction.id"
    )
    contact: Mapped[Contact | None] = relationship(
        "Contact", primaryjoin="foreign(InteractionParticipant.contact_id) == Contact.id"
    )
    organisation: Mapped[Organisation | None] = relationship(
        "Organisation", primaryjoin="foreign(InteractionParticipant.organisation_id) == Organisation.id"
    )
    user: Mapped[User | None] = relationship("User", primaryjoin="foreign(InteractionParticipant.user_id) == User.id")

    def told_under(self) -> tuple[str, int]:
        return "interaction", self.interaction_id

    def words_to_find(self) -> Iterable[str | None]:
        for record in (self.contact, self.organisation):
            if record is not None:
                yield from record.words_to_find()
        yield self.name


register_subject(
    "interaction",
    Interaction,
    label=N_("Interaction"),
    endpoint="interactions.show",
    id_name="interaction_id",
    needs="interactions:read",
    title=lambda record, _language: record.subject,
)
found_by_words_of(Partnership, Interaction.partnership_id)
