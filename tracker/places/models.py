"""The gazetteer. Not a tenant's: every municipality reads the same places."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel.db import Model, Record
from tracker.kernel.find import Findable
from tracker.kernel.kinds import Code, Name
from tracker.kernel.subjects import register_subject
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable


class Country(Record, Findable, Model):
    """A country: ISO 3166-1 codes, names in Russian, English and its own language."""

    __tablename__ = "country"

    code: Mapped[str] = mapped_column(String(2), unique=True)
    numeric_code: Mapped[int]
    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    name_local: Mapped[Name] = mapped_column(default="")

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    def words_to_find(self) -> Iterable[str | None]:
        return self.name_en, self.name_ru, self.name_local, self.code

    def name_to_sort(self) -> str:
        return self.name_ru


class CountryGroup(Model):
    """A grouping of countries, such as BRICS."""

    __tablename__ = "country_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(unique=True)
    name_ru: Mapped[Name]
    name_en: Mapped[Name]

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en


class CountryGroupMember(Model):
    """A country's membership in a grouping, with its dates."""

    __tablename__ = "country_group_member"
    __table_args__ = (UniqueConstraint("group_id", "country_id", "since_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("country_group.id"))
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"), index=True)
    since_on: Mapped[date]
    until_on: Mapped[date | None]

    country: Mapped[Country] = relationship()
    group: Mapped[CountryGroup] = relationship()


class Region(Record, Findable, Model):
    """A country's first-level subdivision: ISO 3166-2 code."""

    __tablename__ = "region"
    __table_args__ = (Index("ix_region_country_id_sort_name", "country_id", "sort_name", "id"),)

    code: Mapped[Code] = mapped_column(unique=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    name_ru: Mapped[Name]
    name_en: Mapped[Name]

    country: Mapped[Country] = relationship()

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    def words_to_find(self) -> Iterable[str | None]:
        return self.name_en, self.name_ru

    def name_to_sort(self) -> str:
        return self.name_ru


class City(Record, Findable, Model):
    """A city: population in persons, coordinates in degrees (WGS 84), time zone as IANA name."""

    __tablename__ = "city"
    __table_args__ = (
        Index("ix_city_sort_name_id", "sort_name", "id"),
        Index("ix_city_country_id_sort_name", "country_id", "sort_name", "id"),
        Index("ix_city_region_id", "region_id"),
    )

    geonames_id: Mapped[int | None] = mapped_column(unique=True)
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    name_local: Mapped[Name] = mapped_column(default="")
    alternates: Mapped[str] = mapped_column(Text, default="")
    population: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    timezone: Mapped[Name] = mapped_column(default="UTC")
    added_by_hand: Mapped[bool] = mapped_column(default=False)

    country: Mapped[Country] = relationship()
    region: Mapped[Region | None] = relationship()

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    def words_to_find(self) -> Iterable[str | None]:
        return self.name_en, self.name_ru, self.name_local, *spellings_apart(self.alternates)

    def name_to_sort(self) -> str:
        return self.name_ru


def spellings_apart(alternates: str | None) -> list[str]:
    """The other spellings of a city, each by itself."""
    return [one for part in (alternates or "").split(",") if (one := part.strip())]


register_subject("city", City, label=N_("City"), endpoint="places.edit", id_name="city_id")
