"""Forms of interests: the interest itself, its talks, why it is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.events import telling as event_telling
from tracker.interests import choices
from tracker.interests.kinds import DIRECTION_LABELS, KIND_LABELS
from tracker.interests.sectors import SECTORS
from tracker.kernel.money import CURRENCIES
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
from tracker.web.formats import words
from tracker.web.lookups import LookupField
from tracker.web.money import MoneyField

if TYPE_CHECKING:
    from collections.abc import Sequence


class SectorField(LookupField):
    """A sector of ISIC Rev. 4, by its code or name in either language."""

    def _token(self, value: str) -> str | None:
        return value if value in SECTORS else None


class InterestForm(RecordForm):
    direction = ChoiceField(_l("Who wants"), [Required()])
    kind = ChoiceField(_l("What it is"), [Required()])
    what = TextField(_l("What is wanted, in one line"), [Required()], most=TITLE)
    who = LookupField(
        _l("Who it is about"),
        [Required()],
        source="interests.who_lookup",
        named=choices.who_named,
        found=choices.who_found,
        many=True,
        description=_l("A partner, an organisation, a person: one of each."),
    )
    sector = SectorField(
        _l("Sector"),
        source="interests.sector_lookup",
        named=choices.sectors_named,
        found=choices.sectors_found,
        description=_l("By ISIC Rev. 4, the same as ОКВЭД 2 at this level: a word or a code, such as 20."),
    )
    matches = LookupField(
        _l("Whom at home it suits"),
        source="interests.home_lookup",
        named=choices.home_named,
        found=choices.home_found,
        many=True,
    )
    voiced_on = DateField(_l("Voiced on"), [Required()])
    event_id = LookupField(
        _l("At which event"),
        source="events.lookup",
        named=event_telling.options_named,
        found=event_telling.options_found,
    )
    interaction_id = LookupField(
        _l("In which interaction"),
        source="interests.logged_lookup",
        named=choices.logged_named,
        found=choices.logged_found,
    )
    value = MoneyField(_l("Worth"))
    currency = ChoiceField(_l("Currency"))
    responsible_id = NumberChoiceField(_l("Responsible"), [Required()])
    details = LongTextField(_l("Details"))

    def offer(self, officials: Sequence[tuple[int, str]]) -> None:
        """What the form offers to choose from."""
        self.direction.set_choices([(one.value, words(label)) for one, label in DIRECTION_LABELS.items()])
        self.kind.set_choices([(one.value, words(label)) for one, label in KIND_LABELS.items()])
        self.currency.set_choices([("", ""), *((code, code) for code in CURRENCIES)])
        self.responsible_id.set_choices([("", ""), *officials])

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        del given["who"]
        return {
            **given,
            **choices.picked(self.who.tokens),
            "event_id": self.event_id.number,
            "interaction_id": self.interaction_id.number,
            "matches": [int(token) for token in self.matches.tokens],
        }


class TalksForm(RecordForm):
    partner = LookupField(
        _l("Partner"),
        [Required()],
        source="partners.lookup",
        named=choices.partners_named,
        found=choices.partners_found,
    )
    subject = TextField(_l("Subject"), [Required()], most=TITLE)
    responsible_id = NumberChoiceField(_l("Responsible"), [Required()])
    next_step = TextField(_l("Next step"))
    next_step_on = DateField(_l("Due"))

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        del given["partner"]
        return {**given, "partnership_id": self.partner.number}


class DropForm(RecordForm):
    reason = LongTextField(_l("Reason"), [Required()], most=2000)
