"""Organisations."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.kernel.db import Archivable, Model, Record, index_of_present
from tracker.kernel.find import Findable
from tracker.kernel.kinds import LongText, Name, enum_column
from tracker.kernel.subjects import register_subject
from tracker.kernel.tenancy import TenantOwned, tenant_identity
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.places.models import City, Country


class Kind(StrEnum):
    ADMINISTRATION = "administration"
    ASSOCIATION = "association"
    NON_PROFIT = "non_profit"
    CLUSTER = "cluster"
    ENTERPRISE = "enterprise"
    UNIVERSITY = "university"
    SCHOOL = "school"
    CHAMBER = "chamber"
    EMBASSY = "embassy"
    MINISTRY = "ministry"
    CULTURE = "culture"
    SPORT = "sport"
    OTHER = "other"


KIND_LABELS = {
    Kind.ADMINISTRATION: N_("City administration"),
    Kind.ASSOCIATION: N_("Association"),
    Kind.NON_PROFIT: N_("Non-profit organisation"),
    Kind.CLUSTER: N_("Cluster"),
    Kind.ENTERPRISE: N_("Enterprise"),
    Kind.UNIVERSITY: N_("University"),
    Kind.SCHOOL: N_("School or college"),
    Kind.CHAMBER: N_("Chamber of commerce"),
    Kind.EMBASSY: N_("Embassy or consulate"),
    Kind.MINISTRY: N_("Ministry or department"),
    Kind.CULTURE: N_("Culture"),
    Kind.SPORT: N_("Sport"),
    Kind.OTHER: N_("Other organisation"),
}


class Organisation(TenantOwned, Record, Archivable, Findable, Model):
    """An organisation with its name in Russian, in English and as it calls itself."""

    __tablename__ = "organisation"
    __table_args__ = (
        tenant_identity(),
        index_of_present("organisation"),
        Index("ix_organisation_municipality_id_sort_name", "municipality_id", "sort_name", "id"),
        Index("ix_organisation_municipality_id_country_id", "municipality_id", "country_id", "id"),
        Index("ix_organisation_municipality_id_city_id", "municipality_id", "city_id", "id"),
    )

    name_ru: Mapped[Name]
    name_en: Mapped[Name]
    name_original: Mapped[Name | None]
    short_name: Mapped[Name | None]
    kind: Mapped[Kind] = enum_column(Kind, default=Kind.OTHER)
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    website: Mapped[Name | None]
    email: Mapped[Name | None]
    phone: Mapped[Name | None]
    address: Mapped[LongText | None]
    note: Mapped[LongText | None]

    country: Mapped[Country] = relationship("Country", lazy="joined", innerjoin=True)
    city: Mapped[City | None] = relationship("City")

    def name_in(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_en

    @property
    def country_code(self) -> str:
        return self.country.code

    @property
    def title_told(self) -> str:
        return self.name_ru

    def words_to_find(self) -> Iterable[str | None]:
        return self.name_ru, self.name_en, self.name_original, self.short_name

    def name_to_sort(self) -> str:
        return self.name_ru


register_subject(
    "organisation",
    Organisation,
    label=N_("Organisation"),
    endpoint="organisations.show",
    id_name="organisation_id",
    needs="organisations:read",
    title=lambda record, language: record.name_in(language),
)
