"""The form of a city day."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.calendar.kinds import MONTH_LABELS, WEEK_LABELS, WEEKDAY_LABELS
from tracker.web.fields import NumberChoiceField, NumberField, RecordForm, Required, TextField
from tracker.web.formats import words

NOTHING = ("", "")


class CityDayForm(RecordForm):
    name = TextField(_l("Name"), description=_l("Empty: City day."))
    month = NumberChoiceField(_l("Month"), [Required()])
    day = NumberField(_l("Date"))
    week = NumberChoiceField(_l("Or which one"))
    weekday = NumberChoiceField(_l("Day of the week"))

    def __init__(self, opened_with: dict[str, Any], **options: Any) -> None:
        # in a list of numbers zero is nothing chosen: here the week begins with 1
        kept = opened_with.get("weekday")
        super().__init__({**opened_with, "weekday": None if kept is None else kept + 1}, **options)
        self.opened_with = opened_with
        self.month.set_choices([(number, words(label)) for number, label in enumerate(MONTH_LABELS, 1)])
        self.week.set_choices([NOTHING, *((number, words(label)) for number, label in WEEK_LABELS.items())])
        self.weekday.set_choices([NOTHING, *((number, words(label)) for number, label in enumerate(WEEKDAY_LABELS, 1))])

    def answers(self) -> dict[str, Any]:
        chosen = self.weekday.data
        return {**super().answers(), "weekday": None if chosen is None else chosen - 1}
