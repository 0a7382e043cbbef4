"""Letters and those they come from, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.interactions.actions import Company
from tracker.letters import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.letters.models import Letter
    from tracker.partners.models import Partnership

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def partner(official: User) -> Partnership:
    """One of the cities of the State of São Paulo."""
    return factories.make_partnership(official, region="São Paulo", status="in_talks")


@pytest.fixture
def said() -> Callable[..., dict[str, Any]]:
    """What is said of an incoming letter in Russian, registered on 20 November 2026 under 01-27/5."""

    def said(**values: Any) -> dict[str, Any]:
        return {
            "direction": "incoming",
            "number": "01-27/5",
            "registered_on": date(2026, 11, 20),
            "subject": "О перечне продукции",
            "language": "ru",
            "translation": "not_needed",
            **values,
        }

    return said


@pytest.fixture
def register(official: User, partner: Partnership, said: Callable[..., dict[str, Any]]) -> Callable[..., Letter]:
    def register(**values: Any) -> Letter:
        by, interaction = values.pop("by", official), values.pop("interaction", None)
        company = Company(partners=[partner], ours=[by])
        return actions.register(
            by=by, answers=said(**values), company=company, now=NOW, today=TODAY, interaction=interaction
        )

    return register
