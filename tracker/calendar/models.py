"""Days of cities, the links under which people subscribe, and what became of greetings that were due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import User
from tracker.calendar.days import YearlyDay
from tracker.kernel import clock
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.kinds import Code, Name, enum_column
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.partners.models import Partnership
from tracker.permissions import Role


class CityDay(TenantOwned, Record, Archivable, Model):
    """A day that a partner celebrates every year; without a partner, a day of the home city.

    It falls on `day` of the month, or on the `week`-th (5: the last) `weekday` (0: Monday) of it.
    """

    __tablename__ = "city_day"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        CheckConstraint("month BETWEEN 1 AND 12", name="month_makes_sense"),
        CheckConstraint(
            "(day IS NULL) = (week IS NOT NULL) AND (week IS NULL) = (weekday IS NULL)", name="is_a_day_or_a_rule"
        ),
        CheckConstraint("day BETWEEN 1 AND 31", name="day_makes_sense"),
        CheckConstraint("week BETWEEN 1 AND 5", name="week_makes_sense"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_makes_sense"),
        index_of_present("city_day"),
        Index("ix_city_day_partnership", "municipality_id", "partnership_id", "id"),
    )

    partnership_id: Mapped[int | None]
    name: Mapped[Name | None]
    month: Mapped[int]
    day: Mapped[int | None]
    week: Mapped[int | None]
    weekday: Mapped[int | None]

    partnership: Mapped[Partnership | None] = relationship(
        primaryjoin="foreign(CityDay.partnership_id) == Partnership.id", viewonly=True
    )

    @property
    def rule(self) -> YearlyDay:
        return YearlyDay(self.month, self.day, self.week, self.weekday)

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.name or f"{self.day or ''}.{self.month}".lstrip(".")


class CalendarLink(Model):
    """The secret address under which a person subscribes: the address holds a random token, this row its SHA-256.

    `role`: the person's when it was made; another role needs another link.
    """

    __tablename__ = "calendar_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    role: Mapped[Role] = enum_column(Role)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()


class Greeting(TenantOwned, Record, Model):
    """What was decided about greeting somebody on an occasion of a certain year: a task, or that none is sent.

    `occasion` is the word of the calendar's entry with its year, `about_kind` and `about_id` whom it greets.
    """

    __tablename__ = "greeting"
    __table_args__ = (
        tenant_identity(),
        tenant_key("task_id", "task"),
        UniqueConstraint("municipality_id", "occasion", "about_kind", "about_id", name="uq_greeting_occasion"),
    )

    occasion: Mapped[str] = mapped_column(String(80))
    about_kind: Mapped[Code]
    about_id: Mapped[int]
    task_id: Mapped[int | None]
    dismissed_at: Mapped[datetime | None]

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.occasion
