"""People for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.contacts import actions
from tracker.kernel.db import db
from tracker.organisations import actions as organisations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.organisations.models import Organisation


@pytest.fixture
def chamber(official: User) -> Organisation:
    """An organisation in São Paulo."""
    city = factories.place("São Paulo")
    return organisations.create_named("Торговая палата", by=official, country_id=city.country_id, city_id=city.id)


@pytest.fixture
def make_contact(official: User) -> Callable[..., Contact]:
    """By the official."""

    def make(name_ru: str | None = "Жуан Силва", **answers: Any) -> Contact:
        made = actions.create(by=answers.pop("by", official), answers={"name_ru": name_ru, **answers})
        db.session.flush()
        return made

    return make
