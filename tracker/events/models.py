"""Events with delegations and their members, programme, costs, and what came of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.events.kinds import Kind, Level, Side
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import LongText, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.organisations.models import Organisation
    from tracker.places.models import City, Country

TIME = String(5)  # 14:30, in the zone of the place


class Event(TenantOwned, Record, Archivable, Findable, Model):
    """A forum, a delegation, an exhibition, a signing, a city day.

    Days and times are those of the place (`zone`, IANA name); `starts_at` and `ends_at` are the same as moments.
    The host is a partner, an organisation, or we ourselves when neither is named.
    """

    __tablename__ = "event"
    __table_args__ = (
        tenant_identity(),
        tenant_key("host_partnership_id", "partnership"),
        tenant_key("host_organisation_id", "organisation"),
        tenant_key("responsible_id", "user"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("host_partnership_id IS NULL OR host_organisation_id IS NULL", name="one_host"),
        CheckConstraint("(cancelled_on IS NULL) = (cancelled_reason IS NULL)", name="cancelled_with_reason"),
        CheckConstraint("reported_on IS NULL OR report_due_on IS NOT NULL", name="report_was_due"),
        index_of_present("event"),
        Index("ix_event_starts", "municipality_id", "starts_at", "id"),
        Index("ix_event_ends", "municipality_id", "ends_at", "id"),
        Index("ix_event_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_event_host_partnership", "municipality_id", "host_partnership_id", "id"),
        Index("ix_event_host_organisation", "municipality_id", "host_organisation_id", "id"),
        Index("ix_event_responsible", "municipality_id", "responsible_id", "id"),
    )
    untold = frozenset({"starts_at", "ends_at"})

    kind: Mapped[Kind] = enum_column(Kind)
    title_ru: Mapped[Name]
    title_en: Mapped[Name]
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    place: Mapped[Name | None]
    zone: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    starts_time: Mapped[str | None] = mapped_column(TIME)
    starts_at: Mapped[datetime]
    ends_on: Mapped[date]
    ends_time: Mapped[str | None] = mapped_column(TIME)
    ends_at: Mapped[datetime]
    host_partnership_id: Mapped[int | None]
    host_organisation_id: Mapped[int | None]
    level: Mapped[Level | None] = enum_column(Level)
    responsible_id: Mapped[int]
    note: Mapped[LongText | None]
    cancelled_on: Mapped[date | None]
    cancelled_reason: Mapped[LongText | None]
    outcome: Mapped[LongText | None]
    results: Mapped[LongText | None]
    report_due_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    report_document: Mapped[Name | None]

    city: Mapped[City | None] = relationship("City")
    responsible: Mapped[User] = relationship("User", primaryjoin="foreign(Event.responsible_id) == User.id")
    host_partnership: Mapped[Partnership | None] = relationship(
        "Partnership", primaryjoin="foreign(Event.host_partnership_id) == Partnership.id"
    )
    host_organisation: Mapped[Organisation | None] = relationship(
        "Organisation", primaryjoin="foreign(Event.host_organisation_id) == Organisation.id"
    )
    delegations: Mapped[list[EventDelegation]] = relationship(
        back_populates="event",
        primaryjoin="Event.id == foreign(EventDelegation.event_id)",
        order_by="EventDelegation.side.desc(), EventDelegation.id",
        cascade="all, delete-orphan",
    )
    programme: Mapped[list[EventItem]] = relationship(
        back_populates="event",
        primaryjoin="Event.id == foreign(EventItem.event_id)",
        order_by="EventItem.happens_on, EventItem.starts_time, EventItem.id",
        cascade="all, delete-orphan",
    )
    costs: Mapped[list[EventCost]] = relationship(
        back_populates="event",
        primaryjoin="Event.id == foreign(EventCost.event_id)",
        order_by="EventCost.id",
        cascade="all, delete-orphan",
    )
    links: Mapped[list[EventLink]] = relationship(
        back_populates="event",
        primaryjoin="Event.id == foreign(EventLink.event_id)",
        order_by="EventLink.id",
        cascade="all, delete-orphan",
    )

    def title_in(self, language: str) -> str:
        return self.title_ru if language == "ru" else self.title_en

    @property
    def title_told(self) -> str:
        return self.title_ru

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.title_ru, self.title_en, self.place)
        if self.city is not None:
            yield from (self.city.name_ru, self.city.name_en)
        if self.host_partnership is not None:
            yield from (self.host_partnership.title_ru, self.host_partnership.title_en)
        if self.host_organisation is not None:
            yield from (self.host_organisation.name_ru, self.host_organisation.name_en)

    def name_to_sort(self) -> str:
        return self.title_ru


class EventDelegation(TenantOwned, Record, Model):
    """Those who come together: of a partner, an organisation or a country, or our own."""

    __tablename__ = "event_delegation"
    __table_args__ = (
        tenant_identity(),
        tenant_key("event_id", "event"),
        tenant_key("partnership_id", "partnership"),
        tenant_key("organisation_id", "organisation"),
        CheckConstraint(
            "CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN country_id IS NULL THEN 0 ELSE 1 END = CASE WHEN side = 'ours' THEN 0 ELSE 1 END",
            name="is_of_one",
        ),
        CheckConstraint("departs_on >= arrives_on", name="departs_after_arrival"),
        Index("ix_event_delegation_event", "municipality_id", "event_id", "id"),
        Index("ix_event_delegation_partnership", "municipality_id", "partnership_id", "event_id"),
        Index("ix_event_delegation_organisation", "municipality_id", "organisation_id", "event_id"),
    )

    event_id: Mapped[int]
    side: Mapped[Side] = enum_column(Side)
    partnership_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    country_id: Mapped[int | None] = mapped_column(ForeignKey("country.id"))
    arrives_on: Mapped[date | None]
    arrives_time: Mapped[str | None] = mapped_column(TIME)
    departs_on: Mapped[date | None]
    departs_time: Mapped[str | None] = mapped_column(TIME)
    travel: Mapped[Name | None]
    note: Mapped[LongText | None]

    event: Mapped[Event] = relationship(
        back_populates="delegations", primaryjoin="foreign(EventDelegation.event_id) == Event.id"
    )
    partnership: Mapped[Partnership | None] = relationship(
        "Partnership", primaryjoin="foreign(EventDelegation.partnership_id) == Partnership.id"
    )
    organisation: Mapped[Organisation | None] = relationship(
        "Organisation", primaryjoin="foreign(EventDelegation.organisation_id) == Organisation.id"
    )
    country: Mapped[Country | None] = relationship("Country")
    members: Mapped[list[EventMember]] = relationship(
        back_populates="delegation",
        primaryjoin="EventDelegation.id == foreign(EventMember.event_delegation_id)",
        order_by="EventMember.position, EventMember.id",
        cascade="all, delete-orphan",
    )

    def told_under(self) -> tuple[str, int]:
        return "event", self.event_id


class EventMember(TenantOwned, Record, Model):
    """One of a delegation, in order of rank, with the post held at that time."""

    __tablename__ = "event_member"
    __table_args__ = (
        tenant_identity(),
        tenant_key("event_id", "event"),
        tenant_key("event_delegation_id", "event_delegation"),
        tenant_key("contact_id", "contact"),
        tenant_key("user_id", "user"),
        CheckConstraint(
            "CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN name IS NULL THEN 0 ELSE 1 END = 1",
            name="is_one",
        ),
        Index("ix_event_member_delegation", "municipality_id", "event_delegation_id", "position", "id"),
        Index("ix_event_member_contact", "municipality_id", "contact_id", "event_delegation_id"),
    )

    told_once = (("event_delegation_id", "contact_id"),)

    event_id: Mapped[int]
    event_delegation_id: Mapped[int]
    position: Mapped[int]
    contact_id: Mapped[int | None]
    user_id: Mapped[int | None]
    name: Mapped[Name | None]
    post: Mapped[Name] = mapped_column(default="")
    is_head: Mapped[bool] = mapped_column(default=False)
    is_interpreter: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Name] = mapped_column(default="")

    delegation: Mapped[EventDelegation] = relationship(
        back_populates="members", primaryjoin="foreign(EventMember.event_delegation_id) == EventDelegation.id"
    )
    contact: Mapped[Contact | None] = relationship(
        "Contact", primaryjoin="foreign(EventMember.contact_id) == Contact.id"
    )
    user: Mapped[User | None] = relationship("User", primaryjoin="foreign(EventMember.user_id) == User.id")

    def told_under(self) -> tuple[str, int]:
        return "event", self.event_id

    def name_in(self, language: str) -> str:
        if self.contact is not None:
            return self.contact.name_in(language)
        return self.user.name if self.user is not None else self.name or ""


class EventItem(TenantOwned, Record, Model):
    """One line of the programme: day and hour of the place."""

    __tablename__ = "event_item"
    __table_args__ = (
        tenant_identity(),
        tenant_key("event_id", "event"),
        tenant_key("responsible_id", "user"),
        Index("ix_event_item_event", "municipality_id", "event_id", "happens_on", "starts_time", "id"),
    )

    event_id: Mapped[int]
    happens_on: Mapped[date]
    starts_time: Mapped[str] = mapped_column(TIME)
    ends_time: Mapped[str | None] = mapped_column(TIME)
    what: Mapped[Name]
    place: Mapped[Name | None]
    responsible_id: Mapped[int | None]

    event: Mapped[Event] = relationship(
        back_populates="programme", primaryjoin="foreign(EventItem.event_id) == Event.id"
    )
    responsible: Mapped[User | None] = relationship("User", primaryjoin="foreign(EventItem.responsible_id) == User.id")

    def told_under(self) -> tuple[str, int]:
        return "event", self.event_id


class EventCost(TenantOwned, Record, Model):
    """One item of the estimate: planned and actual, in hundredths of the currency (ISO 4217)."""

    __tablename__ = "event_cost"
    __table_args__ = (
        tenant_identity(),
        tenant_key("event_id", "event"),
        CheckConstraint("planned >= 0 AND actual >= 0", name="is_not_negative"),
        Index("ix_event_cost_event", "municipality_id", "event_id", "id"),
    )

    event_id: Mapped[int]
    what: Mapped[Name]
    currency: Mapped[str] = mapped_column(String(3))
    planned: Mapped[int | None] = mapped_column(BigInteger)
    actual: Mapped[int | None] = mapped_column(BigInteger)

    event: Mapped[Event] = relationship(back_populates="costs", primaryjoin="foreign(EventCost.event_id) == Event.id")

    def told_under(self) -> tuple[str, int]:
        return "event", self.event_id


class EventLink(TenantOwned, Record, Model):
    """Talks or an agreement that came of an event, or that it was held for."""

    __tablename__ = "event_link"
    __table_args__ = (
        tenant_identity(),
        tenant_key("event_id", "event"),
        tenant_key("negotiation_id", "negotiation"),
        tenant_key("agreement_id", "agreement"),
        CheckConstraint("(negotiation_id IS NULL) <> (agreement_id IS NULL)", name="is_one"),
        Index("ix_event_link_event", "municipality_id", "event_id", "id"),
        Index("ix_event_link_negotiation", "municipality_id", "negotiation_id", "event_id"),
        Index("ix_event_link_agreement", "municipality_id", "agreement_id", "event_id"),
    )

    event_id: Mapped[int]
    negotiation_id: Mapped[int | None]
    agreement_id: Mapped[int | None]

    event: Mapped[Event] = relationship(back_populates="links", primaryjoin="foreign(EventLink.event_id) == Event.id")

    def told_under(self) -> tuple[str, int]:
        return "event", self.event_id


register_subject(
    "event",
    Event,
    label=N_("Event"),
    endpoint="events.show",
    id_name="event_id",
    needs="events:read",
    title=lambda record, language: record.title_in(language),
)
found_by_words_of(Partnership, Event.host_partnership_id)
