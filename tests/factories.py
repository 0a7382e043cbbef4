"""Making records for tests, with sensible values for everything a test does not care about."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from tracker.accounts import actions as accounts
from tracker.accounts.models import Municipality, User
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.negotiations import actions as negotiations
from tracker.partners import actions as partners
from tracker.permissions import Role
from tracker.places.models import City, Country, CountryGroup, CountryGroupMember, Region
from tracker.regulations import actions as regulations
from tracker.regulations import queries as regulation_queries
from tracker.regulations.kinds import ApprovalKind, When

_numbers = itertools.count(1)
ENCLOSED = ("Проект соглашения", "Пояснительная записка", "Перевод проекта на русский язык")
PASSWORD = "verba volant scripta manent"
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQxMjM0$"  # never checked: tests open sessions by themselves
NAMES = {"dzerzhinsk": ("Дзержинск", "Dzerzhinsk"), "bor": ("Бор", "Bor")}


COUNTRIES = (
    ("RU", 643, "Россия", "Russia"),
    ("BY", 112, "Беларусь", "Belarus"),
    ("BR", 76, "Бразилия", "Brazil"),
    ("DE", 276, "Германия", "Germany"),
    ("ZA", 710, "Южная Африка", "South Africa"),
)
REGIONS = (
    ("RU-NIZ", "RU", "Нижегородская область", "Nizhny Novgorod Region"),
    ("BR-SP", "BR", "Сан-Паулу", "São Paulo"),
)
CITIES = (
    ("BY", None, "Гродно", "Grodno", 368_000, 53.68, 23.83),
    ("BY", None, "Новополоцк", "Novopolotsk", 97_000, 55.53, 28.65),
    ("BR", "BR-SP", "Сан-Паулу", "São Paulo", 12_400_000, -23.55, -46.64),
    ("BR", "BR-SP", "Кампинас", "Campinas", 1_139_000, -22.91, -47.06),
    ("DE", None, "Биттерфельд-Вольфен", "Bitterfeld-Wolfen", 38_000, 51.62, 12.32),
    ("RU", "RU-NIZ", "Бор", "Bor", 76_000, 56.36, 44.06),
)


def make_places() -> None:
    """The countries, regions and cities that tests speak of."""
    countries = {
        code: Country(code=code, numeric_code=number, name_ru=name_ru, name_en=name_en)
        for code, number, name_ru, name_en in COUNTRIES
    }
    regions = {
        code: Region(code=code, country=countries[country], name_ru=name_ru, name_en=name_en)
        for code, country, name_ru, name_en in REGIONS
    }
    brics = CountryGroup(code="brics", name_ru="БРИКС", name_en="BRICS")
    db.session.add_all([*countries.values(), *regions.values(), brics])
    db.session.add_all(
        CountryGroupMember(group=brics, country=countries[code], since_on=date(2006, 1, 1))
        for code in ("RU", "BR", "ZA")
    )
    db.session.add_all(
        City(
            country=countries[country],
            region=regions.get(region or ""),
            name_ru=name_ru,
            name_en=name_en,
            population=people,
            latitude=latitude,
            longitude=longitude,
        )
        for country, region, name_ru, name_en, people, latitude, longitude in CITIES
    )
    db.session.flush()


def make_municipality(slug: str, *, region_code: str = "RU-NIZ", visas: bool = False, **values: Any) -> Municipality:
    """Furnished as on its first day. Without `visas` its agreements need none of the house, only the region's."""
    name_ru, name_en = NAMES.get(slug, (slug, slug))
    made = accounts.add_municipality(
        {
            "slug": slug,
            "name_ru": name_ru,
            "name_en": name_en,
            "administration_ru": f"Администрация города {name_ru}",
            "administration_en": f"Administration of {name_en}",
            "region_code": region_code,
            "timezone": "Europe/Moscow",
            **values,
        }
    )
    with acting_for(made.id):
        negotiations.create_default_stages()
        partners.create_default_areas()
        regulations.create_defaults(made)
        if not visas:
            regulation_queries.regulation(on=date(2026, 11, 23)).legal_when = When.NEVER
        db.session.flush()
    return made


def make_user(municipality: Municipality, role: Role, **values: Any) -> User:
    number = next(_numbers)
    observer = role is Role.OBSERVER
    user = User(
        municipality_id=None if observer else municipality.id,
        region_code=municipality.region_code if observer else None,
        email=values.pop("email", f"{role.value}{number}@example.example"),
        name=values.pop("name", f"{role.value.title()} {number}"),
        role=role,
        language=values.pop("language", "en"),
        password_hash=values.pop("password_hash", PASSWORD_HASH),
        **values,
    )
    db.session.add(user)
    db.session.flush()
    return user


