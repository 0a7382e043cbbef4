"""Talks for the tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from tracker.kernel.db import db
from tracker.negotiations import actions, queries
from tracker.negotiations.rules import MoveRequest

TODAY = date(2026, 11, 23)


@pytest.fixture
def stages(city: Any) -> dict[str, Any]:
    return {stage.code: stage for stage in queries.stages()}


@pytest.fixture
def make_talks(official: Any, stages: dict[str, Any]) -> Any:
    """Talks of the official, begun 100 days ago, brought to a stage by a manager."""

    def make(stage: str = "contact", *, by: Any = None, partner: Any = None, mover: Any = None, **values: Any) -> Any:
        by = by or official
        begun = TODAY - timedelta(days=100)
        made = actions.start(
            by=by,
            partnership=partner or factories.make_partnership(by),
            answers={"subject": "Школьный обмен", "started_on": begun, **values},
            today=TODAY,
        )
        if stage != "contact":
            said = MoveRequest(moved_on=begun, reason="сразу", document="№ 1 от 01.01.2026")
            actions.move(made, stages[stage], by=mover, version=None, said=said, today=TODAY)
        db.session.flush()
        return made

    return make
