"""An event that is on: 22 to 24 November 2026, with a delegation of Grodno; now is noon of the 23rd."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests import factories
from tracker.events import actions
from tracker.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.accounts.models import User
    from tracker.events.models import Event

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def at_noon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def forum(official: User) -> Event:
    answers = {"kind": "forum", "title_ru": "Форум", "starts_on": date(2026, 11, 22), "ends_on": date(2026, 11, 24),
               "place": "Ярмарка"}  # fmt: skip
    made = actions.plan(by=official, answers=answers)
    partner = factories.make_partnership(official)
    actions.add_delegation(made, by=official, answers={"partnership_id": partner.id}, members=[])
    return made
