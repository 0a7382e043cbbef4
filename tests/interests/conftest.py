from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tracker.interests import actions
from tracker.kernel import clock
from tracker.partners import queries as partner_queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.accounts.models import User
    from tracker.interests.models import Interest

TODAY = date(2026, 11, 23)


@pytest.fixture
def at_noon() -> Iterator[None]:
    with clock.standing_at(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def make_interest(official: User) -> Callable[..., Interest]:
    def make(**answers: Any) -> Interest:
        said = {"what": "Реагенты для очистки воды", "sector": "20", **answers}
        if not {"partnership_id", "organisation_id", "contact_id"} & said.keys():
            known = partner_queries.find_by_city(factories.place("Grodno").id)
            said["partnership_id"] = (known or factories.make_partnership(official)).id
        return actions.voice(by=official, answers=said, today=TODAY)

    return make
