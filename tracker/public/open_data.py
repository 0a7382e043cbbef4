"""The published records as open data: three tables, and their description by a public standard.

The description is a Data Package (datapackage.org, version 2) with a Table Schema for each table. Names of columns
and codes are the same in every language and stay; titles and descriptions of columns are for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.agreements.kinds import Kind as AgreementKind
from tracker.agreements.kinds import Status as AgreementStatus
from tracker.events.kinds import Kind as EventKind
from tracker.partners.kinds import Kind as PartnerKind
from tracker.partners.kinds import Status as PartnerStatus
from tracker.public import queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from flask_babel.speaklater import LazyString

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
GAZETTEER = {"title": "GeoNames (CC BY 4.0)", "path": "https://www.geonames.org"}


@dataclass(frozen=True)
class Column:
    """A column of a table: name, type of the Table Schema, what it is called and what it means."""

    name: str
    type: str
    title: LazyString
    description: LazyString | str = ""
    codes: tuple[str, ...] = ()

    def described(self) -> dict[str, Any]:
        told: dict[str, Any] = {"name": self.name, "type": self.type, "title": str(self.title)}
        if self.description:
            told["description"] = str(self.description)
        if self.type == "date":
            told["format"] = "%Y-%m-%d"
        constraints: dict[str, Any] = {"enum": list(self.codes)} if self.codes else {}
        if self.name == "id":
            constraints |= {"required": True, "unique": True}
        if constraints:
            told["constraints"] = constraints
        return told


@dataclass(frozen=True)
class Table:
    name: str
    title: LazyString
    columns: tuple[Column, ...]
    rows: Callable[[date], Iterable[Sequence[Any]]]

    @property
    def heads(self) -> list[str]:
        return [column.name for column in self.columns]

    def records(self, today: date) -> list[dict[str, Any]]:
        """The rows as JSON has them: days in ISO 8601, null for what is not known."""
        return [
            {name: _as_json(value) for name, value in zip(self.heads, row, strict=True)} for row in self.rows(today)
        ]


def _as_json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _codes(kinds: Iterable[Any]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


def _or_none(value: str | None) -> str | None:
    return value or None


def _partners(_today: date) -> list[list[Any]]:
    return [
        [
            row.id,
            row.title_ru,
            row.title_en,
            row.country_code.upper(),
            row.country_ru,
            row.country_en,
            row.region_ru,
            row.region_en,
            row.kind.value,
            row.status.value,
            row.since_on if not row.since_is_year else None,
            row.since_on.year if row.since_on else None,
            row.area_codes or None,
            row.latitude,
            row.longitude,
            _or_none(row.text_ru),
            _or_none(row.text_en),
        ]
        for row in queries.partners()
    ]


def _agreements(today: date) -> list[list[Any]]:
    sides: dict[int, list[Any]] = {}
    for side in queries.parties():
        sides.setdefault(side.id, []).append(side)
    published = {row.id for row in queries.partners()}
    return [
        [
            row.id,
            row.text_ru or row.title,
            row.text_en or row.title,
            row.kind.value,
            row.status.value,
            row.partner_id if row.partner_id in published else None,
            "; ".join(side.name_ru for side in sides.get(row.id, ())),
            "; ".join(side.name_en or side.name_ru for side in sides.get(row.id, ())),
            " ".join(dict.fromkeys(side.country_code.upper() for side in sides.get(row.id, ()))),
            row.signed_on,
            row.enters_on,
            row.ends_on,
            row.indefinite,
            row.published_on,
            _or_none(row.published_in),
            _or_none(row.published_url),
        ]
        for row in queries.agreements(today)
    ]


def _events(today: date) -> list[list[Any]]:
    return [
        [
            row.id,
            row.title_ru,
            row.title_en,
            row.kind.value,
            row.starts_on,
            row.ends_on,
            row.city_ru,
            row.city_en,
            row.country_code.upper() if row.country_code else None,
            _or_none(row.text_ru),
            _or_none(row.text_en),
        ]
        for row in queries.events(today)
    ]


_ID = Column("id", "integer", _l("Number"), _l("Stays the same as long as the record is published."))
_TEXT_RU = Column("text_ru", "string", _l("In a few words, in Russian"))
_TEXT_EN = Column("text_en", "string", _l("In a few words, in English"))
_COUNTRY = Column("country_code", "string", _l("Country"), _l("ISO 3166-1, two letters."))

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "partners",
            _l("Partner cities"),
            (
                _ID,
                Column("name_ru", "string", _l("Name in Russian")),
                Column("name_en", "string", _l("Name in English")),
                _COUNTRY,
                Column("country_ru", "string", _l("Country in Russian")),
                Column("country_en", "string", _l("Country in English")),
                Column("region_ru", "string", _l("Region in Russian")),
                Column("region_en", "string", _l("Region in English")),
                Column("kind", "string", _l("Kind"), codes=_codes(PartnerKind)),
                Column("status", "string", _l("Status"), codes=_codes(PartnerStatus)),
                Column("since", "date", _l("Partners since"), _l("Empty where only the year is known.")),
                Column("since_year", "integer", _l("Partners since the year")),
                Column("areas", "string", _l("Areas of cooperation"), _l("Codes with a space between them.")),
                Column("latitude", "number", _l("Latitude"), _l("Degrees, WGS 84.")),
                Column("longitude", "number", _l("Longitude"), _l("Degrees, WGS 84.")),
                _TEXT_RU,
                _TEXT_EN,
            ),
            _partners,
        ),
        Table(
            "agreements",
            _l("Agreements"),
            (
                _ID,
                Column("title_ru", "string", _l("Title in Russian")),
                Column("title_en", "string", _l("Title in English")),
                Column("kind", "string", _l("Kind of document"), codes=_codes(AgreementKind)),
                Column("status", "string", _l("Status"), codes=_codes(AgreementStatus)),
                Column("partner_id", "integer", _l("Partner city"), _l("A number of the table of partners.")),
                Column("parties_ru", "string", _l("Other parties in Russian"), _l("With a semicolon between them.")),
                Column("parties_en", "string", _l("Other parties in English"), _l("With a semicolon between them.")),
                Column("party_countries", "string", _l("Countries of the other parties"), _l("ISO 3166-1.")),
                Column("signed_on", "date", _l("Signed on")),
                Column("enters_on", "date", _l("In force from")),
                Column("ends_on", "date", _l("Valid until")),
                Column("indefinite", "boolean", _l("Has no end")),
                Column("published_on", "date", _l("Published on")),
                Column("published_in", "string", _l("Where it is published")),
                Column("published_url", "string", _l("Address of the publication")),
            ),
            _agreements,
        ),
        Table(
            "events",
            _l("Events to come"),
            (
                _ID,
                Column("title_ru", "string", _l("Title in Russian")),
                Column("title_en", "string", _l("Title in English")),
                Column("kind", "string", _l("Kind"), codes=_codes(EventKind)),
                Column("starts_on", "date", _l("First day")),
                Column("ends_on", "date", _l("Last day")),
                Column("city_ru", "string", _l("City in Russian")),
                Column("city_en", "string", _l("City in English")),
                _COUNTRY,
                _TEXT_RU,
                _TEXT_EN,
            ),
            _events,
        ),
    )
}


def package(page: Any, *, title: str, publisher: str, home: str, address: Callable[[str, str], str]) -> dict[str, Any]:
    """The description of all tables. `address`: table and format (csv, json) → where it is."""
    licence = {"title": page.licence_name, **({"path": page.licence_url} if page.licence_url else {})}
    return {
        "$schema": PROFILE,
        "name": f"{page.slug}-international-relations",
        "title": title,
        "homepage": home,
        "contributors": [{"title": publisher, "roles": ["publisher"]}],
        # the standard asks for an address or a code of its own list
        **({"licenses": [licence]} if page.licence_url else {"description": page.licence_name}),
        "sources": [GAZETTEER],
        "resources": [_resource(table, kind, address) for table in TABLES.values() for kind in ("csv", "json")],
    }


def _resource(table: Table, kind: str, address: Callable[[str, str], str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [column.described() for column in table.columns], "primaryKey": ["id"]}
    if kind == "csv":
        schema |= {"missingValues": [""]}
    if table.name == "agreements":
        target = {"resource": f"partners-{kind}", "fields": ["id"]}
        schema |= {"foreignKeys": [{"fields": ["partner_id"], "reference": target}]}
    told = {
        "name": f"{table.name}-{kind}",
        "type": "table",
        "title": str(table.title),
        "path": address(table.name, kind),
        "format": kind,
        "mediatype": "text/csv" if kind == "csv" else "application/json",
        "encoding": "utf-8",
        "schema": schema,
    }
    if kind == "csv":
        told["dialect"] = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}
    return told
