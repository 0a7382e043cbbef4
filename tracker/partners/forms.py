"""Forms of partnerships: the shape of what people fill in."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from tracker.kernel.text import clean
from tracker.partners import places, wording
from tracker.partners.kinds import ORDINARY, Status
from tracker.web.fields import (
    EARLIEST,
    LATEST,
    ChoiceField,
    DateField,
    LongTextField,
    ManyChoicesField,
    NumberChoiceField,
    RecordForm,
    Required,
    TextField,
    read_day,
)
from tracker.web.lookups import LookupField


class Since(NamedTuple):
    """A day, or only a year."""

    on: date
    is_year: bool


class SinceField(wtforms.StringField):
    """A day like 21.06.2005, or a year like 2005. `data` is a Since or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(str(valuelist[0])) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            if re.fullmatch(r"\d{4}", self.typed):
                self.data = Since(date(int(self.typed), 1, 1), is_year=True)
            else:
                self.data = Since(read_day(self.typed), is_year=False)
        except ValueError:
            raise ValidationError(_("Write a day like 21.06.2005, or only the year.")) from None
        if not EARLIEST <= self.data.on <= LATEST:
            self.data = None
            raise ValidationError(_("Write a day between 1800 and 2200."))

    def _value(self) -> str:
        if isinstance(self.data, Since):
            return str(self.data.on.year) if self.data.is_year else f"{self.data.on:%d.%m.%Y}"
        return getattr(self, "typed", "") or ""

    def as_seen(self) -> str:
        return self._value()


class PartnershipForm(RecordForm):
    place = LookupField(
        _l("City"),
        [Required()],
        source="partners.places",
        named=places.named,
        found=places.found,
        description=_l("In either script. While the city is not named, choose the region or the country."),
    )
    kind = ChoiceField(_l("Kind"), [Required()])
    status = ChoiceField(_l("Status"), [Required()])
    since = SinceField(_l("Partners since"), description=_l("A day or only a year."))
    areas = ManyChoicesField(_l("Areas of cooperation"))
    responsible_id = NumberChoiceField(_l("Responsible"), [Required()])
    next_step = TextField(_l("Next step"))
    next_step_on = DateField(_l("Due"))
    introduced_by = TextField(_l("Introduced by"), description=_l("Who or what brought us together."))
    languages = TextField(_l("Language of letters"), description=_l("Such as Portuguese, English."))
    note = LongTextField(_l("Note"))

    def validate_next_step_on(self, field: Any) -> None:
        if field.data is not None and not self.next_step.data:
            raise ValidationError(_("Say what is to be done by this day."))

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        since = given.pop("since")
        given.pop("place")
        return {
            **given,
            "areas": [int(number) for number in given["areas"] or ()],
            "since_on": since.on if since else None,
            "since_is_year": bool(since and since.is_year),
        }

    def where(self) -> dict[str, Any]:
        """Country, region and city, as the actions take them."""
        country, region, city = places.picked(self.place.token)
        return {"country": country, "region": region, "city": city}


def ordinary_statuses(now: Status | None) -> list[tuple[str, str]]:
    """What the form offers: the ordinary statuses, or the decided one that stays."""
    offered = ORDINARY if now is None or now in ORDINARY else (now,)
    return [(status.value, wording.status_label(status)) for status in offered]


class NameCityForm(RecordForm):
    place = LookupField(
        _l("City"), [Required()], source="partners.cities", named=places.named, found=places.cities_found
    )


class DecisionForm(RecordForm):
    to = ChoiceField(_l("Decision"), [Required()])
    decided_on = DateField(_l("Decided on"), [Required()])
    document = TextField(
        _l("Document"), description=_l("Its kind, number and day. Not needed to resume a partnership.")
    )
    reason = LongTextField(_l("Reason"), [Required()], most=2000)


class SuccessionForm(RecordForm):
    successor_id = LookupField(
        _l("The city that goes on"),
        [Required()],
        source="partners.lookup",
        named=places.partners_named,
        found=places.partners_found,
    )
    merged_on = DateField(_l("Merged on"), [Required()])
    document = TextField(_l("Document"), [Required()], description=_l("The act: its kind, number and day."))


class AssignForm(RecordForm):
    responsible_id = NumberChoiceField(_l("Responsible"), [Required()])


class CooperationAreaForm(RecordForm):
    name_ru = TextField(_l("Title in Russian"), [Required()])
    name_en = TextField(_l("Name in English"), [Required()])
