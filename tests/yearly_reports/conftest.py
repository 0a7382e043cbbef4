"""A year of the municipality, on fixed days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tracker.kernel import clock
from tracker.yearly_reports import actions, content, figures, wording
from tracker.yearly_reports.actions import Letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tracker.accounts.models import User
    from tracker.yearly_reports.models import YearlyReport

TODAY = date(2026, 1, 12)


@pytest.fixture
def in_january(app: Flask) -> Iterator[None]:
    """The clock stands at noon of 12 January 2026, in a request of a Russian reader."""
    with clock.standing_at(datetime(2026, 1, 12, 9, tzinfo=UTC)), app.test_request_context("/"):
        yield


@pytest.fixture
def draft(in_january: None, official: User) -> Callable[..., YearlyReport]:
    """A draft about a year, by the official, with the texts that the records give."""

    def make(year: int = 2025, today: date = TODAY) -> YearlyReport:
        texts = wording.drafted(figures.of_year(year, today=today), year=year, language="ru")
        return actions.draft(year, texts, by=official, today=today)

    return make


@pytest.fixture
def send(manager: User) -> Callable[..., YearlyReport]:
    def sent(report: YearlyReport, number: str = "01-15/7", on: date = TODAY, **values: Any) -> YearlyReport:
        letter = Letter(number=number, sent_on=on, signatory_post="Глава города", signatory="А. П. Лаптев")
        today = values.pop("today", TODAY)
        actions.send(report, letter, content.live(report, today=today), by=values.pop("by", manager), today=today)
        return report

    return sent
