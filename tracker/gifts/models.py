"""Gifts: columns, constraints, what one row knows of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

# the relations below name these models: they have to be known before any of them is used
from tracker.accounts.models import User
from tracker.contacts.models import Contact
from tracker.gifts.kinds import Way
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable, found_by_words_of
from tracker.kernel.kinds import LongText, Name, Title, enum_column
from tracker.kernel.money import HOME_CURRENCY
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.organisations.models import Organisation
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Iterable

HUNDRED = 100
TO_NOTIFY = text("notice_due_on IS NOT NULL AND notified_on IS NULL")


class Gift(TenantOwned, Record, Archivable, Findable, Model):
    """A gift that one of us gave or received at a protocol event.

    `notice_due_on`: by when a received one is to be reported, as the profile of duties said on its day;
    `is_dear`: its value is beyond what a servant may keep, so it is handed over.
    """

    __tablename__ = "gift"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("contact_id", "contact"),
        tenant_key("organisation_id", "organisation"),
        tenant_key("user_id", "user"),
        CheckConstraint(
            "partnership_id IS NOT NULL OR contact_id IS NOT NULL OR organisation_id IS NOT NULL", name="is_somebodys"
        ),
        CheckConstraint("hundredths >= 0", name="price_makes_sense"),
        CheckConstraint("notified_on >= passed_on", name="notified_after"),
        CheckConstraint("handed_over_on >= passed_on", name="handed_over_after"),
        CheckConstraint(
            "way = 'received' OR (notified_on IS NULL AND handed_over_on IS NULL AND notice_due_on IS NULL)",
            name="duties_of_received",
        ),
        index_of_present("gift"),
        Index("ix_gift_passed", "municipality_id", "passed_on", "id"),
        Index("ix_gift_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_gift_partnership", "municipality_id", "partnership_id", "passed_on", "id"),
        Index("ix_gift_contact", "municipality_id", "contact_id", "passed_on", "id"),
        Index("ix_gift_organisation", "municipality_id", "organisation_id", "passed_on", "id"),
        Index("ix_gift_user", "municipality_id", "user_id", "passed_on", "id"),
        Index(
            "ix_gift_to_notify",
            "municipality_id",
            "notice_due_on",
            "id",
            sqlite_where=TO_NOTIFY,
            postgresql_where=TO_NOTIFY,
        ),
    )
    untold = frozenset({"notice_due_on", "is_dear"})

    way: Mapped[Way] = enum_column(Way)
    what: Mapped[Title]
    passed_on: Mapped[date]
    occasion: Mapped[Title | None]
    hundredths: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default=HOME_CURRENCY)
    partnership_id: Mapped[int | None]
    contact_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    user_id: Mapped[int | None]
    notice_due_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    is_dear: Mapped[bool] = mapped_column(default=False)
    handed_over_on: Mapped[date | None]
    document: Mapped[Name | None]
    note: Mapped[LongText | None]

    partnership: Mapped[Partnership | None] = relationship(primaryjoin="foreign(Gift.partnership_id) == Partnership.id")
    contact: Mapped[Contact | None] = relationship(primaryjoin="foreign(Gift.contact_id) == Contact.id")
    organisation: Mapped[Organisation | None] = relationship(
        primaryjoin="foreign(Gift.organisation_id) == Organisation.id"
    )
    user: Mapped[User | None] = relationship(primaryjoin="foreign(Gift.user_id) == User.id", viewonly=True)

    @property
    def price(self) -> Decimal | None:
        """The value in units of the currency."""
        return None if self.hundredths is None else Decimal(self.hundredths) / HUNDRED

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.what

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.what, self.occasion, self.document)
        if self.partnership is not None:
            yield from (self.partnership.title_ru, self.partnership.title_en)
        for one in (self.contact, self.organisation):
            if one is not None:
                yield from one.words_to_find()

    def name_to_sort(self) -> str:
        return self.what


register_subject(
    "gift",
    Gift,
    label=N_("Gift"),
    endpoint="gifts.show",
    id_name="gift_id",
    needs="gifts:read",
    title=lambda record, _language: record.what,
)
for _model, _link in (
    (Partnership, Gift.partnership_id),
    (Contact, Gift.contact_id),
    (Organisation, Gift.organisation_id),
):
    found_by_words_of(_model, _link)
