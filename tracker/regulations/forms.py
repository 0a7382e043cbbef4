"""Forms of a profile and of a legal basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.regulations.kinds import BASIS_LABELS, DAY_UNIT_LABELS, WHEN_LABELS, ApprovalKind, DayUnit, When
from tracker.web.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    RecordForm,
    Required,
    TextField,
)
from tracker.web.formats import words

if TYPE_CHECKING:
    from tracker.regulations.models import LegalBasis, Regulation

MOST_DAYS = 1000
NUMBERS = frozenset({"notice_days", "application_days", "consent_days", "report_month", "report_day"}) | {
    "publication_days",
    "gift_notice_days",
    "gift_value",
    "legal_days",
    "finance_days",
    "council_days",
}
DAYS = frozenset({"valid_from", "valid_until", "checked_on"})


class SpannedForm(RecordForm):
    """What holds from a day until a day."""

    valid_from = DateField(_l("Valid from"))
    valid_until = DateField(_l("Valid until"))

    def values(self) -> dict[str, Any]:
        """Values by column names; a text that is left out is empty."""
        return {
            field.name: field.data if field.name in NUMBERS | DAYS else field.data or "" for field in self.own_fields()
        }


class RegulationForm(SpannedForm):
    body_ru = TextField(_l("Authorised body, in Russian"))
    body_en = TextField(_l("Authorised body, in English"))
    notice_days = NumberField(
        _l("Notice before talks, days"), least=1, most=MOST_DAYS, description=_l("Empty: no notice is asked for.")
    )
    application_days = NumberField(_l("Application before the signing, days"), least=1, most=MOST_DAYS)
    legal_when = ChoiceField(_l("Legal department"), [Required()])
    legal_days = NumberField(_l("Term, working days"), least=1, most=MOST_DAYS)
    legal_kinds = ManyChoicesField(_l("Only of these documents"))
    finance_when = ChoiceField(_l("Finance department"), [Required()])
    finance_days = NumberField(_l("Term, working days"), least=1, most=MOST_DAYS)
    finance_kinds = ManyChoicesField(_l("Only of these documents"))
    council_when = ChoiceField(_l("City council"), [Required()])
    council_days = NumberField(_l("Term, working days"), least=1, most=MOST_DAYS)
    council_kinds = ManyChoicesField(_l("Only of these documents"))
    region_when = ChoiceField(_l("Consent of the region"), [Required()])
    region_kinds = ManyChoicesField(_l("Only of these documents"))
    consent_giver_ru = TextField(_l("Who consents, in Russian"))
    consent_giver_en = TextField(_l("Who consents, in English"))
    consent_days = NumberField(_l("Term of the consent, days"), least=1, most=MOST_DAYS)
    consent_unit = ChoiceField(_l("Which days"), [Required()])
    enclosures_ru = LongTextField(_l("Enclosures of an application, in Russian"), description=_l("One paper a line."))
    enclosures_en = LongTextField(_l("Enclosures of an application, in English"), description=_l("One paper a line."))
    signers_ru = TextField(_l("Who may sign, in Russian"))
    signers_en = TextField(_l("Who may sign, in English"))
    number_pattern = TextField(
        _l("Pattern of numbers in the register"),
        most=100,
        description=_l("{n} is the running number, {yy} or {yyyy} the year: 01-27/{yy}-{n}."),
    )
    publication_days = NumberField(_l("Publication after the signing, days"), least=1, most=MOST_DAYS)
    gift_notice_days = NumberField(_l("Report of a received gift, working days"), least=1, most=MOST_DAYS)
    gift_value = NumberField(_l("Gifts of more than this value are handed over"), least=0)
    publication_place = TextField(_l("Where it is published"))
    report_day = NumberField(_l("Yearly papers before this day"), least=1, most=31)
    report_month = NumberField(_l("of the month"), least=1, most=12)
    holidays = LongTextField(_l("Days off every year"), description=_l("Day and month: 01.01, 23.02."))
    days_off = LongTextField(
        _l("Other days off"), description=_l("Days to which one was moved: 09.01.2026, 31.12.2026.")
    )
    days_worked = LongTextField(_l("Saturdays and Sundays that are worked"), description=_l("Such as 01.11.2025."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ApprovalKind:
            self[f"{kind.value}_when"].set_choices((when.value, words(label)) for when, label in WHEN_LABELS.items())
        self.consent_unit.set_choices((unit.value, words(label)) for unit, label in DAY_UNIT_LABELS.items())

    def offer_documents(self, documents: list[tuple[str, str]]) -> RegulationForm:
        """The kinds of documents that an approval can be narrowed to: (code, name)."""
        for kind in ApprovalKind:
            self[f"{kind.value}_kinds"].set_choices(documents)
        return self

    def values(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {"consent_unit": DayUnit(self.consent_unit.data)}
        for kind in ApprovalKind:
            chosen[f"{kind.value}_when"] = When(self[f"{kind.value}_when"].data)
            chosen[f"{kind.value}_kinds"] = " ".join(self[f"{kind.value}_kinds"].data or ())
        return {**super().values(), **chosen}


class LegalBasisForm(SpannedForm):
    code = ChoiceField(_l("Ground of"), [Required()])
    act_ru = TextField(_l("Act, in Russian"), [Required()], most=500)
    act_en = TextField(_l("Act, in English"), [Required()], most=500)
    article_ru = TextField(_l("Article, in Russian"), description=_l("Empty while it is not known."))
    article_en = TextField(_l("Article, in English"))
    region_code = TextField(
        _l("Region"), most=40, description=_l("ISO code such as RU-NIZ; empty for the whole country.")
    )
    checked_on = DateField(_l("Checked by the legal department on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.set_choices((basis.value, words(label)) for basis, label in BASIS_LABELS.items())

    def values(self) -> dict[str, Any]:
        return {**super().values(), "region_code": self.region_code.data}


def opening_values(record: Regulation | LegalBasis, form: type[SpannedForm]) -> dict[str, Any]:
    """What the form of a record is opened with."""
    own = [name for name in dir(form) if hasattr(type(record), name) and name not in {"version", "values"}]
    values = {name: getattr(record, name) for name in own if not callable(getattr(record, name))}
    lists = {name: value.split() for name, value in values.items() if name.endswith("_kinds")}
    return {**values, **lists}
