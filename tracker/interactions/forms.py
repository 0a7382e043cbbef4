"""Forms of interactions: the quick one, the whole one, and the word on a step that is done."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from tracker.events import telling as event_telling
from tracker.interactions import people, telling
from tracker.interactions.kinds import DIRECTION_LABELS
from tracker.interactions.rules import When
from tracker.kernel import clock
from tracker.kernel.text import clean
from tracker.web import formats
from tracker.web.fields import (
    EARLIEST,
    LATEST,
    TITLE,
    ChoiceField,
    DateField,
    LongTextField,
    NumberChoiceField,
    RecordForm,
    Required,
    TextField,
    read_day,
)
from tracker.web.lookups import LookupField, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

_TIME_LAST = re.compile(r"^(?P<day>.*?)[\s,]*(?:в\s+|at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})$", re.IGNORECASE)
DAYS_AGO = {"сегодня": 0, "today": 0, "вчера": 1, "yesterday": 1, "позавчера": 2}


def read_when(typed: str, today: date) -> When:
    """What is typed as 27.11.2026 14:30, 27.11, «вчера 15:00», "today" or 9:15. Raises ValueError."""
    said, at = typed.strip(), None
    if found := _TIME_LAST.match(said):
        at = datetime.strptime(f"{found['hour']}:{found['minute']}", "%H:%M").time()  # noqa: DTZ007 - a time of day
        said = found["day"].strip(" ,")
    if not said:
        if at is None:
            raise ValueError(typed)
        return When(today, at)
    if (ago := DAYS_AGO.get(said.casefold())) is not None:
        return When(today - timedelta(days=ago), at)
    return When(read_day(said), at)


class WhenField(wtforms.StringField):
    """A day, with the time of day where it is known. `data` is a When or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(str(valuelist[0]))[:100] if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            self.data = read_when(self.typed, formats.today())
        except ValueError:
            raise ValidationError(_("Write a day and a time like 27.11.2026 14:30.")) from None
        if not EARLIEST <= self.data.on <= LATEST:
            self.data = None
            raise ValidationError(_("Write a day between 1800 and 2200."))

    def _value(self) -> str:
        if isinstance(self.data, When):
            day = f"{self.data.on:%d.%m.%Y}"
            return day if self.data.at is None else f"{day} {self.data.at:%H:%M}"
        return getattr(self, "typed", "") or ""

    def as_seen(self) -> str:
        return self._value()


def right_now() -> When:
    """The present minute in the municipality's zone."""
    here = clock.now().astimezone(ZoneInfo(formats.zone()))
    return When(here.date(), here.time().replace(second=0, microsecond=0, tzinfo=None))


class StepFields(RecordForm):
    """What comes next, by when and by whom."""

    next_step = TextField(_l("What comes next"))
    next_step_on = DateField(_l("Due"))
    next_step_by_id = NumberChoiceField(_l("By whom"))

    def validate_next_step_on(self, field: Any) -> None:
        if field.data is not None and not self.next_step.data:
            raise ValidationError(_("Say what is to be done by this day."))


class LogFields(StepFields):
    """What both forms ask for."""

    kind = ChoiceField(_l("What it was"), [Required()])
    with_whom = LookupField(
        _l("With whom"),
        [Required()],
        source="interactions.with_whom",
        named=people.named,
        found=people.found,
        many=True,
        creates=True,
    )
    new_as = ChoiceField(_l("A new name is"))
    subject = TextField(_l("The main thing in one line"), [Required()], most=TITLE)
    when = WhenField(_l("When"), [Required()])
    event_id = LookupField(
        _l("At which event"),
        source="events.lookup",
        named=event_telling.options_named,
        found=event_telling.options_found,
    )

    def offer(self, officials: Sequence[tuple[int, str]]) -> None:
        """What the form offers to choose from."""
        self.kind.set_choices(telling.kind_choices())
        self.new_as.set_choices([(people.PERSON, _("a person")), (people.ORGANISATION, _("an organisation"))])
        self.next_step_by_id.set_choices([("", ""), *officials])

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        for name in ("with_whom", "new_as", "about", "ours", "next_step_by_id"):
            given.pop(name, None)
        return {**given, "event_id": self.event_id.number}


def log_form(
    about_named: Callable[[Sequence[str]], Sequence[Option]], about_found: Callable[[str], Sequence[Option]]
) -> type[LogFields]:
    """The quick form, with ways to find what it is about."""

    class LogForm(LogFields):
        about = LookupField(
            _l("To what"),
            source="interactions.about",
            named=about_named,
            found=about_found,
            description=_l("Talks or an agreement."),
        )

    return LogForm


def edit_form(
    about_named: Callable[[Sequence[str]], Sequence[Option]], about_found: Callable[[str], Sequence[Option]]
) -> type[LogFields]:
    """The whole form."""

    class InteractionForm(LogFields):
        about = LookupField(
            _l("To what"),
            source="interactions.about",
            named=about_named,
            found=about_found,
            description=_l("Talks or an agreement."),
        )
        direction = ChoiceField(
            _l("From whom it came"), description=_l("Of calls and e-mails; a letter says it itself.")
        )
        ours = LookupField(
            _l("From our side"),
            source="interactions.colleagues",
            named=people.colleagues_named,
            found=people.colleagues_found,
            many=True,
        )
        place = TextField(_l("Where"))
        registry_number = TextField(_l("Number in the register of letters"), most=100)
        text = LongTextField(_l("What was said"))

        def offer(self, officials: Sequence[tuple[int, str]]) -> None:
            super().offer(officials)
            self.direction.set_choices(
                [("", ""), *((one.value, formats.words(label)) for one, label in DIRECTION_LABELS.items())]
            )

    return InteractionForm


class StepDoneForm(RecordForm):
    note = LongTextField(_l("How it went"), most=2000)
