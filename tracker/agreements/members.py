"""What belongs to one agreement: its parties, its approvals, and every change of its status."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import User
from tracker.agreements.kinds import Action, ApprovalAnswer, PartyKind, Status
from tracker.kernel import clock
from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import LongText, Name, Title, enum_column
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.organisations.models import Organisation
from tracker.places.models import City
from tracker.regulations.kinds import ApprovalKind

if TYPE_CHECKING:
    from tracker.agreements.models import Agreement


class Party(TenantOwned, Record, Model):
    """One party of an agreement with its signatory: the municipality itself, a city, an organisation, or a name.

    The names are those under which it stands in the document; they are taken from the record when the document
    is written. `country_code` decides whether the party is foreign.
    """

    __tablename__ = "party"

    agreement_id: Mapped[int]
    position: Mapped[int]
    kind: Mapped[PartyKind] = enum_column(PartyKind)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    organisation_id: Mapped[int | None]
    name_ru: Mapped[Title]
    name_en: Mapped[Title]
    short_name: Mapped[Name | None]
    country_code: Mapped[str] = mapped_column(String(2))
    is_foreign: Mapped[bool] = mapped_column(default=False)
    signatory: Mapped[Name | None]
    post: Mapped[Name | None]
    ground: Mapped[Name | None]
    signed_on: Mapped[date | None]

    agreement: Mapped[Agreement] = relationship(
        back_populates="parties", primaryjoin="Agreement.id == foreign(Party.agreement_id)"
    )
    city: Mapped[City | None] = relationship(viewonly=True)
    organisation: Mapped[Organisation | None] = relationship(
        primaryjoin="foreign(Party.organisation_id) == Organisation.id", viewonly=True
    )

    __table_args__ = (
        tenant_identity(),
        tenant_key("agreement_id", "agreement"),
        tenant_key("organisation_id", "organisation"),
        CheckConstraint("(kind = 'city') = (city_id IS NOT NULL)", name="city_is_named"),
        CheckConstraint("(kind = 'organisation') = (organisation_id IS NOT NULL)", name="organisation_is_named"),
        Index("ix_party_agreement", "municipality_id", "agreement_id", "position"),
        Index("ix_party_country", "municipality_id", "country_code", "agreement_id"),
        Index("ix_party_city", "municipality_id", "city_id", "agreement_id"),
        Index("ix_party_organisation", "municipality_id", "organisation_id", "agreement_id"),
    )

    @property
    def is_ours(self) -> bool:
        return self.kind is PartyKind.MUNICIPALITY

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.name_ru

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    def told_under(self) -> tuple[str, int]:
        return ("agreement", self.agreement_id)


class Approval(TenantOwned, Record, Model):
    """An approval of one agreement that was asked for: when, by which letter, until when, and what came of it.

    Not `is_current`: it was asked for an earlier text. `enclosures`: what went with it, one paper a line.
    `valid_until`: after this day what was given no longer allows to sign.
    """

    __tablename__ = "approval"

    agreement_id: Mapped[int]
    kind: Mapped[ApprovalKind] = enum_column(ApprovalKind)
    is_current: Mapped[bool] = mapped_column(default=True)
    asked_on: Mapped[date]
    asked_number: Mapped[str] = mapped_column(String(100), default="")
    enclosures: Mapped[LongText] = mapped_column(default="")
    due_on: Mapped[date | None]
    answer: Mapped[ApprovalAnswer | None] = enum_column(ApprovalAnswer)
    answered_on: Mapped[date | None]
    answer_number: Mapped[str] = mapped_column(String(100), default="")
    valid_until: Mapped[date | None]
    reason: Mapped[LongText | None]

    agreement: Mapped[Agreement] = relationship(
        back_populates="approvals", primaryjoin="Agreement.id == foreign(Approval.agreement_id)"
    )

    __table_args__ = (
        tenant_identity(),
        tenant_key("agreement_id", "agreement"),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answer_has_day"),
        CheckConstraint("answered_on >= asked_on", name="answered_after_asking"),
        CheckConstraint("answer <> 'refused' OR reason IS NOT NULL", name="refusal_has_reason"),
        CheckConstraint("valid_until >= answered_on", name="valid_after_answer"),
        Index(
            "ix_approval_agreement",
            "municipality_id",
            "agreement_id",
            "kind",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(
            "ix_approval_open",
            "municipality_id",
            "due_on",
            "agreement_id",
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
    )

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @property
    def is_given(self) -> bool:
        return self.answer is ApprovalAnswer.GIVEN

    def days_late(self, today: date) -> int:
        """Days since its term ran out without an answer; zero or less: it did not."""
        return (today - self.due_on).days if self.is_open and self.due_on is not None else 0

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.asked_number

    def told_under(self) -> tuple[str, int]:
        return ("agreement", self.agreement_id)


class ApprovalPaper(TenantOwned, Model):
    """A document of the agreement that belongs to one approval: what was enclosed, or (`is_answer`) the answer."""

    __tablename__ = "approval_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int]
    document_id: Mapped[int]
    is_answer: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        tenant_identity(),
        tenant_key("approval_id", "approval"),
        tenant_key("document_id", "document"),
        UniqueConstraint("municipality_id", "document_id"),
        Index("ix_approval_paper_approval", "municipality_id", "approval_id", "id"),
    )


class StatusChange(TenantOwned, Model):
    """One step in the life of an agreement; kept for ever, never changed.

    `on`: the day it took effect, `at`: when it was recorded, `by`: nobody where the calendar did it. A step that
    leaves the status (a prolongation, a notice) stands here too, with the same status on both sides. `side`: the
    party that did it, `until`: the end of the term, or of the consent, that it led to; `ends_before`: the end of the
    term before it, so that the term of any earlier day can be told.
    """

    __tablename__ = "status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int]
    action: Mapped[Action | None] = enum_column(Action)
    from_status: Mapped[Status | None] = enum_column(Status)
    to_status: Mapped[Status] = enum_column(Status)
    on: Mapped[date] = mapped_column("on_day")
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[LongText | None]
    document_number: Mapped[str | None] = mapped_column(String(100))
    document_on: Mapped[date | None]
    until: Mapped[date | None]
    ends_before: Mapped[date | None]
    side: Mapped[Title | None]
    approval: Mapped[ApprovalKind | None] = enum_column(ApprovalKind)

    agreement: Mapped[Agreement] = relationship(
        primaryjoin="foreign(StatusChange.agreement_id) == Agreement.id", viewonly=True
    )
    by: Mapped[User | None] = relationship("User", primaryjoin="foreign(StatusChange.by_id) == User.id", viewonly=True)

    __table_args__ = (
        tenant_identity(),
        tenant_key("agreement_id", "agreement"),
        Index("ix_status_change_agreement", "municipality_id", "agreement_id", "on_day", "at", "id"),
        Index("ix_status_change_to", "municipality_id", "to_status", "on_day", "id"),
    )
