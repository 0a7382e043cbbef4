"""Forms: what every form carries, and the kinds of fields people fill in.

A `RecordForm` carries the version of the record it was opened at, the values it was opened with (`seen`), and a
one-time key. Texts are cleaned as they come in, so that no model ever gets a NUL or a lone surrogate.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import wtforms
from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError
from wtforms.widgets import TextArea

from tracker.kernel import once
from tracker.kernel.text import clean
from tracker.web.formats import today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wtforms import Field, Form

LINE, TITLE, PARAGRAPHS = 300, 500, 20_000
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 12, 31)
THEIRS = "theirs"


class Required(InputRequired):
    """A value must be given; blanks are none."""

    def __init__(self) -> None:
        super().__init__(_l("Fill this in."))

    def __call__(self, form: Form, field: Field) -> None:
        if field.data:
            return
        if field.errors:  # what was typed could not be read: that is said already
            raise StopValidation
        raise StopValidation(str(self.message))


class TextField(wtforms.StringField):
    """One line of text, cleaned."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), *, most: int = LINE, **options: Any) -> None:
        super().__init__(label, [*validators, Length(max=most, message=_l("At most %(max)d characters."))], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean(str(valuelist[0])) or None


class LongTextField(wtforms.StringField):
    """Several lines of text, cleaned; a draft is kept in the browser."""

    widget = TextArea()

    def __init__(
        self, label: Any = None, validators: Sequence[Any] = (), *, most: int = PARAGRAPHS, **options: Any
    ) -> None:
        super().__init__(label, [*validators, Length(max=most, message=_l("At most %(max)d characters."))], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean(str(valuelist[0]), lines=True) or None


_DAY_FIRST = re.compile(r"^(\d{1,2})[./\s-](\d{1,2})(?:[./\s-](\d{4}|\d{2}))?\.?$")
_IN_WORDS = re.compile(r"^(\d{1,2})\s*([^\W\d_]{3,})\.?(?:\s*(\d{4}))?(?:\s*(?:г|года)\.?)?$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


_MONTHS = (
    ("января", "январь", "january"),
    ("февраля", "февраль", "february"),
    ("марта", "march"),
    ("апреля", "апрель", "april"),
    ("мая", "май", "may"),
    ("июня", "июнь", "june"),
    ("июля", "июль", "july"),
    ("августа", "august"),
    ("сентября", "сентябрь", "september"),
    ("октября", "октябрь", "october"),
    ("ноября", "ноябрь", "november"),
    ("декабря", "декабрь", "december"),
)


def _month(word: str) -> int:
    """The number of a month named in full or by its beginning, as pages write it too: нояб, Nov."""
    named = word.lower()
    for number, names in enumerate(_MONTHS, 1):
        if any(name.startswith(named) for name in names):
            return number
    raise ValueError(word)


def read_day(typed: str) -> date:
    """The day typed as 27.11.2026, 27.11, 27/11/26, 2026-11-27 or 27 ноября 2026. Raises ValueError."""
    if found := _YEAR_FIRST.match(typed):
        year, month, on = map(int, found.groups())
    elif found := _DAY_FIRST.match(typed):
        on, month = int(found[1]), int(found[2])
        year = int(found[3]) if found[3] else today().year
        year += 2000 if len(found[3] or "") == 2 else 0  # noqa: PLR2004
    elif found := _IN_WORDS.match(typed):
        on, month = int(found[1]), _month(found[2])
        year = int(found[3]) if found[3] else today().year
    else:
        raise ValueError(typed)
    return date(year, month, on)


class DateField(wtforms.StringField):
    """A day, typed the usual way or picked. `data` is a date or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(str(valuelist[0])) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            self.data = read_day(self.typed)
        except ValueError:
            raise ValidationError(gettext("This is no day. Write it like 27.11.2026.")) from None
        if not EARLIEST <= self.data <= LATEST:
            self.data = None
            raise ValidationError(gettext("Write a day between 1800 and 2200."))

    def _value(self) -> str:
        if isinstance(self.data, date):
            return f"{self.data:%d.%m.%Y}"
        return getattr(self, "typed", "") or ""


class TimeField(wtforms.StringField):
    """A time of the day, 14:30. `data` is a text or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(str(valuelist[0])).replace(".", ":") if valuelist else ""
        self.data = typed or None
        if not typed:
            return
        try:
            self.data = f"{datetime.strptime(typed, '%H:%M'):%H:%M}"  # noqa: DTZ007 - a time of day has no zone
        except ValueError:
            raise ValidationError(gettext("This is no time. Write it like 14:30.")) from None


class NumberField(wtforms.StringField):
    """A whole number within limits that fit the column. `data` is an int or None."""

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Any] = (),
        *,
        least: int = 0,
        most: int = 2**31 - 1,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **options)
        self.least, self.most = least, most
        self.data: float | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(str(valuelist[0])).replace(" ", "") if valuelist else ""
        self.data = None
        if not self.typed:
            return
        if not re.fullmatch(r"-?[0-9]{1,12}", self.typed):
            raise ValidationError(gettext("Write a whole number."))
        if not self.least <= int(self.typed) <= self.most:
            raise ValidationError(gettext("Between %(least)d and %(most)d.", least=self.least, most=self.most))
        self.data = int(self.typed)

    def _value(self) -> str:
        return str(self.data) if self.data is not None else getattr(self, "typed", "") or ""


class DecimalField(NumberField):
    """A number with a fraction, typed with a point or a comma. `data` is a float or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(str(valuelist[0])).replace(" ", "").replace(",", ".") if valuelist else ""
        self.data = None
        if not self.typed:
            return
        if not re.fullmatch(r"-?[0-9]{1,6}(?:\.[0-9]{1,8})?", self.typed):
            raise ValidationError(gettext("Write a number."))
        if not self.least <= float(self.typed) <= self.most:
            raise ValidationError(gettext("Between %(least)d and %(most)d.", least=self.least, most=self.most))
        self.data = float(self.typed)


class ChoiceField(wtforms.SelectField):
    """One of a list. `choices`: (value, label) pairs; an unknown value is refused, an empty one is None."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **options: Any) -> None:
        options.setdefault("coerce", _text_or_none)
        choices = options.pop("choices", None)
        super().__init__(label, validators, choices=as_choices(choices) if choices is not None else None, **options)

    def set_choices(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        self.choices = as_choices(pairs)

    def pre_validate(self, form: Form) -> None:
        if self.data is None and any(choice.value in ("", None) for choice in self.iter_choices()):
            return
        if self.data not in [choice.value for choice in self.iter_choices()]:
            raise ValidationError(gettext("Choose one of the list."))


class ManyChoicesField(wtforms.SelectMultipleField):
    """Any of a list, as ticks."""

    def set_choices(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        self.choices = as_choices(pairs)

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **options: Any) -> None:
        choices = options.pop("choices", None)
        super().__init__(label, validators, choices=as_choices(choices) if choices is not None else None, **options)


class NumberChoiceField(ChoiceField):
    """One of a list of records named by their numbers."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, coerce=_number_or_none, **options)


def as_choices(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    from wtforms.fields.choices import SelectChoice

    return [SelectChoice(value, label) for value, label in pairs]


def _text_or_none(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


def _number_or_none(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


class RecordForm(FlaskForm):
    """A form about one record: cleaned values out, one-time key, version and opening values carried along."""

    form_key = HiddenField()
    version = HiddenField()
    seen = HiddenField()
    CARRIED = frozenset({"csrf_token", "form_key", "version", "seen"})

    def __init__(
        self, opened_with: dict[str, Any] | None = None, *, version: int | None = None, **options: Any
    ) -> None:
        self.opened_with = opened_with or {}
        super().__init__(data=self.opened_with, **options)
        if not self.is_submitted():
            self.form_key.data = once.new_key()
            self.version.data = "" if version is None else str(version)
            self.seen.data = json.dumps(self.shown_values(), ensure_ascii=False)
        for field in self.own_fields():
            if request.form.get(f"keep.{field.name}") == THEIRS:
                field.process(None, self.opened_with.get(field.name))

    def own_fields(self) -> list[Field]:
        return [field for field in self if field.name not in self.CARRIED]

    def answers(self) -> dict[str, Any]:
        """{field: value}, as an action takes them."""
        return {field.name: field.data for field in self.own_fields()}

    def shown_values(self) -> dict[str, Any]:
        return {field.name: comparable(field) for field in self.own_fields()}

    def opened_version(self) -> int | None:
        """The version the form was opened at, None for a new record or a spoilt one."""
        return _number_or_none(self.version.data)

    def add_error(self, field: str | None, message: str) -> None:
        """Put a broken rule beside the field it names, or above the form."""
        target = self[field] if field and field in self else None
        if target is None:
            self.form_errors.append(message)
        else:
            target.errors = [*target.errors, message]


def comparable(field: Field) -> Any:
    """A value that says whether two states of a field differ, and can be shown."""
    shown: Callable[[], str] | None = getattr(field, "as_seen", None)
    if shown is not None:
        return shown()
    value = field.data
    if isinstance(value, list | tuple | set):
        return sorted(str(part) for part in value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
