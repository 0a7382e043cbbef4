"""Forms of talks and stages: shape of input. What needs the database stays in the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from tracker.negotiations.models import OUTCOME_LABELS
from tracker.web.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    NumberChoiceField,
    NumberField,
    RecordForm,
    Required,
    TextField,
)
from tracker.web.formats import words
from tracker.web.lookups import LookupField, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class NegotiationForm(RecordForm):
    subject = TextField(_l("Subject"), [Required()], most=500, description=_l("What the talks are about, in one line."))
    responsible_id = NumberChoiceField(_l("Responsible"), [Required()])
    started_on = DateField(_l("Begun on"), [Required()])
    next_step = TextField(_l("Next step"))
    next_step_on = DateField(_l("Due"))
    note = LongTextField(_l("Note"))


def starting_form(
    *, named: Callable[[Sequence[str]], Sequence[Option]], found: Callable[[str], Sequence[Option]]
) -> type[NegotiationForm]:
    """The form of new talks: with the partner, who does not change later."""

    class StartingForm(NegotiationForm):
        partner = LookupField(_l("Partner"), [Required()], source="partners.lookup", named=named, found=found)

    return StartingForm


class MoveForm(RecordForm):
    stage = NumberChoiceField(_l("Stage"), [Required()])
    moved_on = DateField(_l("Moved on"))
    document = TextField(_l("Document"), description=_l("Number and date, where the stage asks for a document."))
    reason = LongTextField(_l("Reason"), description=_l("Needed for a way back and for skipped stages."), most=2000)


class EndForm(RecordForm):
    outcome = ChoiceField(_l("Outcome"), [Required()])
    outcome_on = DateField(_l("Ended on"))
    resume_on = DateField(_l("Go on from"), description=_l("For talks that are paused."))
    reason = LongTextField(_l("Reason"), most=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.outcome.set_choices([("", ""), *((one.value, words(label)) for one, label in OUTCOME_LABELS.items())])


class ReopenForm(RecordForm):
    reason = LongTextField(_l("Reason"), [Required()], most=2000)


class StageForm(RecordForm):
    name_ru = TextField(_l("Title in Russian"), [Required()])
    name_en = TextField(_l("Name in English"), [Required()])
    stale_after_days = NumberField(
        _l("Standing still after, days"),
        least=1,
        most=3650,
        description=_l("Empty: talks may stand here as long as they like."),
    )
    most_cards = NumberField(
        _l("Talks the column should hold"),
        least=1,
        most=9999,
        description=_l("More are shown as too many; nobody is kept from moving talks here."),
    )
    needs_manager = BooleanField(_l("Only a manager moves talks into this stage"))
    needs_city = BooleanField(_l("The partner city has to be named"))
    asks_document = BooleanField(_l("A document is asked for"))
    asks_ru = TextField(_l("Which document, in Russian"))
    asks_en = TextField(_l("Which document, in English"))
    is_last = BooleanField(_l("Talks have reached their aim here"))

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        return {**given, "asks_ru": given["asks_ru"] or "", "asks_en": given["asks_en"] or ""}


class MergeForm(RecordForm):
    into = NumberChoiceField(_l("Into which stage"), [Required()])
