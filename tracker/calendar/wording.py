"""City days in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.calendar.kinds import WEEK_LABELS, WEEKDAY_LABELS
from tracker.web import formats

if TYPE_CHECKING:
    from tracker.calendar.models import CityDay


def when(day: CityDay) -> str:
    """The rule in words, with its coming day: «последняя суббота, 29 мая 2027»."""
    today = formats.today()
    coming = day.rule.on(today.year)
    if coming < today:
        coming = day.rule.on(today.year + 1)
    if day.week is None or day.weekday is None:
        return formats.long_day(coming)
    return _(
        "%(day)s (%(which)s %(weekday)s)",
        day=formats.long_day(coming),
        which=formats.words(WEEK_LABELS[day.week]),
        weekday=formats.words(WEEKDAY_LABELS[day.weekday]),
    )
