"""An event to try things on: a forum in Grodno on 20 and 21 November 2026; now is noon of 23 November."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.events import actions
from tracker.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.accounts.models import User
    from tracker.events.models import Event
    from tracker.places.models import City

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def at_noon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def campinas() -> City:
    """A city with a clock of its own."""
    city: City = factories.place("Campinas")
    city.timezone = "America/Sao_Paulo"
    return city


@pytest.fixture
def make_event(official: User) -> Callable[..., Event]:
    def make(**answers: Any) -> Event:
        said = {
            "kind": "forum",
            "title_ru": "Форум городов",
            "title_en": "Forum of cities",
            "starts_on": date(2026, 11, 20),
            "ends_on": date(2026, 11, 21),
            "city_id": factories.place("Grodno").id,
            **answers,
        }
        return actions.plan(by=said.pop("by", official), answers=said)

    return make
