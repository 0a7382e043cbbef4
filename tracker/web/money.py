"""Sums of money: typed with a point or a comma, kept in hundredths, shown with the code of their currency."""

from __future__ import annotations

import re
from typing import Any

import flask_babel
import wtforms
from flask_babel import gettext
from wtforms import ValidationError

from tracker.kernel.money import HUNDRED
from tracker.kernel.text import clean

_SUM = re.compile(r"(?P<whole>[0-9]{1,13})(?:\.(?P<part>[0-9]{1,2}))?")


def told(amount: int | None, currency: str | None) -> str:
    """`amount` in hundredths: 1 250 000 RUB, 99,50 EUR. Empty for no amount."""
    if amount is None:
        return ""
    pattern = "#,##0" if amount % HUNDRED == 0 else "#,##0.00"
    shown = flask_babel.format_decimal(amount / HUNDRED, format=pattern)
    return f"{shown}\u00a0{currency}" if currency else str(shown)


class MoneyField(wtforms.StringField):
    """A sum that is not negative. `data` is an int of hundredths or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(str(valuelist[0])) if valuelist else ""
        self.data = None
        written = re.sub(r"[\s\u00a0\u202f']", "", self.typed).replace(",", ".")
        if not written:
            return
        found = _SUM.fullmatch(written)
        if found is None:
            raise ValidationError(gettext("Write a sum like 12 500 or 99,50."))
        self.data = int(found["whole"]) * HUNDRED + int((found["part"] or "").ljust(2, "0"))

    def _value(self) -> str:
        if isinstance(self.data, int):
            whole, part = divmod(self.data, HUNDRED)
            return f"{whole},{part:02}" if part else str(whole)
        return getattr(self, "typed", "") or ""

    def as_seen(self) -> str:
        return self._value()
