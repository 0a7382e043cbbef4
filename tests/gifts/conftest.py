"""Gifts and those they are exchanged with, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.gifts import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.gifts.models import Gift
    from tracker.partners.models import Partnership

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def partner(official: User) -> Partnership:
    return factories.make_partnership(official)


@pytest.fixture
def exchange(official: User, partner: Partnership) -> Callable[..., Gift]:
    """A gift of ours to the partner, given on 20 November 2026."""

    def exchange(**values: Any) -> Gift:
        theirs = values.pop("theirs", None) or actions.Theirs(partners=[partner])
        said = {
            "way": "given",
            "what": "Самовар подарочный",
            "passed_on": date(2026, 11, 20),
            "user_id": official.id,
            **values,
        }
        return actions.add(by=official, answers=said, theirs=theirs, today=TODAY)

    return exchange
