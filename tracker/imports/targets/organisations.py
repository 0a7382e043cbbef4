"""Rows that become organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.contacts import rules as contact_rules
from tracker.contacts.models import WayKind
from tracker.imports import values
from tracker.imports.kinds import Kind
from tracker.imports.places import UNKNOWN_CITY
from tracker.imports.targets.base import IN_ARCHIVE, SEVERAL, Context, Field, Index, Row, Target, in_order
from tracker.imports.values import Bad, normal
from tracker.kernel.db import db
from tracker.kernel.text import N_, clean, script_of
from tracker.organisations import actions, queries, rules
from tracker.organisations.models import KIND_LABELS, Organisation
from tracker.organisations.models import Kind as OrganisationKind
from tracker.permissions import Permission
from tracker.places.models import Region

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

NAMES = ("name_ru", "name_en", "name_original")
PLAIN = ("short_name", "website", "email", "phone", "address", "note")
KIND_WORDS = values.words_of(
    KIND_LABELS,
    {
        OrganisationKind.ADMINISTRATION: ("администрация", "мэрия", "city hall", "municipality", "stadtverwaltung"),
        OrganisationKind.ASSOCIATION: ("союз", "verein", "verband"),
        OrganisationKind.NON_PROFIT: ("нко", "ано", "ngo", "non profit", "фонд"),
        OrganisationKind.ENTERPRISE: ("компания", "company", "завод", "firma", "unternehmen", "business"),
        OrganisationKind.UNIVERSITY: ("институт", "вуз", "universität", "institute"),
        OrganisationKind.SCHOOL: ("школа", "колледж", "school", "college", "schule"),
        OrganisationKind.CHAMBER: ("тпп", "палата", "chamber", "ihk"),
        OrganisationKind.EMBASSY: ("посольство", "консульство", "embassy", "consulate"),
        OrganisationKind.MINISTRY: ("министерство", "департамент", "ministry", "department"),
    },
)
NO_NAME = N_("Write the name in at least one language.")


class Organisations(Target):
    kind = Kind.ORGANISATIONS
    record_kind = "organisation"
    model = Organisation
    needs = Permission.ORGANISATIONS_EDIT
    needed = (("name", *NAMES),)
    only_read = frozenset({"name"})
    fields = (
        Field(name="name_ru", label=N_("Organisation’s name in Russian"), also=("Name in Russian", "По-русски", "Название", "Наименование", "Организация")),
        Field(name="name_en", label=N_("Name in English"), also=("Name in Latin letters",)),
        Field(name="name_original", label=N_("Name as it calls itself"), also=("Original name", "Оригинальное название")),
        Field(name="name", label=N_("Name"), also=("Organisation", "Organization", "Company", "Firma", "Имя")),
        Field(name="short_name", label=N_("Short name"), also=("Сокращение", "Abbreviation", "Abkürzung")),
        Field(name="kind", label=N_("Kind"), also=("Type", "Тип", "Art")),
        Field(name="country", label=N_("Country"), also=("Land", "Государство", "Staat")),
        Field(name="region", label=N_("Region"), also=("State", "Область", "Штат")),
        Field(name="city", label=N_("City"), also=("Town", "Stadt", "Ort", "Населённый пункт")),
        Field(name="website", label=N_("Website"), also=("Web", "URL", "Site", "Homepage", "Сайт")),
        Field(name="email", label=N_("E-mail"), also=("Email", "Mail", "Почта", "Эл. почта", "Электронная почта")),
        Field(name="phone", label=N_("Phone"), also=("Tel", "Telephone", "Telefon", "Тел.", "Телефоны")),
        Field(name="address", label=N_("Postal address"), also=("Address", "Адрес", "Anschrift", "Adresse")),
        Field(name="note", label=N_("Note"), also=("Comment", "Комментарий", "Bemerkung", "Notes", "Примечания")),
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.directory = Directory(context)

    def read(self, row: Row) -> dict[str, Any]:
        wanted: dict[str, Any] = {name: row.read(name, values.line) for name in NAMES}
        plain = row.read("name", values.line)
        if plain:
            field = {"cyrillic": "name_ru", "latin": "name_en"}.get(script_of(plain), "name_original")
            wanted[field] = wanted[field] or plain
        if not any(wanted[name] for name in NAMES) and not row.problems:
            row.problems.append(Bad(NO_NAME, next((one for one in (*NAMES, "name") if one in row.texts), "name_ru")))
        kind = row.read("kind", values.one_of, KIND_WORDS, KIND_LABELS)
        wanted["kind"] = kind.value if kind else None
        wanted |= row.attempt("city", lambda: self.directory.place(row)) or {}
        wanted["short_name"] = row.read("short_name", values.line)
        wanted["website"] = row.read("website", _website)
        wanted["email"] = row.read("email", way_of, WayKind.EMAIL)
        wanted["phone"] = row.read("phone", way_of, WayKind.PHONE)
        wanted["address"] = row.read("address", values.paragraphs, 1000)
        wanted["note"] = row.read("note", values.paragraphs)
        return {name: value for name, value in wanted.items() if value is not None}

    def keys(self, wanted: dict[str, Any]) -> Sequence[Hashable]:
        where = wanted.get("city_id") or wanted.get("country_id")
        return [(normal(wanted[name]), where) for name in NAMES if wanted.get(name)]

    def match(self, wanted: dict[str, Any]) -> int | None:
        names = [wanted[name] for name in (*NAMES, "short_name") if wanted.get(name)]
        return self.directory.find(names, wanted.get("country_id"), wanted.get("city_id"))

    def get(self, record_id: int) -> Organisation:
        return queries.get_organisation(record_id)

    def state(self, record: Organisation) -> dict[str, Any]:
        names = ("city_id", "country_id", *NAMES, *PLAIN)
        return {"kind": record.kind.value, **{name: getattr(record, name) for name in names}}

    def create(self, wanted: dict[str, Any]) -> Organisation:
        answers = {name: wanted.get(name) for name in (*NAMES, *PLAIN, "city_id", "country_id")}
        answers["country_id"] = answers["country_id"] or self.directory.home_country()
        made = actions.create(
            by=self.context.by, answers={**answers, "kind": wanted.get("kind") or OrganisationKind.OTHER.value}
        )
        db.session.flush()
        return made

    def update(self, record: Organisation, changes: dict[str, Any]) -> None:
        answers = {**self.state(record), **changes}
        actions.edit(record, by=self.context.by, version=record.version, answers=answers)

    def remove(self, record: Organisation) -> str | None:
        db.session.delete(record)
        return None

    def load(self, ids: Sequence[int]) -> Sequence[Organisation]:
        found = db.session.scalars(
            select(Organisation)
            .where(Organisation.id.in_(ids))
            .options(joinedload(Organisation.city), joinedload(Organisation.country))
        ).all()
        self._regions = self.directory.regions_of([one.city for one in found if one.city])
        return in_order(found, ids)

    def cells(self, record: Organisation, language: str) -> dict[str, Any]:
        region = self._regions.get(record.city.region_id or 0) if record.city else None
        return {
            **{name: getattr(record, name) for name in (*NAMES, *PLAIN)},
            "kind": values.told(KIND_LABELS[record.kind], language),
            "country": record.country.name_in(language),
            "region": region.name_in(language) if region else None,
            "city": record.city.name_in(language) if record.city else None,
        }


class Directory:
    """The organisations here by their names, for rows that are or name one."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._index = Index()
        self._where: dict[int, tuple[int, int | None]] = {}
        rows = db.session.execute(
            select(
                Organisation.id, Organisation.name_ru, Organisation.name_en, Organisation.name_original,
                Organisation.short_name, Organisation.country_id, Organisation.city_id, Organisation.archived_at,
            ).order_by(Organisation.id)
        )  # fmt: skip
        for row in rows:
            self.learn(row)

    def learn(self, one: Any) -> None:
        """Know a row or a record under all its names."""
        self._where[one.id] = (one.country_id, one.city_id)
        for name in {one.name_ru, one.name_en, one.name_original, one.short_name}:
            if name:
                self._index.add(normal(name), one.id, archived=one.archived_at is not None)

    def find(self, names: Sequence[str], country_id: int | None = None, city_id: int | None = None) -> int | None:
        """The organisation of one of these names, in this place as far as it is said. Raises Bad for several."""
        keys = [normal(name) for name in names]
        here = [one for one in self._index.living(keys) if self._lies(one, country_id, city_id)]
        if len(here) > 1:
            raise Bad(SEVERAL, value=names[0])
        if here:
            return here[0]
        if any(self._lies(one, country_id, city_id) for one in self._index.archived(keys)):
            raise Bad(IN_ARCHIVE)
        return None

    def named(self, name: str) -> list[int]:
        """All organisations of this name."""
        return self._index.living([normal(name)])

    def _lies(self, number: int, country_id: int | None, city_id: int | None) -> bool:
        country, city = self._where[number]
        if country_id is not None and country != country_id:
            return False
        return city_id is None or city is None or city == city_id

    def home_country(self) -> int:
        country = self.context.gazetteer.country(self.context.home.country_code)
        assert country is not None
        return country.id

    def place(self, row: Row) -> dict[str, Any]:
        """Country and city of an organisation, as far as they are said."""
        gazetteer = self.context.gazetteer
        faults = len(row.problems)
        country = row.read("country", gazetteer.country)
        region = row.read("region", gazetteer.region, country)
        text = clean(row.said("city"))
        if len(row.problems) > faults or (country is None and not text):
            return {}
        if not text:
            return {"country_id": country.id if country else None}
        city = gazetteer.city(text, country, region) if country else gazetteer.city_of_any_country(text)
        if city is None:
            raise Bad(UNKNOWN_CITY, "city", value=text)
        return {"country_id": city.country_id, "city_id": city.id}

    def regions_of(self, cities: Sequence[Any]) -> dict[int, Any]:
        ids = {city.region_id for city in cities if city.region_id}
        return {one.id: one for one in db.session.scalars(select(Region).where(Region.id.in_(ids)))} if ids else {}


def _website(text: str) -> str | None:
    address = values.line(text)
    if address and "://" not in address:
        address = f"https://{address}"
    rules.check_website(address)
    return address


def way_of(text: str, kind: WayKind) -> str | None:
    """A phone or a mail address, checked as on a person's form."""
    value = values.line(text)
    if value:
        contact_rules.check_way(kind, value)
    return value
