"""Interests, and the organisations at home that they suit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.events.models import Event
from tracker.interactions.models import Interaction
from tracker.interests.kinds import Direction, Kind, State
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import LongText, Title, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.negotiations.models import Negotiation
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.organisations.models import Organisation


class Interest(TenantOwned, Record, Archivable, Findable, Model):
    """What somebody wants from us, or we from them. `value` in hundredths of `currency` (ISO 4217).

    `sector` is a code of ISIC Rev. 4, see `sectors`.
    """

    __tablename__ = "interest"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("organisation_id", "organisation"),
        tenant_key("contact_id", "contact"),
        tenant_key("event_id", "event"),
        tenant_key("interaction_id", "interaction"),
        tenant_key("negotiation_id", "negotiation"),
        tenant_key("responsible_id", "user"),
        CheckConstraint(
            "partnership_id IS NOT NULL OR organisation_id IS NOT NULL OR contact_id IS NOT NULL", name="is_somebodys"
        ),
        CheckConstraint("(state = 'negotiation') = (negotiation_id IS NOT NULL)", name="talks_are_named"),
        CheckConstraint("(state = 'dropped') = (dropped_reason IS NOT NULL)", name="dropped_with_reason"),
        CheckConstraint("value IS NULL OR (value >= 0 AND currency IS NOT NULL)", name="value_has_currency"),
        index_of_present("interest"),
        Index("ix_interest_voiced", "municipality_id", "voiced_on", "id"),
        Index("ix_interest_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_interest_state", "municipality_id", "state", "voiced_on", "id"),
        Index("ix_interest_partnership", "municipality_id", "partnership_id", "voiced_on", "id"),
        Index("ix_interest_organisation", "municipality_id", "organisation_id", "id"),
        Index("ix_interest_contact", "municipality_id", "contact_id", "id"),
        Index("ix_interest_event", "municipality_id", "event_id", "id"),
        Index("ix_interest_interaction", "municipality_id", "interaction_id", "id"),
        Index("ix_interest_negotiation", "municipality_id", "negotiation_id", "id"),
        Index("ix_interest_sector", "municipality_id", "sector", "id"),
        Index("ix_interest_responsible", "municipality_id", "responsible_id", "id"),
    )

    direction: Mapped[Direction] = enum_column(Direction)
    kind: Mapped[Kind] = enum_column(Kind)
    what: Mapped[Title]
    details: Mapped[LongText | None]
    sector: Mapped[str | None] = mapped_column(String(2))
    partnership_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    contact_id: Mapped[int | None]
    event_id: Mapped[int | None]
    interaction_id: Mapped[int | None]
    voiced_on: Mapped[date]
    value: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    state: Mapped[State] = enum_column(State, default=State.OPEN)
    dropped_reason: Mapped[LongText | None]
    negotiation_id: Mapped[int | None]
    responsible_id: Mapped[int]

    partnership: Mapped[Partnership | None] = relationship(
        "Partnership", primaryjoin="foreign(Interest.partnership_id) == Partnership.id"
    )
    organisation: Mapped[Organisation | None] = relationship(
        "Organisation", primaryjoin="foreign(Interest.organisation_id) == Organisation.id"
    )
    contact: Mapped[Contact | None] = relationship("Contact", primaryjoin="foreign(Interest.contact_id) == Contact.id")
    event: Mapped[Event | None] = relationship("Event", primaryjoin="foreign(Interest.event_id) == Event.id")
    interaction: Mapped[Interaction | None] = relationship(
        "Interaction", primaryjoin="foreign(Interest.interaction_id) == Interaction.id"
    )
    negotiation: Mapped[Negotiation | None] = relationship(
        "Negotiation", primaryjoin="foreign(Interest.negotiation_id) == Negotiation.id"
    )
    responsible: Mapped[User] = relationship("User", primaryjoin="foreign(Interest.responsible_id) == User.id")
    matches: Mapped[list[InterestMatch]] = relationship(
        back_populates="interest",
        primaryjoin="Interest.id == foreign(InterestMatch.interest_id)",
        order_by="InterestMatch.id",
        cascade="all, delete-orphan",
    )

    @property
    def title_told(self) -> str:
        return self.what

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.what, self.details)
        if self.partnership is not None:
            yield from (self.partnership.title_ru, self.partnership.title_en)
        for record in (self.organisation, self.contact):
            if record is not None:
                yield from (record.name_ru, record.name_en)

    def name_to_sort(self) -> str:
        return self.what


class InterestMatch(TenantOwned, Record, Model):
    """An organisation at home that can give what is wanted, or take it."""

    __tablename__ = "interest_match"
    __table_args__ = (
        tenant_identity(),
        tenant_key("interest_id", "interest"),
        tenant_key("organisation_id", "organisation"),
        UniqueConstraint("municipality_id", "interest_id", "organisation_id"),
        Index("ix_interest_match_organisation", "municipality_id", "organisation_id", "interest_id"),
    )

    interest_id: Mapped[int]
    organisation_id: Mapped[int]

    interest: Mapped[Interest] = relationship(
        back_populates="matches", primaryjoin="foreign(InterestMatch.interest_id) == Interest.id"
    )
    organisation: Mapped[Organisation] = relationship(
        "Organisation", primaryjoin="foreign(InterestMatch.organisation_id) == Organisation.id"
    )

    def told_under(self) -> tuple[str, int]:
        return "interest", self.interest_id


register_subject(
    "interest",
    Interest,
    label=N_("Interest"),
    endpoint="interests.show",
    id_name="interest_id",
    needs="interests:read",
    title=lambda record, _language: record.what,
)
found_by_words_of(Partnership, Interest.partnership_id)
