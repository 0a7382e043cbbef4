"""The form of one card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.interests.kinds import KIND_LABELS
from tracker.web.attaching import PictureField
from tracker.web.fields import LINE, TITLE, ChoiceField, DateField, NumberChoiceField, RecordForm, Required, TextField
from tracker.web.formats import words

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING, LETTER, CALL = "nothing", "letter", "call"


class CardForm(RecordForm):
    """In the order in which a card is read; Enter goes from field to field."""

    name = TextField(_l("Name"), [Required()], description=_l("In any script, as it stands on the card."), most=200)
    post = TextField(_l("Post"), most=200)
    organisation = TextField(_l("Organisation or delegation"))
    way = TextField(_l("Phone or e-mail"))
    interest = TextField(_l("What they want"), most=TITLE)
    said = TextField(_l("The main thing in one line"), most=TITLE)
    follow_up = ChoiceField(_l("What next"), default=LETTER)
    place = TextField(_l("Where"))
    day = DateField(_l("Day"))
    card = PictureField(_l("Photo of the card"), kind="business_card")
    country_id = NumberChoiceField(_l("Country of new organisations"))
    interest_kind = ChoiceField(_l("What they want is"))
    contact_id = HiddenField()
    taken_at = HiddenField()

    def offer(self, countries: Sequence[tuple[int, str]]) -> None:
        """What the form offers to choose from."""
        self.follow_up.set_choices([(LETTER, _("Write a letter")), (CALL, _("Call them")), (NOTHING, _("Nothing"))])
        self.country_id.set_choices([("", ""), *countries])
        self.interest_kind.set_choices([(one.value, words(label)) for one, label in KIND_LABELS.items()])

    def step(self) -> str:
        """The next step in the user's words; it says whom it is about."""
        name = self.name.data or ""
        if self.follow_up.data == LETTER:
            return _("Write a letter: %(name)s", name=name)[:LINE]
        return _("Call: %(name)s", name=name)[:LINE] if self.follow_up.data == CALL else ""

    def subject(self) -> str:
        """What the entry says: the main thing, else what they want, else that a card was given."""
        who = ", ".join(part for part in (self.name.data, self.organisation.data) if part)
        said: Any = self.said.data or self.interest.data
        return str(said or _("Business card: %(who)s", who=who))[:TITLE]
