"""The form of a gift."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from tracker.gifts import telling
from tracker.interactions import people
from tracker.kernel.money import CURRENCIES
from tracker.kernel.text import clean
from tracker.web.fields import (
    TITLE,
    ChoiceField,
    DateField,
    LongTextField,
    NumberChoiceField,
    RecordForm,
    Required,
    TextField,
)
from tracker.web.lookups import LookupField

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRICE = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,2})?")


class PriceField(wtforms.StringField):
    """A sum of money, typed with a point or a comma. `data` is a Decimal or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = re.sub(r"[\s\u00a0\u202f]", "", clean(str(valuelist[0]))).replace(",", ".") if valuelist else ""
        self.data = None
        if not self.typed:
            return
        if not _PRICE.fullmatch(self.typed):
            raise ValidationError(_("Write a sum like 2500 or 2500,50."))
        self.data = Decimal(self.typed)

    def _value(self) -> str:
        return f"{self.data:f}" if isinstance(self.data, Decimal) else getattr(self, "typed", "") or ""


class GiftForm(RecordForm):
    way = ChoiceField(_l("Which way"), [Required()])
    with_whom = LookupField(
        _l("To whom, from whom"),
        [Required()],
        source="gifts.with_whom",
        named=people.named,
        found=people.found,
        many=True,
        description=_l("A partner, a person, an organisation: one of each at most."),
    )
    what = TextField(_l("What it is"), [Required()], most=TITLE)
    passed_on = DateField(_l("On which day"), [Required()])
    occasion = TextField(_l("On what occasion"), most=TITLE)
    price = PriceField(_l("Value"))
    currency = ChoiceField(_l("Currency"), [Required()])
    user_id = NumberChoiceField(_l("Who of us"))
    notified_on = DateField(_l("Reported on"), description=_l("A received one is reported within the term of the law."))
    handed_over_on = DateField(_l("Handed over on"))
    document = TextField(_l("Notice or act"), most=300)
    note = LongTextField(_l("Note"), most=5000)

    def offer(self, colleagues: Sequence[tuple[int, str]]) -> None:
        """What the form offers to choose from."""
        self.way.set_choices(telling.way_choices())
        self.currency.set_choices([(code, code) for code in CURRENCIES])
        self.user_id.set_choices([("", ""), *colleagues])

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        given.pop("with_whom")
        return given
