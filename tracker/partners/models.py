"""Partnerships, their areas of cooperation, and what is kept of their life."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, func, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel import clock
from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import SORTED_TEXT, Findable
from tracker.kernel.kinds import Code, LongText, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity, tenant_key
from tracker.kernel.text import N_, sortable
from tracker.partners.kinds import ChangeKind, Kind, Status
from tracker.partners.titles import titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.accounts.models import Municipality, User
    from tracker.places.models import City, Country, Region

# a day that is not known sorts before, or behind, every other; literals, so that the expressions meet their indexes
NEVER: Any = literal_column("'0001-01-01'", Date())
FOREVER: Any = literal_column("'9999-12-31'", Date())


def _or(column: str, otherwise: Any) -> Any:
    return func.coalesce(literal_column(column), otherwise)


class CooperationArea(TenantOwned, Record, Model):
    """An area of cooperation in the municipality's dictionary. Retired ones stay: records name them."""

    __tablename__ = "cooperation_area"
    __table_args__ = (tenant_identity(), UniqueConstraint("municipality_id", "code"))

    code: Mapped[Code]
    position: Mapped[int]
    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    retired_at: Mapped[datetime | None]

    @property
    def title_told(self) -> str:
        return self.name_ru

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en


class PartnershipArea(TenantOwned, Model):
    """An area in which a partnership works, for finding partnerships by it."""

    __tablename__ = "partnership_area"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("area_id", "cooperation_area"),
        UniqueConstraint("municipality_id", "partnership_id", "area_id"),
        Index("ix_partnership_area_area", "municipality_id", "area_id", "partnership_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int]
    area_id: Mapped[int]


class Partnership(TenantOwned, Record, Archivable, Findable, Model):
    """The standing relation of the municipality with one city.

    While the city is not named there is only its region, or only its country. `area_codes` repeats the codes of the
    areas, so that a list reads no more rows and the journal tells what changed. `last_interaction_on` is kept by
    whoever logs an interaction. `entered_on`: the day this record was made, from which silence counts at first.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        tenant_identity(),
        tenant_key("responsible_id", "user"),
        CheckConstraint("next_step_on IS NULL OR next_step IS NOT NULL", name="next_step_is_said"),
        CheckConstraint("NOT since_is_year OR since_on IS NOT NULL", name="year_is_known"),
        Index(
            "uq_partnership_city",
            "municipality_id",
            "city_id",
            unique=True,
            sqlite_where=text("archived_at IS NULL AND city_id IS NOT NULL"),
            postgresql_where=text("archived_at IS NULL AND city_id IS NOT NULL"),
        ),
        index_of_present("partnership"),
        Index("ix_partnership_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_partnership_sort_name_en", "municipality_id", "sort_name_en", "id"),
        Index("ix_partnership_country", "municipality_id", "country_id", "id"),
        Index("ix_partnership_kind", "municipality_id", "kind", "id"),
        Index("ix_partnership_status", "municipality_id", "status", "id"),
        Index("ix_partnership_responsible", "municipality_id", "responsible_id", "id"),
        Index("ix_partnership_last", "municipality_id", _or("last_interaction_on", NEVER), "id"),
        Index("ix_partnership_since", "municipality_id", _or("since_on", FOREVER), "id"),
        Index("ix_partnership_next_step", "municipality_id", _or("next_step_on", FOREVER), "id"),
    )
    untold = frozenset({"last_interaction_on", "entered_on", "sort_name_en"})

    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    title_ru: Mapped[Name]
    title_en: Mapped[Name]
    sort_name_en: Mapped[str] = mapped_column(SORTED_TEXT, default="")
    kind: Mapped[Kind] = enum_column(Kind, default=Kind.CONTACT)
    status: Mapped[Status] = enum_column(Status, default=Status.PROSPECT)
    since_on: Mapped[date | None]
    since_is_year: Mapped[bool] = mapped_column(default=False)
    area_codes: Mapped[str] = mapped_column(String(1000), default="")
    responsible_id: Mapped[int | None]
    introduced_by: Mapped[Name | None]
    languages: Mapped[Name | None]
    note: Mapped[LongText | None]
    next_step: Mapped[Name | None]
    next_step_on: Mapped[date | None]
    last_interaction_on: Mapped[date | None]
    entered_on: Mapped[date]

    country: Mapped[Country] = relationship("Country", foreign_keys=[country_id])
    region: Mapped[Region | None] = relationship("Region", foreign_keys=[region_id])
    city: Mapped[City | None] = relationship("City", foreign_keys=[city_id])
    responsible: Mapped[User | None] = relationship(
        "User", primaryjoin="foreign(Partnership.responsible_id) == User.id", viewonly=True
    )
    municipality: Mapped[Municipality] = relationship(
        "Municipality", primaryjoin="foreign(Partnership.municipality_id) == Municipality.id", viewonly=True
    )

    @property
    def title_told(self) -> str:
        return self.title_ru

    @property
    def is_named(self) -> bool:
        return self.city_id is not None

    def title_in(self, language: str) -> str:
        return self.title_ru if language == "ru" else self.title_en

    def put(self, country: Country, region: Region | None, city: City | None) -> None:
        """Say where the partner is; the titles follow."""
        self.country, self.region, self.city = country, region, city
        self.title_ru, self.title_en = titles(country, country.code, region, city)

    def words_to_find(self) -> Iterable[str | None]:
        yield from (self.title_ru, self.title_en)
        for place in (self.city, self.region, self.country):
            if place is not None:
                yield from place.words_to_find()

    def name_to_sort(self) -> str:
        return self.title_ru

    def fold_words(self) -> None:
        super().fold_words()
        self.sort_name_en = sortable(self.title_en)


class PartnershipChange(TenantOwned, Model):
    """A change of a partnership's status, or of its place, kept for ever with who, when, why and on what document."""

    __tablename__ = "partnership_change"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("by_id", "user"),
        Index("ix_partnership_change_partnership", "municipality_id", "partnership_id", "changed_on", "id"),
        CheckConstraint(
            "(kind = 'status') = (from_status IS NOT NULL AND to_status IS NOT NULL)", name="status_has_both"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int]
    kind: Mapped[ChangeKind] = enum_column(ChangeKind)
    from_status: Mapped[Status | None] = enum_column(Status)
    to_status: Mapped[Status | None] = enum_column(Status)
    from_ru: Mapped[Name] = mapped_column(default="")
    from_en: Mapped[Name] = mapped_column(default="")
    to_ru: Mapped[Name] = mapped_column(default="")
    to_en: Mapped[Name] = mapped_column(default="")
    changed_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int]
    reason: Mapped[LongText] = mapped_column(default="")
    document: Mapped[Name] = mapped_column(default="")


