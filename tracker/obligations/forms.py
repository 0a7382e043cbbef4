"""Forms of obligations: which agreement, the duty itself, its progress, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from tracker.agreements import options
from tracker.documents.file_types import ACCEPT
from tracker.obligations import telling
from tracker.obligations.evidence import EVIDENCE
from tracker.partners import queries as partner_queries
from tracker.web import formats
from tracker.web.fields import (
    TITLE,
    ChoiceField,
    DateField,
    LongTextField,
    NumberChoiceField,
    NumberField,
    RecordForm,
    Required,
    TextField,
)
from tracker.web.lookups import LookupField
from tracker.web.uploads import FilesField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.agreements.models import Agreement

ALL_PARTIES = "all"
STEPS, PERCENT = "steps", "percent"
MOST_STEPS = 10_000


SHOWN: dict[str, Any] = {
    "source": "obligations.evidence_lookup",
    "description": _l("Meetings, events, letters or documents."),
    "many": True,
}


class AgreementForm(RecordForm):
    """Under which agreement."""

    agreement = LookupField(
        _l("Agreement"),
        [Required()],
        source="agreements.lookup",
        named=options.named_agreements,
        found=options.found_agreements,
    )


class ObligationForm(RecordForm):
    text = TextField(_l("What is to be done"), [Required()], most=TITLE)
    kind = ChoiceField(_l("What it is"), [Required()])
    party = ChoiceField(_l("By whom"), [Required()])
    starts_on = DateField(_l("From"), description=_l("If it has a period."))
    due_on = DateField(_l("Due on"), description=_l("Without a day it is owed all the time."))
    yearly = BooleanField(_l("Comes back every year"))
    area_id = NumberChoiceField(_l("Area of cooperation"))
    responsible_id = NumberChoiceField(_l("Who of us answers for it"))
    counted = ChoiceField(_l("Progress is counted in"), [Required()])
    whole = NumberField(_l("How many steps"), least=1, most=MOST_STEPS, description=_l("Seminars, trainees, visits."))
    note = LongTextField(_l("Note"), most=5000)

    def offer(self, agreement: Agreement, officials: Sequence[tuple[int, str]]) -> None:
        """What the form offers to choose from."""
        language = formats.language()
        self.kind.set_choices(telling.kind_choices())
        parties = [(str(one.id), one.short_name or one.name_in(language)) for one in agreement.parties]
        self.party.set_choices([*parties, (ALL_PARTIES, _("all parties together"))])
        areas = [(area.id, area.name_in(language)) for area in partner_queries.areas(with_retired=True)]
        self.area_id.set_choices([("", ""), *areas])
        self.responsible_id.set_choices([("", ""), *officials])
        self.counted.set_choices([(STEPS, _("steps")), (PERCENT, _("percent"))])

    def validate_due_on(self, field: DateField) -> None:
        if field.data is not None and self.starts_on.data is not None and field.data < self.starts_on.data:
            raise ValidationError(_("This lies before the beginning."))

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        given["in_percent"] = given.pop("counted") == PERCENT
        for name in ("party", "responsible_id"):
            given.pop(name)
        return given


class ProgressForm(RecordForm):
    made = NumberField(_l("Made so far"), [Required()])
    note = LongTextField(_l("Note"), most=5000)


class DoneForm(RecordForm):
    done_on = DateField(_l("Done on"), [Required()])
    evidence = EVIDENCE.field(_l("What shows it"), **SHOWN)
    files = FilesField(_l("Files that show it"), accept=ACCEPT)
    note = LongTextField(_l("Note"), most=5000)


class EvidenceForm(RecordForm):
    """More of what shows it."""

    evidence = EVIDENCE.field(_l("What shows it"), **SHOWN)
    files = FilesField(_l("Files that show it"), accept=ACCEPT)


class DropForm(RecordForm):
    reason = LongTextField(_l("Why it will not be done"), [Required()], most=2000)
