"""Agreements and what is promised under them, for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.obligations import actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement
    from tracker.obligations.models import Obligation
    from tracker.partners.models import Partnership

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def partner(official: User) -> Partnership:
    return factories.make_partnership(official)


@pytest.fixture
def agreement(official: User, manager: User, partner: Partnership) -> Agreement:
    """In force since 2 March 2026, with Grodno."""
    return factories.make_agreement(
        official,
        today=date(2026, 3, 2),
        status="in_force",
        decider=manager,
        partnership_id=partner.id,
        title="О побратимстве",
    )


@pytest.fixture
def draft(official: User) -> Agreement:
    return factories.make_agreement(official, today=TODAY, title="Проект о стажировках")


@pytest.fixture
def promise(official: User, agreement: Agreement) -> Callable[..., Obligation]:
    """A duty of ours, due on 30 November 2026, for which the official answers; `party=None`: of all."""

    def promise(under: Agreement | None = None, **values: Any) -> Obligation:
        of = under or agreement
        party = values.pop("party", of.parties[0])
        said = {"text": "Приём делегации", "due_on": date(2026, 11, 30), "responsible": official, **values}
        return actions.add(of, by=values.pop("by", official), answers=said, party=party)

    return promise
