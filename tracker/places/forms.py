"""The form of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from tracker.places.models import City
from tracker.web.fields import DecimalField, NumberChoiceField, NumberField, RecordForm, Required, TextField
from tracker.web.lookups import LookupField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.web.lookups import Option

PLAIN = (
    "name_ru",
    "name_en",
    "name_local",
    "alternates",
    "country_id",
    "population",
    "latitude",
    "longitude",
    "timezone",
)


def opened_with(city: City) -> dict[str, Any]:
    """What the form of a place is opened with."""
    region = {"region_id": str(city.region_id) if city.region_id else None}
    return {name: getattr(city, name) for name in PLAIN} | region


def city_form(
    named: Callable[[Sequence[str]], Sequence[Option]], found: Callable[[str], Sequence[Option]]
) -> type[RecordForm]:
    """The form, with ways to find the region."""

    class CityForm(RecordForm):
        name_ru = TextField(_l("Title in Russian"), [Required()])
        name_en = TextField(_l("Name in English"), [Required()])
        name_local = TextField(_l("Name in its own language"))
        alternates = TextField(_l("Other spellings and old names"), most=1200)
        country_id = NumberChoiceField(_l("Country"), [Required()])
        region_id = LookupField(_l("Region"), source="places.region_lookup", named=named, found=found)
        population = NumberField(_l("Population"), most=100_000_000)
        latitude = DecimalField(_l("Latitude"), least=-90, most=90)
        longitude = DecimalField(_l("Longitude"), least=-180, most=180)
        timezone = TextField(_l("Time zone"), [Required()], description=_l("Such as Europe/Moscow."))

        def validate_timezone(self, field: Field) -> None:
            if field.data not in available_timezones():
                raise ValidationError(gettext("There is no such zone. Write it like Europe/Moscow."))

        def answers(self) -> dict[str, Any]:
            given = super().answers()
            given["region_id"] = self.region_id.number
            return {**given, "name_local": given["name_local"] or "", "alternates": given["alternates"] or ""}

    return CityForm
