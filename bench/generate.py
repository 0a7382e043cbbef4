"""Fill a database with a municipality of any size: `python -m bench.generate --agreements 100000 …`.

Rows are plausible and the same each time. The database is TRACKER_DATABASE_URL's, or the one given.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Table, insert, select, text

from config import Settings, from_environment
from tracker.accounts import actions as accounts
from tracker.accounts.models import Municipality, User
from tracker.app import create_app
from tracker.kernel.db import Model, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.kernel.text import fold, sortable
from tracker.negotiations import actions as negotiations
from tracker.negotiations import queries as negotiation_queries
from tracker.partners import actions as partners
from tracker.partners import queries as partner_queries
from tracker.places import actions as places
from tracker.places.models import City, Country
from tracker.regulations import actions as regulations

AT_ONCE = 5000
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
STAMP: dict[str, Any] = {"version": 1, "created_at": NOW, "updated_at": NOW, "updated_by_id": None}
WORDS = (
    "сотрудничество", "образование", "культура", "химический", "комплекс", "обмен", "студенты", "спорт", "экология",
    "туризм", "молодёжь", "выставка", "город", "партнёрство", "развитие", "предприятия", "композиты", "наука",
    "библиотека", "музей", "театр", "здравоохранение", "транспорт", "энергетика", "форум", "делегация",
)  # fmt: skip
NAMES = ("Анна Петрова", "Илья Романов", "Мария Кузьмина", "Ольга Соколова", "Пётр Лаптев", "Вера Зимина", "Олег Титов")
STATUSES = ("in_force",) * 6 + ("expired", "draft", "in_review", "signed", "terminated", "suspended")


@dataclass(frozen=True)
class Sizes:
    agreements: int = 10_000
    negotiations: int = 2_000
    interactions: int = 10_000
    partners: int = 200
    events: int = 0
    interests: int = 0
    documents: int = 0


class Maker:
    """Rows of one municipality, from a seeded die."""

    def __init__(self, home: Municipality, users: Sequence[User], sizes: Sizes) -> None:
        self.home, self.user, self.sizes = home.id, users[0].id, sizes
        self.people = [user.id for user in users]
        self.dice = random.Random(42)
        columns = (City.id, City.country_id, City.name_ru, City.name_en, Country.code)
        ordered = (
            select(*columns).join(Country, Country.id == City.country_id).order_by(City.population.desc(), City.id)
        )
        self.cities = list(db.session.execute(ordered.limit(sizes.partners)))
        self.areas = [area.code for area in partner_queries.areas()]
        self.stages = [stage.id for stage in negotiation_queries.stages()]

    def title(self, number: int) -> str:
        return f"О {' '.join(self.dice.sample(WORDS, 4))} {number}"

    def day(self, most: int = 2000) -> date:
        return TODAY - timedelta(days=self.dice.randrange(most))

    def person(self, number: int) -> int:
        return self.people[number % len(self.people)]

    def area_codes(self, number: int) -> str:
        """Up to two areas; every tenth has none."""
        first, count = number * 7, min(number % 10, 2)
        return " ".join(self.areas[(first + place) % len(self.areas)] for place in range(count))

    def partnership(self) -> Iterator[dict[str, Any]]:
        for number, city in enumerate(self.cities):
            name = f"{city.name_ru} {city.name_en}"
            yield {
                **STAMP, "municipality_id": self.home, "country_id": city.country_id, "city_id": city.id,
                "title_ru": city.name_ru, "title_en": city.name_en, "kind": "friendship", "status": "active",
                "since_is_year": False, "area_codes": self.area_codes(number), "responsible_id": self.user,
                "entered_on": self.day(),
                "folded": f" {fold(name)}", "sort_name": sortable(city.name_ru), "sort_name_en": sortable(city.name_en),
            }  # fmt: skip

    def negotiation(self, partner_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in range(self.sizes.negotiations):
            title, begun = self.title(number), self.day()
            yield {
                **STAMP, "municipality_id": self.home, "subject": title,
                "partnership_id": self.dice.choice(partner_ids), "stage_id": self.dice.choice(self.stages),
                "stage_since_on": begun, "started_on": begun,
                "responsible_id": self.person(number), "folded": f" {fold(title)}", "sort_name": sortable(title),
            }  # fmt: skip

    def agreement(self, partner_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in range(self.sizes.agreements):
            title, status, signed = self.title(number), self.dice.choice(STATUSES), self.day(3000)
            is_signed = status not in {"draft", "in_review"}
            if status == "expired":
                ends = TODAY - timedelta(days=1 + number % 400)
                signed = min(signed, ends)
            else:
                ends = TODAY + timedelta(days=1 + self.dice.randrange(2500))
            yield {
                **STAMP, "municipality_id": self.home, "title": title, "kind": "cooperation",
                "number": f"01-27/{number}", "partnership_id": self.dice.choice(partner_ids),
                "responsible_id": self.person(number), "status": status, "status_since": signed, "drafted_on": signed,
                "submitted_by_id": self.user, "submitted_at": NOW, "signed_on": signed if is_signed else None,
                "enters_on": signed if status not in {"draft", "in_review", "signed"} else None, "ends_on": ends,
                "indefinite": False, "renewal": "none", "notice_unit": "days", "renews": False,
                "has_foreign_party": True, "counterparts_ru": "Гродно", "counterparts_en": "Hrodna",
                "counterpart_count": 1, "counterpart_flags": self.cities[number % len(self.cities)].code.lower(),
                "area_codes": self.area_codes(number),
                "terminated_on": signed if status == "terminated" else None,
                "termination_reason": "по соглашению сторон" if status == "terminated" else None,
                "folded": f" {fold(title)} {number}", "sort_name": sortable(title),
            }  # fmt: skip

    def interaction(self, partner_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in range(self.sizes.interactions):
            title, on = self.title(number), self.day(1500)
            yield {
                **STAMP, "municipality_id": self.home, "kind": "meeting", "direction": "mutual", "subject": title,
                "happened_at": datetime(on.year, on.month, on.day, 9, tzinfo=UTC), "happened_on": on, "has_time": True,
                "partnership_id": self.dice.choice(partner_ids), "logged_by_id": self.user,
                "folded": f" {fold(title)} {number}", "sort_name": sortable(title),
            }  # fmt: skip

    def event(self, partner_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in range(self.sizes.events):
            title, on = self.title(number), self.day(1500)
            at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            yield {
                **STAMP, "municipality_id": self.home, "kind": "forum", "title_ru": title, "title_en": title,
                "zone": "Europe/Moscow", "starts_on": on, "starts_at": at, "ends_on": on, "ends_at": at,
                "host_partnership_id": self.dice.choice(partner_ids), "responsible_id": self.user,
                "folded": f" {fold(title)}", "sort_name": sortable(title),
            }  # fmt: skip

    def interest(self, partner_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in range(self.sizes.interests):
            title = self.title(number)
            yield {
                **STAMP, "municipality_id": self.home, "direction": "theirs", "kind": "product", "what": title,
                "partnership_id": self.dice.choice(partner_ids), "voiced_on": self.day(1500), "state": "open",
                "responsible_id": self.user, "folded": f" {fold(title)}", "sort_name": sortable(title),
            }  # fmt: skip

    def document(self, partner_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in range(self.sizes.documents):
            title = self.title(number)
            yield {
                **STAMP, "municipality_id": self.home, "title": title, "kind": "other", "of_kind": "partner",
                "of_id": self.dice.choice(partner_ids), "subject_ru": "Гродно", "subject_en": "Hrodna", "latest": 1,
                "responsible_id": self.user, "folded": f" {fold(title)} grodno", "sort_name": sortable(title),
            }  # fmt: skip

    def document_version(self, document_ids: list[int]) -> Iterator[dict[str, Any]]:
        for number in document_ids:
            yield {
                **STAMP, "municipality_id": self.home, "document_id": number, "number": 1, "name": f"{number}.pdf",
                "size": 1000, "sha256": "0" * 64, "type": "application/pdf", "storage_key": f"{number:032d}",
                "uploaded_by_id": self.user, "uploaded_at": NOW, "uploaded_on": TODAY,
            }  # fmt: skip


def generate(sizes: Sizes) -> tuple[int, int]:
    """Fill the app's database; the numbers of the municipality and of its manager."""
    upgrade()
    with everywhere("generated data"):
        places.load_gazetteer()
        db.session.commit()
        home = accounts.add_municipality(
            {
                "slug": "bench", "name_ru": "Город", "name_en": "City", "administration_ru": "Администрация",
                "administration_en": "Administration", "region_code": "RU-NIZ", "timezone": "Europe/Moscow",
            }
        )  # fmt: skip
        users = []
        for number, name in enumerate(NAMES):
            answers = {"email": f"manager{number or ''}@bench.example", "name": name, "role": "manager"}
            users.append(accounts.add_user(home.id, answers=answers, password="bench bench bench", by=None))  # noqa: S106
        db.session.commit()
    with acting_for(home.id):
        negotiations.create_default_stages()
        partners.create_default_areas()
        regulations.create_defaults(home)
        db.session.flush()
        maker = Maker(home, users, sizes)
        _fill("partnership", maker.partnership())
        ids = _numbers("partnership")
        _fill("negotiation", maker.negotiation(ids))
        _fill("agreement", maker.agreement(ids))
        _fill("interaction", maker.interaction(ids))
        _fill("event", maker.event(ids))
        _fill("interest", maker.interest(ids))
        _fill("document", maker.document(ids))
        _fill("document_version", maker.document_version(_numbers("document")))
        db.session.commit()
    _tidy()
    return home.id, users[0].id


def _numbers(name: str) -> list[int]:
    return list(db.session.scalars(select(Model.metadata.tables[name].c.id)))


def _tidy() -> None:
    """What the server does by itself a minute later, and would do in the middle of a measurement."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM (ANALYZE)"))


def _fill(name: str, rows: Iterator[dict[str, Any]]) -> None:
    table: Table = Model.metadata.tables[name]
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            db.session.execute(insert(table), batch)
            batch = []
    if batch:
        db.session.execute(insert(table), batch)


def make_app(url: str) -> Flask:
    return create_app(Settings(database_url=url, secret_key="only for measuring " * 3, testing=True, log_level="ERROR"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in vars(Sizes()).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--database", help="SQLAlchemy address; default: that of the settings")
    given = vars(parser.parse_args())
    url = given.pop("database") or from_environment().database_url
    started = time.perf_counter()
    with make_app(url).app_context():
        generate(Sizes(**given))
    print(f"generated in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
