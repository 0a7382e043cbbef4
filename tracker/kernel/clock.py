"""The one place that knows what time it is. Moments are UTC with zone; days are days in a municipality's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The moment, UTC, to the second: both databases give back exactly what was stored."""
    return datetime.now(UTC).replace(microsecond=0)


def today(zone: str) -> date:
    """The day it is now in the zone (IANA name), for everything that is due on a day."""
    return datetime.now(ZoneInfo(zone)).date()
