"""Yearly reports in their editions, and what they say of each partner."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Language, Municipality, User
from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import LongText, Name, enum_column
from tracker.kernel.subjects import register_page, register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_
from tracker.partners.models import Partnership
from tracker.yearly_reports.kinds import Status


class YearlyReport(TenantOwned, Record, Model):
    """One edition of the report about a year.

    `frozen`: the figures, the list and the grounds as they were when it was sent; a draft has none and is computed
    anew whenever it is looked at. `sent_on`: the day of the letter, in the municipality's zone.
    """

    __tablename__ = "yearly_report"
    __table_args__ = (
        tenant_identity(),
        tenant_key("sent_by_id", "user"),
        UniqueConstraint("municipality_id", "year", "edition"),
        Index("ix_yearly_report_year", "municipality_id", "year", "edition", "id"),
        Index("ix_yearly_report_status", "municipality_id", "status", "year", "id"),
        CheckConstraint("year >= 1990 AND year <= 2200", name="year_makes_sense"),
        CheckConstraint("edition >= 1", name="edition_makes_sense"),
        CheckConstraint("(edition = 1) = (correction_reason IS NULL)", name="correction_has_reason"),
        CheckConstraint("(status = 'draft') = (sent_on IS NULL)", name="sent_has_day"),
        CheckConstraint("(sent_on IS NULL) = (sent_at IS NULL)", name="sent_has_moment"),
        CheckConstraint("(sent_on IS NULL) = (sent_by_id IS NULL)", name="sent_by_somebody"),
        CheckConstraint("(sent_on IS NULL) = (letter_number IS NULL)", name="sent_has_number"),
    )
    untold = frozenset({"frozen"})

    year: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    status: Mapped[Status] = enum_column(Status, default=Status.DRAFT)
    language: Mapped[Language] = enum_column(Language, default=Language.RUSSIAN)
    activity: Mapped[LongText | None]
    results: Mapped[LongText | None]
    problems: Mapped[LongText | None]
    proposals: Mapped[LongText | None]
    plan: Mapped[LongText | None]
    correction_reason: Mapped[LongText | None]
    signatory_post: Mapped[Name | None]
    signatory: Mapped[Name | None]
    letter_number: Mapped[str | None] = mapped_column(String(100))
    sent_on: Mapped[date | None]
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None]
    frozen: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))

    municipality: Mapped[Municipality] = relationship(
        primaryjoin="foreign(YearlyReport.municipality_id) == Municipality.id", viewonly=True
    )
    sent_by: Mapped[User | None] = relationship(
        "User", primaryjoin="foreign(YearlyReport.sent_by_id) == User.id", viewonly=True
    )
    partners: Mapped[list[YearlyReportPartner]] = relationship(
        back_populates="report",
        primaryjoin="YearlyReport.id == foreign(YearlyReportPartner.yearly_report_id)",
        order_by="YearlyReportPartner.position, YearlyReportPartner.id",
        cascade="all, delete-orphan",
    )

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return f"{self.year}/{self.edition}"


class YearlyReportPartner(TenantOwned, Record, Model):
    """What the report says of one partner city: results, problems and proposals, the plan."""

    __tablename__ = "yearly_report_partner"
    __table_args__ = (
        tenant_identity(),
        tenant_key("yearly_report_id", "yearly_report"),
        tenant_key("partnership_id", "partnership"),
        UniqueConstraint("municipality_id", "yearly_report_id", "partnership_id", name="uq_yearly_report_partner_once"),
        Index("ix_yearly_report_partner_partnership", "municipality_id", "partnership_id", "id"),
    )

    yearly_report_id: Mapped[int]
    partnership_id: Mapped[int]
    position: Mapped[int]
    results: Mapped[LongText | None]
    problems: Mapped[LongText | None]
    plan: Mapped[LongText | None]

    report: Mapped[YearlyReport] = relationship(
        back_populates="partners", primaryjoin="foreign(YearlyReportPartner.yearly_report_id) == YearlyReport.id"
    )
    partnership: Mapped[Partnership] = relationship(
        primaryjoin="foreign(YearlyReportPartner.partnership_id) == Partnership.id", viewonly=True
    )

    def told_under(self) -> tuple[str, int]:
        return "yearly_report", self.yearly_report_id

    @property
    def title_told(self) -> str:
        return self.partnership.title_ru if self.partnership else ""


register_subject(
    "yearly_report",
    YearlyReport,
    label=N_("Yearly report"),
    endpoint="yearly_reports.show",
    id_name="yearly_report_id",
)
register_page("report_year", label=N_("Yearly report"), endpoint="yearly_reports.index", id_name="year")
