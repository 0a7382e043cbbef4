"""Interactions and those they are with, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.contacts import actions as contacts
from tracker.organisations import actions as organisations

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.contacts.models import Contact
    from tracker.interactions.models import Interaction
    from tracker.organisations.models import Organisation
    from tracker.partners.models import Partnership

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def partner(official: User) -> Partnership:
    """One of the cities of the State of São Paulo."""
    return factories.make_partnership(official, region="São Paulo", status="in_talks")


@pytest.fixture
def chamber(official: User) -> Organisation:
    """An organisation in São Paulo."""
    city = factories.place("São Paulo")
    return organisations.create_named("Торговая палата", by=official, country_id=city.country_id, city_id=city.id)


@pytest.fixture
def contact(official: User, chamber: Organisation) -> Contact:
    """A person of the chamber."""
    return contacts.create_named("Рафаэл Мораис", by=official, organisation=chamber)


@pytest.fixture
def log(official: User) -> Callable[..., Interaction]:
    """By the official."""

    def log(**values: Any) -> Interaction:
        return factories.make_interaction(values.pop("by", official), **values)

    return log
