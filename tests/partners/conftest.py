"""Partnerships for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.partners.models import Partnership


@pytest.fixture
def make_partnership(official: User) -> Callable[..., Partnership]:
    """By the official; with Grodno by default."""

    def make(**values: Any) -> Partnership:
        return factories.make_partnership(values.pop("by", official), **values)

    return make


@pytest.fixture
def unnamed(make_partnership: Callable[..., Partnership]) -> Partnership:
    """One of the cities of the State of São Paulo."""
    return make_partnership(region="São Paulo", status="in_talks")