def draft_agreement(**values: Any) -> Any:
    """A complete draft: two parties with signatories, the second foreign if `foreign`."""
    from tracker.agreements.actions import Draft
    from tracker.agreements.kinds import PartyKind
    from tracker.agreements.parties import PartyWords

    foreign = values.pop("foreign", False)
    other = values.pop("other", ("Гродно" if foreign else "Ассоциация «Дзержинскхимрегион»"))
    parties = values.pop("parties", None) or [
        PartyWords(
            kind=PartyKind.MUNICIPALITY, signatory="Лаптев Андрей Петрович", post="глава города", ground="устав"
        ),
        PartyWords(
            kind=PartyKind.OTHER,
            name=other,
            country_code="BY" if foreign else "RU",
            signatory="Горбунова Елена Сергеевна",
            post="директор",
        ),
    ]
    area_ids = values.pop("area_ids", ())
    filled = {"title": f"О сотрудничестве {next(_numbers)}", "subject": "Обмен опытом", "indefinite": True, **values}
    if filled.get("ends_on"):
        filled["indefinite"] = False
    return Draft(values=filled, parties=parties, area_ids=area_ids)


def make_agreement(by: User, *, today: date, status: str = "draft", decider: User | None = None, **values: Any) -> Any:
    """An agreement brought to a status by the steps that lead there, each on the first possible day."""
    from tracker.agreements import actions, approvals
    from tracker.agreements.asks import Answers
    from tracker.agreements.kinds import Action, Status

    agreement = actions.create(draft_agreement(**values), by=by, today=today)
    signed_on = values.get("enters_on") or today
    asks_region = agreement.needs(ApprovalKind.REGION)
    path = [(Status.IN_REVIEW, Action.SUBMIT, {}), (Status.APPROVED, Action.APPROVE, {})]
    if asks_region:
        path += [
            (Status.AT_REGION, Action.SEND_TO_REGION, {"on": signed_on, "number": "15-2", "enclosures": ENCLOSED}),
            (Status.CONSENTED, Action.RECORD_CONSENT, {"on": signed_on, "number": "204"}),
        ]
    path += [
        (Status.SIGNED, Action.SIGN, {"on": signed_on, "place": "Дзержинск"}),
        (Status.IN_FORCE, Action.ENTER_INTO_FORCE, {"on": signed_on}),
    ]
    for reached, action, said in path:
        if agreement.status.value == status:
            break
        who = by if action is Action.SUBMIT else decider
        for kind in approvals.waiting(agreement) if action is Action.APPROVE else ():
            given = Answers(on=today, approval=kind)
            actions.take_step(agreement, Action.GIVE_APPROVAL, by=decider, today=today, answers=given)
        if agreement.status is not reached:
            actions.take_step(agreement, action, by=who, today=today, answers=Answers(**said))
    assert agreement.status.value == status
    return agreement


def place(name: str) -> Any:
    """A country, region or city by its English name."""
    for model in (City, Region, Country):
        if (found := db.session.scalar(select(model).where(model.name_en == name).limit(1))) is not None:
            return found
    raise LookupError(name)


def make_partnership(by: User, *, city: str = "", region: str = "", country: str = "", **answers: Any) -> Any:
    """A partnership with a city, region or country given by its English name; with Grodno by default."""
    named = city or ("" if region or country else "Grodno")
    return partners.add(
        by=by,
        country=place(country) if country else None,
        region=db.session.scalar(select(Region).where(Region.name_en == region)) if region else None,
        city=db.session.scalar(select(City).where(City.name_en == named)) if named else None,
        answers=answers,
        today=answers.pop("today", date(2026, 11, 23)),
    )


def make_interaction(
    by: User, *, partner: Any = None, contacts: Any = (), organisations: Any = (), **answers: Any
) -> Any:
    """A logged meeting with a partner, or with people, at noon of 20 November 2026 by default."""
    from tracker.interactions import actions
    from tracker.interactions.rules import When

    now = answers.pop("now", datetime(2026, 11, 23, 12, tzinfo=UTC))
    said = {
        "kind": "meeting",
        "subject": f"Встреча {next(_numbers)}",
        "when": When(date(2026, 11, 20), time(12)),
        **answers,
    }
    company = actions.Company(
        partners=[partner] if partner is not None else [], contacts=contacts, organisations=organisations, ours=[by]
    )
    return actions.log(by=by, answers=said, company=company, now=now)


def day_ago(days: int) -> Any:
    """So many days before 23 November 2026, without a time."""
    from tracker.interactions.rules import When

    return When(date(2026, 11, 23) - timedelta(days=days), None)
