"""Forms of a yearly report: its texts, the letter it goes out with, the reason of a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.web.fields import DateField, LongTextField, RecordForm, Required, TextField
from tracker.yearly_reports.actions import Letter, Texts
from tracker.yearly_reports.kinds import OF_A_PARTNER, OF_ITSELF

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTNER_LABELS = {
    "results": _l("Results"),
    "problems": _l("Problems and proposals"),
    "plan": _l("Plan"),
}


class TextsForm(RecordForm):
    activity = LongTextField(_l("Activity in the year"))
    results = LongTextField(_l("Results"))
    problems = LongTextField(_l("Problems"))
    proposals = LongTextField(_l("Proposals"))
    plan = LongTextField(_l("Plan for the next year"))
    partner_ids: Sequence[int] = ()

    def texts(self) -> Texts:
        return Texts(
            own={name: self[name].data for name in OF_ITSELF},
            partners={
                number: {name: self[_named(number, name)].data for name in OF_A_PARTNER} for number in self.partner_ids
            },
        )

    def of_partner(self, number: int) -> list[Any]:
        """The fields of one partner."""
        return [self[_named(number, name)] for name in OF_A_PARTNER]


def texts_form(partner_ids: Sequence[int]) -> type[TextsForm]:
    """The form with three fields for each of these partners."""
    fields = {
        _named(number, name): LongTextField(PARTNER_LABELS[name]) for number in partner_ids for name in OF_A_PARTNER
    }
    return type("PartnersTextsForm", (TextsForm,), {**fields, "partner_ids": tuple(partner_ids)})


def opening_texts(texts: Texts) -> dict[str, Any]:
    own = {name: texts.own.get(name) for name in OF_ITSELF}
    told = {_named(number, name): said.get(name) for number, said in texts.partners.items() for name in OF_A_PARTNER}
    return {**own, **told}


def _named(number: int, name: str) -> str:
    return f"partner_{number}_{name}"


class SendForm(RecordForm):
    letter_number = TextField(_l("Number of the letter"), [Required()], most=100)
    sent_on = DateField(_l("Day of the letter"), [Required()])
    signatory_post = TextField(_l("Post of who signs"), [Required()])
    signatory = TextField(_l("Who signs"), [Required()])

    def letter(self) -> Letter:
        """What was filled in; the form has been found right."""
        said = self.answers()
        return Letter(number=said.pop("letter_number"), **said)


class CorrectForm(RecordForm):
    reason = LongTextField(_l("Why is it corrected"), [Required()], most=2000)
