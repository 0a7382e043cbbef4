"""Making records for tests, with sensible values for everything a test does not care about."""

from __future__ import annotations

import contextlib
import itertools
from datetime import date
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
    from tracker.agreements import actions
    from tracker.agreements.asks import Answers
    from tracker.agreements.kinds import Action, Status

    agreement = actions.create(draft_agreement(**values), by=by, today=today)
    signed_on = values.get("enters_on") or today
    asks_region = agreement.has_foreign_party and agreement.municipality.region_consent
    path = [(Status.IN_REVIEW, Action.SUBMIT, {}), (Status.APPROVED, Action.APPROVE, {})]
    if asks_region:
        path += [
            (Status.AT_REGION, Action.SEND_TO_REGION, {"on": signed_on, "number": "15-2"}),
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
        if agreement.status is not reached:
            actions.take_step(agreement, action, by=who, today=today, answers=Answers(**said))
    assert agreement.status.value == status
    return agreement
