"""Municipalities, users, their sessions and the attempts to sign in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, reconstructor, relationship

from tracker.kernel import clock
from tracker.kernel.db import Model, Record
from tracker.kernel.kinds import Code, Name, enum_column
from tracker.kernel.tenancy import TenantScoped, tenant_identity, tenant_key
from tracker.permissions import GRANTS, Permission, Role


class Language(StrEnum):
    RUSSIAN = "ru"
    ENGLISH = "en"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Municipality(Record, Model):
    """A home city with its administration: the tenant.

    `silent_after_months`: after so many months without contact a partner is called silent; the four below it say it
    for one kind of partner.
    """

    __tablename__ = "municipality"

    # the users' table refers to this one already
    links_its_editor = False

    slug: Mapped[Code] = mapped_column(unique=True)
    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    administration_ru: Mapped[Name]
    administration_en: Mapped[Name]
    country_code: Mapped[str] = mapped_column(String(2), default="RU")
    region_code: Mapped[Code]
    timezone: Mapped[Name]
    locale: Mapped[Language] = enum_column(Language, default=Language.RUSSIAN)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    four_eyes: Mapped[bool] = mapped_column(default=True)
    silent_after_months: Mapped[int] = mapped_column(default=12)
    silent_twin_months: Mapped[int | None]
    silent_friendship_months: Mapped[int | None]
    silent_project_months: Mapped[int | None]
    silent_contact_months: Mapped[int | None]

    def name_in(self, language: str) -> str:
        return self.name_ru if language == Language.RUSSIAN else self.name_en

    def administration_in(self, language: str) -> str:
        return self.administration_ru if language == Language.RUSSIAN else self.administration_en


class User(Record, TenantScoped, Model):
    """A person who signs in: staff of one municipality, or the observer of a region (without one)."""

    __tablename__ = "user"
    __table_args__ = (
        tenant_identity(),
        tenant_key("deputy_id", "user"),
        CheckConstraint("deputy_id IS NULL OR deputy_id <> id", name="deputy_is_another"),
        CheckConstraint(
            "(role = 'observer') = (municipality_id IS NULL) AND (role = 'observer') = (region_code IS NOT NULL)",
            name="observer_has_region",
        ),
    )

    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    region_code: Mapped[Code | None]
    email: Mapped[Name] = mapped_column(unique=True)
    name: Mapped[Name]
    post: Mapped[Name | None]
    department: Mapped[Name | None]
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]
    deputy_id: Mapped[int | None]
    role: Mapped[Role] = enum_column(Role)
    language: Mapped[Language] = enum_column(Language, default=Language.RUSSIAN)
    theme: Mapped[Theme] = enum_column(Theme, default=Theme.SYSTEM)
    password_hash: Mapped[Name]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    blocked_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]

    municipality: Mapped[Municipality | None] = relationship(
        primaryjoin="foreign(User.municipality_id) == Municipality.id"
    )

    def may(self, permission: Permission) -> bool:
        return permission in GRANTS[self.role]

    @property
    def is_active(self) -> bool:
        return self.blocked_at is None

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class SignedInSession(Model):
    """One signed-in browser. The cookie holds a random 256-bit token, this row its SHA-256."""

    __tablename__ = "signed_in_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    browser: Mapped[Name] = mapped_column(default="")

    user: Mapped[User] = relationship()

    @reconstructor
    def _count_nothing_yet(self) -> None:
        self.counts: dict[str, int] = {}


class SignInAttempt(Model):
    """A failed attempt to sign in: by account (also one that does not exist) and by network address."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_account_at", "account", "at"),
        Index("ix_sign_in_attempt_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.now)
