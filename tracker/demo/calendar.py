"""The demo's city days, a birthday soon, and a greeting that was decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.calendar import actions
from tracker.kernel.db import acting_as, db
from tracker.kernel.subjects import Subject

if TYPE_CHECKING:
    from tracker.demo.story import Story

LAST, SATURDAY = 5, 5
# partner, name, rule; the home city's own stands under an empty key
CITY_DAYS: tuple[tuple[str, str | None, dict[str, int]], ...] = (
    ("grodno", None, {"month": 9, "week": 3, "weekday": SATURDAY}),
    ("novopolotsk", None, {"month": 6, "week": 2, "weekday": 6}),
    ("bitterfeld", "Городской праздник", {"month": 6, "week": 2, "weekday": SATURDAY}),
    ("pancevo", None, {"month": 11, "day": 8}),
    ("pavlodar", None, {"month": 6, "week": 2, "weekday": SATURDAY}),
    ("bahia", "Годовщина основания", {"month": 4, "day": 11}),
)
SOON = 6


def tell_calendar(story: Story) -> None:
    by = story.staff["official"]
    with story.at(30), acting_as(by.id):
        actions.add_city_day(by=by, partnership_id=None, answers={"month": 5, "week": LAST, "weekday": SATURDAY})
        for key, name, rule in CITY_DAYS:
            if key in story.partners:
                answers: dict[str, Any] = {"name": name, **rule}
                actions.add_city_day(by=by, partnership_id=story.partners[key].id, answers=answers)
        partner = next(iter(story.partners.values()))
        coming = story.day(-SOON)
        day = actions.add_city_day(
            by=by,
            partnership_id=partner.id,
            answers={"name": "День основания", "month": coming.month, "day": coming.day},
        )
        db.session.flush()
        before = story.day(20)
        actions.dismiss(f"city-day-{day.id}-{before.year - 1}", Subject("partner", partner.id), by=by)
