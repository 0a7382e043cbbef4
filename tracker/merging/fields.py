"""What of two records can be chosen: the fields of each kind, those that go together in one choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.kernel.text import N_


@dataclass(frozen=True)
class Field:
    """One choice. `names`: attributes taken together; the first is shown, by `shown` if it is no plain value."""

    label: str
    names: tuple[str, ...]
    shown: str = ""

    @property
    def name(self) -> str:
        return self.names[0]

    def differs(self, kept: Any, gone: Any) -> bool:
        return any(getattr(kept, name) != getattr(gone, name) for name in self.names)

    def is_empty(self, record: Any) -> bool:
        return getattr(record, self.name) in (None, "", False)


FIELDS: dict[str, tuple[Field, ...]] = {
    "contact": (
        Field(N_("Name in Russian"), ("name_ru",)),
        Field(N_("Name in Latin letters"), ("name_en",)),
        Field(N_("Name as written at home"), ("name_original",)),
        Field(N_("How to address in Russian"), ("address_as_ru",)),
        Field(N_("How to address in English"), ("address_as_en",)),
        Field(N_("Languages"), ("languages",), "languages"),
        Field(N_("Birthday"), ("birthday",)),
        Field(N_("Postal address"), ("postal_address",)),
        Field(N_("Note"), ("note",)),
        Field(N_("Basis for keeping the data"), ("basis",), "basis"),
        Field(N_("Where the data came from"), ("source", "obtained_on"), "source"),
        Field(N_("Review on"), ("review_on",)),
        Field(N_("The data may be sent abroad"), ("may_send_abroad",)),
    ),
    "organisation": (
        Field(N_("Name in Russian"), ("name_ru",)),
        Field(N_("Name in English"), ("name_en",)),
        Field(N_("As it calls itself"), ("name_original",)),
        Field(N_("Short name"), ("short_name",)),
        Field(N_("Kind"), ("kind",), "kind"),
        Field(N_("Country"), ("country_id", "city_id"), "place"),
        Field(N_("Website"), ("website",)),
        Field(N_("E-mail"), ("email",)),
        Field(N_("Phone"), ("phone",)),
        Field(N_("Postal address"), ("address",)),
        Field(N_("Note"), ("note",)),
    ),
    "partner": (
        Field(
            N_("City"),
            ("title_ru", "title_en", "sort_name_en", "country_id", "region_id", "city_id"),
        ),
        Field(N_("Kind"), ("kind",), "kind"),
        Field(N_("Status"), ("status",), "status"),
        Field(N_("Since"), ("since_on", "since_is_year")),
        Field(N_("Responsible"), ("responsible_id",), "responsible"),
        Field(N_("Introduced by"), ("introduced_by",)),
        Field(N_("Languages"), ("languages",)),
        Field(N_("Note"), ("note",)),
        Field(N_("Next step"), ("next_step", "next_step_on")),
    ),
}  # fmt: skip


def differing(kind: str, kept: Any, gone: Any) -> list[Field]:
    return [field for field in FIELDS[kind] if field.differs(kept, gone)]


def better(field: Field, kept: Any, gone: Any) -> str:
    """Which of the two is offered: what is kept, unless only the other one says anything."""
    return "gone" if field.is_empty(kept) and not field.is_empty(gone) else "kept"
