"""What the address of the list may ask for. A word that makes no sense means the default; a day is answered for."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField
from wtforms.validators import Optional

from tracker.agreements.register import queries
from tracker.agreements.register.entries import SPAN_LABELS, Asked, Span
from tracker.web import formats
from tracker.web.fields import DateField, NumberField

FIRST_YEAR, LAST_YEAR = 1900, 2200


class RegisterForm(Form):
    day = DateField(_l("As of"), [Optional()])
    year = NumberField(_l("Reporting year"), [Optional()], least=FIRST_YEAR, most=LAST_YEAR)
    span = SelectField(_l("Which"), validate_choice=False)
    municipality = SelectField(_l("Municipality"), coerce=str, validate_choice=False)
    language = SelectField(_l("Language of the files"), validate_choice=False)

    def __init__(self, *, of_region: bool) -> None:
        super().__init__(request.args)
        self.span.choices = [(span.value, formats.words(label)) for span, label in SPAN_LABELS.items()]
        self.language.choices = [("ru", "Русский"), ("en", "English")]
        if of_region:
            russian = formats.language() == "ru"
            named = [(str(row.id), row.name_ru if russian else row.name_en) for row in queries.municipalities()]
            self.municipality.choices = [("", _l("all of the region")), *named]
        else:
            del self.municipality
        self.validate()
        self._fill()

    def _fill(self) -> None:
        """What was not said, or makes no sense, is said as it is taken."""
        if self.span.data not in set(Span):
            self.span.data = Span.YEAR.value
        if self.language.data not in {"ru", "en"}:
            self.language.data = formats.language()
        if self.day.data is None and not self.day.errors:
            self.day.data = formats.today()
        if self.year.data is None and not self.year.errors:
            self.year.data = (self.day.data or formats.today()).year

    def asked(self) -> Asked:
        day = self.day.data or formats.today()
        year = int(self.year.data) if self.year.data and not self.year.errors else day.year
        return Asked(day=day, year=year, span=Span(self.span.data), municipality_id=self._municipality_id())

    def _municipality_id(self) -> int | None:
        """One of those offered, or None for all in scope."""
        if "municipality" not in self:
            return None
        chosen = self.municipality.data
        return int(chosen) if chosen and chosen in dict(self.municipality.choices) else None