class Succession(TenantOwned, Record, Model):
    """A partner city merged into another one: since when, and by which act. What was signed passes to the successor."""

    __tablename__ = "succession"
    __table_args__ = (
        tenant_identity(),
        tenant_key("partnership_id", "partnership"),
        tenant_key("successor_id", "partnership"),
        UniqueConstraint("municipality_id", "partnership_id"),
        Index("ix_succession_successor", "municipality_id", "successor_id", "partnership_id"),
        CheckConstraint("successor_id <> partnership_id", name="into_another"),
    )

    partnership_id: Mapped[int]
    successor_id: Mapped[int]
    merged_on: Mapped[date]
    document: Mapped[Name]

    partnership: Mapped[Partnership] = relationship(
        primaryjoin="foreign(Succession.partnership_id) == Partnership.id", viewonly=True
    )
    successor: Mapped[Partnership] = relationship(
        primaryjoin="foreign(Succession.successor_id) == Partnership.id", viewonly=True
    )

    @property
    def title_told(self) -> str:
        """The name in the journal."""
        return self.document

    def told_under(self) -> tuple[str, int]:
        return ("partner", self.partnership_id)


LAST_CONTACT = func.coalesce(Partnership.last_interaction_on, NEVER)
SINCE = func.coalesce(Partnership.since_on, FOREVER)
NEXT_STEP_ON = func.coalesce(Partnership.next_step_on, FOREVER)

register_subject(
    "partner",
    Partnership,
    label=N_("Partner city"),
    endpoint="partners.show",
    id_name="partnership_id",
    needs="partners:read",
    title=lambda record, language: record.title_in(language),
)
