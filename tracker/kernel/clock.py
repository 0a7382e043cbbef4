"""The one place that knows what time it is. Moments are UTC with zone; days are days in a municipality's zone."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The moment, UTC, to the second: both databases give back exactly what was stored."""
    return (_standing.get() or datetime.now(UTC)).replace(microsecond=0)


def today(zone: str) -> date:
    """The day it is now in the zone (IANA name), for everything that is due on a day."""
    return now().astimezone(ZoneInfo(zone)).date()


def stands_at() -> datetime | None:
    """The moment at which the clock was let stand, if it was."""
    return _standing.get()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment: what is written inside happened then (demo data, tests of year ends)."""
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)
