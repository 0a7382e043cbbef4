"""Making records for tests, with sensible values for everything a test does not care about."""

from __future__ import annotations

import contextlib
import itertools
from typing import Any

from tracker.accounts import actions as accounts
from tracker.accounts.models import Municipality, User
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for
from tracker.permissions import Role

_numbers = itertools.count(1)
PASSWORD = "verba volant scripta manent"
PASSWORD_HASH = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQxMjM0$"  # never checked: tests open sessions by themselves
NAMES = {"dzerzhinsk": ("Дзержинск", "Dzerzhinsk"), "bor": ("Бор", "Bor")}


def make_places() -> None:
    """The countries, regions and cities that tests speak of."""


def furnish() -> None:
    with contextlib.suppress(ImportError):
        from tracker.partners import actions as partners  # noqa: I001
        from tracker.negotiations import actions as negotiations

        negotiations.create_default_stages()
        partners.create_default_areas()


def make_municipality(slug: str, *, region_code: str = "RU-NIZ", **values: Any) -> Municipality:
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
        furnish()
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
        password_hash=PASSWORD_HASH,
        **values,
    )
    db.session.add(user)
    db.session.flush()
    return user
