"""Contacts with their posts and the ways to reach them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel import clock
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable
from tracker.kernel.kinds import LongText, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.organisations.models import Organisation


class Basis(StrEnum):
    """Why a person's data may be kept: the grounds of 152-FZ, article 6."""

    DUTY = "duty"
    CONTRACT = "contract"
    CONSENT = "consent"
    PUBLIC = "public"


class Source(StrEnum):
    """Where the data came from."""

    CARD = "card"
    LETTER = "letter"
    EVENT = "event"
    COLLEAGUE = "colleague"
    WEBSITE = "website"
    SPREADSHEET = "spreadsheet"


class WayKind(StrEnum):
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    MESSENGER = "messenger"


BASIS_LABELS = {
    Basis.DUTY: N_("Duties under the law"),
    Basis.CONTRACT: N_("An agreement with the person's organisation"),
    Basis.CONSENT: N_("The person's consent"),
    Basis.PUBLIC: N_("Made public by the person"),
}
SOURCE_LABELS = {
    Source.CARD: N_("Business card"),
    Source.LETTER: N_("Letter"),
    Source.EVENT: N_("Event"),
    Source.COLLEAGUE: N_("Colleague"),
    Source.WEBSITE: N_("Website"),
    Source.SPREADSHEET: N_("Spreadsheet"),
}
WAY_LABELS = {
    WayKind.PHONE: N_("Phone"),
    WayKind.MOBILE: N_("Mobile"),
    WayKind.EMAIL: N_("E-mail"),
    WayKind.MESSENGER: N_("Messenger"),
}


class Contact(TenantOwned, Record, Archivable, Findable, Model):
    """A person. `name_original`: as written at home; the Russian and the Latin form beside it."""

    __tablename__ = "contact"
    __table_args__ = (
        tenant_identity(),
        index_of_present("contact"),
        Index("ix_contact_municipality_id_sort_name", "municipality_id", "sort_name", "id"),
    )

    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    name_original: Mapped[Name | None]
    address_as_ru: Mapped[Name | None]
    address_as_en: Mapped[Name | None]
    languages: Mapped[Name | None]
    birthday: Mapped[date | None]
    postal_address: Mapped[LongText | None]
    note: Mapped[LongText | None]
    basis: Mapped[Basis | None] = enum_column(Basis)
    source: Mapped[Source | None] = enum_column(Source)
    obtained_on: Mapped[date | None]
    review_on: Mapped[date | None]
    may_send_abroad: Mapped[bool] = mapped_column(default=False)

    ways: Mapped[list[ContactWay]] = relationship(
        back_populates="contact",
        primaryjoin="foreign(ContactWay.contact_id) == Contact.id",
        order_by="ContactWay.id",
        cascade="all, delete-orphan",
    )
    posts: Mapped[list[ContactPost]] = relationship(
        back_populates="contact",
        primaryjoin="foreign(ContactPost.contact_id) == Contact.id",
        order_by="ContactPost.until_on.is_not(None), ContactPost.since_on.desc(), ContactPost.id",
        cascade="all, delete-orphan",
    )

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    @property
    def title_told(self) -> str:
        return self.name_ru

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.name_ru, self.name_en, self.name_original)
        for way in self.ways:
            yield way.value
        for post in self.posts:
            yield from (post.title_ru, post.title_en, post.body)
            if post.organisation is not None:
                yield from (post.organisation.name_ru, post.organisation.name_en)

    def name_to_sort(self) -> str:
        return self.name_ru


class ContactWay(TenantOwned, Record, Model):
    """A phone number, mail address or messenger name."""

    __tablename__ = "contact_way"
    __table_args__ = (
        tenant_identity(),
        tenant_key("contact_id", "contact"),
        Index("ix_contact_way_municipality_id_contact_id", "municipality_id", "contact_id", "id"),
        Index("ix_contact_way_municipality_id_folded_value", "municipality_id", "folded_value", "contact_id"),
    )

    contact_id: Mapped[int]
    kind: Mapped[WayKind] = enum_column(WayKind)
    value: Mapped[Name]
    folded_value: Mapped[Name]

    contact: Mapped[Contact] = relationship(
        back_populates="ways", primaryjoin="foreign(ContactWay.contact_id) == Contact.id"
    )

    def told_under(self) -> tuple[str, int]:
        return "contact", self.contact_id


class ContactPost(TenantOwned, Record, Model):
    """A post the person holds or held: in an organisation, or in a body that is only named."""

    __tablename__ = "contact_post"
    __table_args__ = (
        tenant_identity(),
        tenant_key("contact_id", "contact"),
        tenant_key("organisation_id", "organisation"),
        CheckConstraint("until_on >= since_on", name="ends_after_begin"),
        Index("ix_contact_post_municipality_id_contact_id", "municipality_id", "contact_id", "id"),
        Index("ix_contact_post_municipality_id_organisation_id", "municipality_id", "organisation_id", "contact_id"),
    )

    contact_id: Mapped[int]
    organisation_id: Mapped[int | None]
    body: Mapped[Name | None]
    title_ru: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    is_main: Mapped[bool] = mapped_column(default=False)

    contact: Mapped[Contact] = relationship(
        back_populates="posts", primaryjoin="foreign(ContactPost.contact_id) == Contact.id"
    )
    organisation: Mapped[Organisation | None] = relationship(
        "Organisation", primaryjoin="foreign(ContactPost.organisation_id) == Organisation.id"
    )

    def told_under(self) -> tuple[str, int]:
        return "contact", self.contact_id

    def title_in(self, language: str) -> str:
        return (self.title_ru or self.title_en) if language == "ru" else (self.title_en or self.title_ru)

    @property
    def is_held(self) -> bool:
        return self.is_held_on(clock.now().date())

    def is_held_on(self, day: date) -> bool:
        """Begun by the day and not over: the last day of a term is still held."""
        return not self.is_over_on(day) and (self.since_on is None or self.since_on <= day)

    def is_over_on(self, day: date) -> bool:
        return self.until_on is not None and self.until_on < day


register_subject(
    "contact",
    Contact,
    label=N_("Contact"),
    endpoint="contacts.show",
    id_name="contact_id",
    needs="contacts:read",
    title=lambda record, language: record.name_in(language),
)
