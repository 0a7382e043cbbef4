"""Agreements: columns, constraints, what one row knows of itself. What belongs to one stands in `members`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Date, Index, String, event, func, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

# the relations below name these models: they have to be known before any of them is used
from tracker.accounts.models import Municipality, User
from tracker.agreements.kinds import (
    BY_ITSELF,
    KIND_LABELS,
    OVER,
    Kind,
    NoticeUnit,
    Renewal,
    RenewalDecision,
    Status,
)
from tracker.agreements.members import Approval, Party, StatusChange
from tracker.agreements.terms import earlier
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable
from tracker.kernel.kinds import LongText, Name, Title, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.negotiations.models import Negotiation
from tracker.partners.models import CooperationArea, Partnership
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Agreement", "AgreementArea", "Approval", "Party", "StatusChange"]

# "no last day" sorts behind every day; a literal, so that the expression meets its index on both databases
FOREVER = literal_column("'9999-12-31'", Date())
FLAGS_KEPT = 3


def _where_set(column: str) -> Index:
    """An index of the few rows that have the column."""
    condition = text(f"{column} IS NOT NULL")
    columns = ("municipality_id", column, "id")
    return Index(f"ix_agreement_{column}", *columns, sqlite_where=condition, postgresql_where=condition)


class AgreementArea(TenantOwned, Model):
    """An area of cooperation that an agreement covers."""

    __tablename__ = "agreement_area"
    __table_args__ = (
        tenant_key("agreement_id", "agreement"),
        tenant_key("area_id", "cooperation_area"),
        tenant_identity(),
        Index("ix_agreement_area_agreement", "municipality_id", "agreement_id", "area_id", unique=True),
        Index("ix_agreement_area_area", "municipality_id", "area_id", "agreement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int]
    area_id: Mapped[int]


class Agreement(TenantOwned, Record, Archivable, Findable, Model):
    """A document of two or more parties, from draft to lapse.

    `counterparts_*`, `counterpart_flags` and `has_foreign_party` repeat what the parties say, and `area_codes` the
    areas, as of the last time the document was written: a list reads rows and no more. `last_day_to_act` is the last
    day on which its coming end can be objected to, or its prolongation asked for; `renews`: as things stand it
    prolongs itself.
    """

    __tablename__ = "agreement"
    untold = frozenset(
        {"has_foreign_party", "counterparts_ru", "counterparts_en", "counterpart_count", "counterpart_flags"}
        | {"last_day_to_act", "renews", "needed_approvals", "publication_due_on"}
    )

    title: Mapped[Title]
    title_second: Mapped[Title | None]
    kind: Mapped[Kind] = enum_column(Kind, default=Kind.COOPERATION)
    number: Mapped[str] = mapped_column(String(100), default="")
    subject: Mapped[LongText | None]
    note: Mapped[LongText | None]
    languages: Mapped[Name | None]
    copies: Mapped[int | None]

    partnership_id: Mapped[int | None]
    negotiation_id: Mapped[int | None]
    parent_id: Mapped[int | None]
    superseded_by_id: Mapped[int | None]
    responsible_id: Mapped[int | None]

    status: Mapped[Status] = enum_column(Status, default=Status.DRAFT)
    status_since: Mapped[date]
    drafted_on: Mapped[date]
    submitted_by_id: Mapped[int | None]
    submitted_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None]
    approved_at: Mapped[datetime | None]

    involves_money: Mapped[bool] = mapped_column(default=False)
    needed_approvals: Mapped[str] = mapped_column(String(200), default="")

    signed_on: Mapped[date | None]
    signed_at_place: Mapped[Name | None]
    enters_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    indefinite: Mapped[bool] = mapped_column(default=False)

    renewal: Mapped[Renewal] = enum_column(Renewal, default=Renewal.NONE)
    renewal_months: Mapped[int | None]
    notice: Mapped[int | None]
    notice_unit: Mapped[NoticeUnit] = enum_column(NoticeUnit, default=NoticeUnit.DAYS)
    renewal_decision: Mapped[RenewalDecision | None] = enum_column(RenewalDecision)
    last_day_to_act: Mapped[date | None]
    renews: Mapped[bool] = mapped_column(default=False)

    notice_given_on: Mapped[date | None]
    end_before_notice: Mapped[date | None]
    new_ends_on: Mapped[date | None]
    new_indefinite: Mapped[bool] = mapped_column(default=False)
    amended_on: Mapped[date | None]
    published_on: Mapped[date | None]
    published_in: Mapped[Name | None]
    published_url: Mapped[Title | None]
    publication_due_on: Mapped[date | None]
    terminated_on: Mapped[date | None]
    termination_reason: Mapped[LongText | None]

    has_foreign_party: Mapped[bool] = mapped_column(default=False)
    register_override: Mapped[bool | None]
    register_reason: Mapped[LongText | None]
    counterparts_ru: Mapped[Name] = mapped_column(default="")
    counterparts_en: Mapped[Name] = mapped_column(default="")
    counterpart_count: Mapped[int] = mapped_column(default=0)
    counterpart_flags: Mapped[str] = mapped_column(String(20), default="")
    area_codes: Mapped[str] = mapped_column(String(1000), default="")

    parties: Mapped[list[Party]] = relationship(
        back_populates="agreement",
        primaryjoin="Agreement.id == foreign(Party.agreement_id)",
        order_by="Party.position",
        cascade="all, delete-orphan",
    )
    approvals: Mapped[list[Approval]] = relationship(
        back_populates="agreement",
        primaryjoin="Agreement.id == foreign(Approval.agreement_id)",
        order_by="Approval.id",
        cascade="all, delete-orphan",
    )
    areas: Mapped[list[CooperationArea]] = relationship(
        secondary="agreement_area",
        primaryjoin="Agreement.id == foreign(AgreementArea.agreement_id)",
        secondaryjoin="foreign(AgreementArea.area_id) == CooperationArea.id",
        viewonly=True,
    )
    municipality: Mapped[Municipality] = relationship(
        primaryjoin="foreign(Agreement.municipality_id) == Municipality.id", viewonly=True
    )
    partnership: Mapped[Partnership | None] = relationship(
        primaryjoin="foreign(Agreement.partnership_id) == Partnership.id", viewonly=True
    )
    negotiation: Mapped[Negotiation | None] = relationship(
        primaryjoin="foreign(Agreement.negotiation_id) == Negotiation.id", viewonly=True
    )
    parent: Mapped[Agreement | None] = relationship(
        primaryjoin="foreign(Agreement.parent_id) == remote(Agreement.id)", viewonly=True
    )
    superseded_by: Mapped[Agreement | None] = relationship(
        primaryjoin="foreign(Agreement.superseded_by_id) == remote(Agreement.id)", viewonly=True
    )
    responsible: Mapped[User | None] = relationship(
        primaryjoin="foreign(Agreement.responsible_id) == User.id", viewonly=True
    )
    submitted_by: Mapped[User | None] = relationship(
        primaryjoin="foreign(Agreement.submitted_by_id) == User.id", viewonly=True
    )
    approved_by: Mapped[User | None] = relationship(
        primaryjoin="foreign(Agreement.approved_by_id) == User.id", viewonly=True
    )

    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("negotiation_id", "negotiation"),
        tenant_key("parent_id", "agreement"),
        tenant_key("superseded_by_id", "agreement"),
        tenant_key("responsible_id", "user"),
        tenant_key("submitted_by_id", "user"),
        tenant_key("approved_by_id", "user"),
        CheckConstraint("ends_on >= signed_on", name="ends_after_signing"),
        CheckConstraint("enters_on >= signed_on", name="enters_after_signing"),
        CheckConstraint("ends_on >= enters_on", name="ends_after_entry"),
        CheckConstraint(
            "NOT indefinite OR ends_on IS NULL OR notice_given_on IS NOT NULL", name="indefinite_has_no_end"
        ),
        CheckConstraint("NOT indefinite OR renewal = 'none'", name="indefinite_is_not_prolonged"),
        CheckConstraint("renewal_months > 0 AND renewal_months <= 1200", name="renewal_months_make_sense"),
        CheckConstraint("notice >= 0 AND notice <= 3660", name="notice_makes_sense"),
        CheckConstraint("copies > 0", name="copies_make_sense"),
        CheckConstraint("status <> 'in_review' OR submitted_by_id IS NOT NULL", name="in_review_was_submitted"),
        CheckConstraint(
            "status NOT IN ('approved', 'at_region', 'consented') OR approved_by_id IS NOT NULL",
            name="approved_by_somebody",
        ),
        CheckConstraint("(approved_by_id IS NULL) = (approved_at IS NULL)", name="approval_has_both"),
        CheckConstraint("(submitted_by_id IS NULL) = (submitted_at IS NULL)", name="submission_has_both"),
        CheckConstraint(
            "status NOT IN ('signed', 'in_force', 'suspended', 'expired', 'terminated', 'superseded')"
            " OR signed_on IS NOT NULL",
            name="signed_has_day",
        ),
        CheckConstraint(
            "status NOT IN ('in_force', 'suspended', 'expired') OR enters_on IS NOT NULL", name="in_force_has_day"
        ),
        CheckConstraint(
            "status NOT IN ('in_force', 'suspended', 'expired') OR indefinite OR ends_on IS NOT NULL",
            name="in_force_has_term",
        ),
        CheckConstraint("status <> 'expired' OR ends_on IS NOT NULL", name="expired_had_an_end"),
        CheckConstraint("(status = 'terminated') = (terminated_on IS NOT NULL)", name="terminated_has_day"),
        CheckConstraint("(status = 'superseded') = (superseded_by_id IS NOT NULL)", name="superseded_by_another"),
        CheckConstraint("published_on >= signed_on", name="published_after_signing"),
        CheckConstraint("NOT new_indefinite OR new_ends_on IS NULL", name="new_term_is_one"),
        CheckConstraint("superseded_by_id <> id AND parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("register_override IS NULL OR register_reason IS NOT NULL", name="override_has_reason"),
        index_of_present("agreement"),
        Index("ix_agreement_updated", "municipality_id", "updated_at", "id"),
        Index(
            "ix_agreement_present_status", "municipality_id", "status", "archived_at", "ends_on", "enters_on", "renews"
        ),
        Index("ix_agreement_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_agreement_number", "municipality_id", "number", "id"),
        Index("ix_agreement_until", "municipality_id", func.coalesce(literal_column("ends_on"), FOREVER), "id"),
        Index("ix_agreement_act", "municipality_id", func.coalesce(literal_column("last_day_to_act"), FOREVER), "id"),
        Index("ix_agreement_signed", "municipality_id", func.coalesce(literal_column("signed_on"), FOREVER), "id"),
        Index("ix_agreement_status", "municipality_id", "status", "status_since", "id"),
        Index("ix_agreement_status_end", "municipality_id", "status", "ends_on", "id"),
        Index("ix_agreement_responsible", "municipality_id", "responsible_id", "status", "id"),
        Index("ix_agreement_partnership", "municipality_id", "partnership_id", "id"),
        Index("ix_agreement_negotiation", "municipality_id", "negotiation_id", "id"),
        _where_set("parent_id"),
        _where_set("superseded_by_id"),
        Index(
            "ix_agreement_unpublished",
            "municipality_id",
            "publication_due_on",
            "id",
            sqlite_where=text("published_on IS NULL AND publication_due_on IS NOT NULL"),
            postgresql_where=text("published_on IS NULL AND publication_due_on IS NOT NULL"),
        ),
        Index("ix_agreement_submitted", "municipality_id", "status", "submitted_by_id", "id"),
    )

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.title, self.title_second, self.number)
        for party in self.parties:
            if not party.is_ours:
                yield from (party.name_ru, party.name_en, party.short_name)

    def name_to_sort(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """English, marked for translation."""
        return KIND_LABELS[self.kind]

    @property
    def has_term(self) -> bool:
        return self.indefinite or self.ends_on is not None

    @property
    def in_register(self) -> bool:
        """Has a foreign party and is signed, unless somebody decided otherwise with a reason."""
        if self.register_override is not None:
            return self.register_override
        return self.has_foreign_party and self.signed_on is not None and self.status is not Status.CANCELLED

    def needs(self, kind: ApprovalKind) -> bool:
        """Whether it may not be signed without this approval."""
        return kind.value in (self.needed_approvals or "").split()

    def approval(self, kind: ApprovalKind) -> Approval | None:
        """The approval of the text as it is now: asked for, or answered already."""
        return next((one for one in self.approvals if one.kind is kind and one.is_current), None)

    def days_late(self, kind: ApprovalKind, today: date) -> int:
        """Days since the term of an approval ran out without an answer; zero or less: it did not."""
        approval = self.approval(kind)
        return approval.days_late(today) if approval is not None else 0

    def counterparts_in(self, language: str) -> str:
        return self.counterparts_ru if language == "ru" else self.counterparts_en

    def reckon_term(self) -> None:
        """Compute what follows from the term and the renewal. Runs before every write of the row."""
        renewal = self.renewal or Renewal.NONE
        noticed = self.notice_given_on is not None
        over = self.status in OVER
        self.renews = (
            renewal in BY_ITSELF
            and self.ends_on is not None
            and bool(self.renewal_months)
            and self.renewal_decision is not RenewalDecision.OBJECT
            and not noticed
            and not over
        )
        self.last_day_to_act = None
        if self.ends_on is not None and renewal is not Renewal.NONE and not noticed and not over:
            self.last_day_to_act = earlier(self.ends_on, self.notice or 0, self.notice_unit or NoticeUnit.DAYS)


@event.listens_for(Agreement, "before_insert")
@event.listens_for(Agreement, "before_update")
def _reckon(_mapper: Any, _connection: Any, agreement: Agreement) -> None:
    agreement.reckon_term()


register_subject(
    "agreement",
    Agreement,
    label=N_("Agreement"),
    endpoint="agreements.show",
    id_name="agreement_id",
    needs="agreements:read",
    title=lambda record, _language: record.title,
)
