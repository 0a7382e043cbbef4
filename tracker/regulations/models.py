"""The profile of a municipality's duties for a span of time, and the dictionary of legal bases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import Code, LongText, Name, Title, enum_column
from tracker.kernel.tenancy import TenantOwned, tenant_identity
from tracker.regulations.kinds import ApprovalKind, DayUnit, When


class Regulation(TenantOwned, Record, Model):
    """What is asked of the municipality from a day until a day (None: as long as nothing else is said).

    Terms are in days; None switches the duty off. Yearly papers are due before `report_month`-`report_day`.
    `enclosures_*`: one paper a line. A received gift is reported within `gift_notice_days` working days, one of more
    than `gift_value` of the home currency is handed over. `holidays`: days off every year, `days_off` and
    `days_worked`: those of a certain year that differ from the usual week. `*_when`, `*_kinds`: of which agreements
    an approval is asked, by the codes of documents (none: of all kinds); terms of the legal, finance and council's
    are in working days.
    """

    __tablename__ = "regulation"
    __table_args__ = (
        tenant_identity(),
        Index("ix_regulation_from", "municipality_id", "valid_from", "id"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_beginning"),
        CheckConstraint("notice_days > 0", name="notice_makes_sense"),
        CheckConstraint("application_days > 0", name="application_makes_sense"),
        CheckConstraint("consent_days > 0", name="consent_makes_sense"),
        CheckConstraint("legal_days > 0 AND finance_days > 0 AND council_days > 0", name="visas_make_sense"),
        CheckConstraint("publication_days > 0", name="publication_makes_sense"),
        CheckConstraint("(report_month IS NULL) = (report_day IS NULL)", name="report_has_both"),
        CheckConstraint("report_month BETWEEN 1 AND 12 AND report_day BETWEEN 1 AND 31", name="report_is_a_day"),
    )

    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    body_ru: Mapped[Name] = mapped_column(default="")
    body_en: Mapped[Name] = mapped_column(default="")
    consent_giver_ru: Mapped[Name] = mapped_column(default="")
    consent_giver_en: Mapped[Name] = mapped_column(default="")
    notice_days: Mapped[int | None]
    application_days: Mapped[int | None]
    legal_when: Mapped[When] = enum_column(When, default=When.NEVER)
    legal_kinds: Mapped[str] = mapped_column(String(400), default="")
    legal_days: Mapped[int | None]
    finance_when: Mapped[When] = enum_column(When, default=When.NEVER)
    finance_kinds: Mapped[str] = mapped_column(String(400), default="")
    finance_days: Mapped[int | None]
    council_when: Mapped[When] = enum_column(When, default=When.NEVER)
    council_kinds: Mapped[str] = mapped_column(String(400), default="")
    council_days: Mapped[int | None]
    region_when: Mapped[When] = enum_column(When, default=When.NEVER)
    region_kinds: Mapped[str] = mapped_column(String(400), default="")
    consent_days: Mapped[int | None]
    consent_unit: Mapped[DayUnit] = enum_column(DayUnit, default=DayUnit.CALENDAR)
    enclosures_ru: Mapped[LongText] = mapped_column(default="")
    enclosures_en: Mapped[LongText] = mapped_column(default="")
    report_month: Mapped[int | None]
    report_day: Mapped[int | None]
    signers_ru: Mapped[Name] = mapped_column(default="")
    signers_en: Mapped[Name] = mapped_column(default="")
    publication_days: Mapped[int | None]
    gift_notice_days: Mapped[int | None]
    gift_value: Mapped[int | None]
    publication_place: Mapped[Name] = mapped_column(default="")
    number_pattern: Mapped[str] = mapped_column(String(100), default="")
    holidays: Mapped[LongText] = mapped_column(default="")
    days_off: Mapped[LongText] = mapped_column(default="")
    days_worked: Mapped[LongText] = mapped_column(default="")

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.body_ru

    def body_in(self, language: str) -> str:
        """The authorised body that is notified and reported to."""
        return self.body_ru if language == "ru" else self.body_en

    def consent_giver_in(self, language: str) -> str:
        """Whose consent it is."""
        return self.consent_giver_ru if language == "ru" else self.consent_giver_en

    def asks(self, kind: ApprovalKind, *, document: str, foreign: bool, money: bool) -> bool:
        """Whether an agreement of this kind of document needs the approval."""
        when: When = getattr(self, f"{kind.value}_when") or When.NEVER
        codes: str = getattr(self, f"{kind.value}_kinds") or ""
        fits = {When.NEVER: False, When.ALWAYS: True, When.FOREIGN: foreign, When.MONEY: money}[when]
        return fits and (not codes or document in codes.split())

    def term_of(self, kind: ApprovalKind) -> tuple[int | None, DayUnit]:
        """Days within which an approval is given, and which days."""
        if kind is ApprovalKind.REGION:
            return self.consent_days, self.consent_unit or DayUnit.CALENDAR
        return getattr(self, f"{kind.value}_days"), DayUnit.WORKING

    def enclosures_in(self, language: str) -> list[str]:
        """The papers that go with an application for consent."""
        text = self.enclosures_ru if language == "ru" else self.enclosures_en
        return [line.strip() for line in text.splitlines() if line.strip()]

    def signers_in(self, language: str) -> str:
        """Who may sign an agreement for the municipality."""
        return self.signers_ru if language == "ru" else self.signers_en


class LegalBasis(TenantOwned, Record, Model):
    """An article of an act, from a day until a day, as the ground of what `code` names.

    `region_code`: whose act it is; None for the Federation's. `checked_on`: when the legal department last
    confirmed it; a paper says so where nobody did.
    """

    __tablename__ = "legal_basis"
    __table_args__ = (
        tenant_identity(),
        Index("ix_legal_basis_code", "municipality_id", "code", "valid_from", "id"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_beginning"),
    )

    code: Mapped[Code]
    act_ru: Mapped[Title]
    act_en: Mapped[Title]
    article_ru: Mapped[Name] = mapped_column(default="")
    article_en: Mapped[Name] = mapped_column(default="")
    region_code: Mapped[Code | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    checked_on: Mapped[date | None]

    @property
    def title_told(self) -> str:
        return self.cited_in("ru")

    def act_in(self, language: str) -> str:
        return self.act_ru if language == "ru" else self.act_en

    def article_in(self, language: str) -> str:
        return self.article_ru if language == "ru" else self.article_en

    def cited_in(self, language: str) -> str:
        """As a paper quotes it: the act with the article, where the article is known."""
        return ", ".join(text for text in (self.act_in(language), self.article_in(language)) if text)
