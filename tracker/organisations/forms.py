"""The form of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Email, Optional, ValidationError

from tracker.kernel.errors import RuleBroken
from tracker.organisations import rules
from tracker.organisations.models import KIND_LABELS, Kind
from tracker.web.errors import told
from tracker.web.fields import ChoiceField, LongTextField, NumberChoiceField, RecordForm, Required, TextField
from tracker.web.formats import words
from tracker.web.lookups import LookupField

if TYPE_CHECKING:
    from collections.abc import Sequence


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, words(label)) for kind, label in KIND_LABELS.items()]


def organisation_form(cities_named: Any, cities_found: Any, countries: Sequence[tuple[Any, str]]) -> type[RecordForm]:
    """The form, with ways to find the city and the countries to choose from."""

    class OrganisationForm(RecordForm):
        name_ru = TextField(_l("Name in Russian"), description=_l("One of the names is enough."))
        name_en = TextField(_l("Name in English"))
        name_original = TextField(_l("Name as it calls itself"))
        short_name = TextField(_l("Short name"))
        kind = ChoiceField(_l("Kind"), [Required()], default=Kind.OTHER.value)
        city_id = LookupField(_l("City"), source="places.city_lookup", named=cities_named, found=cities_found)
        country_id = NumberChoiceField(_l("Country"), description=_l("Follows from the city when one is chosen."))
        website = TextField(_l("Website"), render_kw={"inputmode": "url"})
        email = TextField(_l("E-mail"), [Optional(), Email(_l("This is no e-mail address."))])
        phone = TextField(_l("Phone"))
        address = LongTextField(_l("Postal address"), most=1000)
        note = LongTextField(_l("Note"))

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.kind.set_choices(kind_choices())
            self.country_id.set_choices([("", ""), *countries])

        def validate_website(self, field: Field) -> None:
            try:
                rules.check_website(field.data)
            except RuleBroken as broken:
                raise ValidationError(told(broken)) from broken

        def answers(self) -> dict[str, Any]:
            return {**super().answers(), "city_id": self.city_id.number}

    return OrganisationForm
