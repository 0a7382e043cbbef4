"""Two records of one person, made one: for the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.contacts import actions as contacts
from tracker.merging import actions as merging

if TYPE_CHECKING:
    from tracker.accounts.models import User


def tell_doubles(official: User, manager: User) -> None:
    """A person whom two colleagues entered, each in another script."""
    kept = contacts.create(
        by=official,
        answers={
            "name_ru": "Крюгер Анна",
            "name_en": "Anna Krueger",
            "ways": [{"kind": "email", "value": "anna.krueger@twins.example"}],
            "posts": [{"body": "Общество городов-побратимов", "title_ru": "координатор", "title_en": "coordinator"}],
        },
    )
    gone = contacts.create(
        by=official,
        answers={
            "name_ru": "Анна Крюгер",
            "name_en": "Anna Krüger",
            "name_original": "Anna Krüger",
            "ways": [{"kind": "phone", "value": "+49 3493 555 010"}],
        },
    )
    merging.merge("contact", kept, gone, by=manager, taken=("name_original",), versions=(kept.version, gone.version))
    for name_ru, name_en in (("Мюллер Пауль", "Paul Müller"), ("Пауль Мюллер", "Paul Mueller")):
        contacts.create(by=official, answers={"name_ru": name_ru, "name_en": name_en, "source": "event"})
