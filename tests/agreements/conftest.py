"""Agreements for the tests, on a fixed day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement

TODAY = date(2026, 11, 23)


@pytest.fixture
def make_agreement(official: User, manager: User) -> Callable[..., Agreement]:
    """By the official, decided by the manager, as of TODAY."""

    def make(status: str = "draft", **values: Any) -> Agreement:
        today = values.pop("today", TODAY)
        return factories.make_agreement(
            values.pop("by", official), today=today, status=status, decider=values.pop("decider", manager), **values
        )

    return make
