"""Forms of letters: the entry of the register, and the answer that was given otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.contacts import languages
from tracker.interactions import people
from tracker.letters import telling
from tracker.letters.about import TOPICS
from tracker.web import formats
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

OFTEN = ("ru", "en", "zh", "pt", "de", "fr", "es", "ar", "sr", "be", "kk", "uz", "fa")


class LetterForm(RecordForm):
    direction = ChoiceField(_l("Which way"), [Required()])
    number = TextField(_l("Number in our register"), [Required()], most=100)
    registered_on = DateField(_l("Registered on"), [Required()])
    their_number = TextField(_l("Number of theirs"), most=100)
    written_on = DateField(_l("Date of the letter"))
    with_whom = LookupField(
        _l("From whom, to whom"),
        [Required()],
        source="letters.with_whom",
        named=people.named,
        found=people.found,
        many=True,
        creates=True,
    )
    new_as = ChoiceField(_l("A new name is"))
    subject = TextField(_l("What it is about in one line"), [Required()], most=TITLE)
    text = LongTextField(_l("What it says in short"))
    about = TOPICS.field(_l("To what"), source="letters.about", description=_l("Talks or an agreement."))
    language = ChoiceField(_l("Language"), [Required()])
    translation = ChoiceField(
        _l("Translation"), [Required()], description=_l("Of a letter in another language; ours goes out with one.")
    )
    translator = TextField(_l("Who translates"))
    delivery = ChoiceField(_l("How it came or goes"))
    reply_to = LookupField(_l("In reply to"), source="letters.lookup", named=telling.named, found=telling.found)
    answer_due_on = DateField(_l("Answer due"), description=_l("Ours to their letter, theirs to ours."))
    responsible_id = NumberChoiceField(_l("Who of us answers for it"))

    def offer(self, officials: Sequence[tuple[int, str]]) -> None:
        """What the form offers to choose from."""
        names = languages.names(formats.language())
        often = [(code, names[code]) for code in OFTEN]
        self.direction.set_choices(telling.direction_choices())
        self.new_as.set_choices([(people.PERSON, _("a person")), (people.ORGANISATION, _("an organisation"))])
        self.language.set_choices([*often, *((code, name) for code, name in names.items() if code not in OFTEN)])
        self.translation.set_choices(telling.translation_choices())
        self.delivery.set_choices([("", ""), *telling.delivery_choices()])
        self.responsible_id.set_choices([("", ""), *officials])

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        for name in ("with_whom", "new_as", "about", "responsible_id", "reply_to"):
            given.pop(name)
        return given


class AnsweredForm(RecordForm):
    answered_on = DateField(_l("Answered on"), [Required()])
    note = LongTextField(_l("How"), most=2000, description=_l("By phone, at a meeting, by another office."))
