"""Who takes over what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.handover.kinds import KINDS
from tracker.web import formats
from tracker.web.fields import ChoiceField, NumberChoiceField, RecordForm, Required

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STAYS = "stays"


class HandoverForm(RecordForm):
    heir_id = NumberChoiceField(_l("Who takes over"), [Required()])
    names: Sequence[str] = ()

    def chosen(self) -> dict[str, int]:
        """Kind → number of who takes it over; kinds that stay are left out."""
        found = {}
        for name in self.names:
            picked = self[f"heir_{name}"].data
            if picked != STAYS:
                found[name] = int(picked) if picked else int(self.heir_id.data)
        return found

    @property
    def is_parted(self) -> bool:
        """Whether something was chosen beside the one person."""
        return any(self[f"heir_{name}"].data for name in self.names)

    def of_kind(self, name: str) -> Any:
        return self[f"heir_{name}"]


def handover_form(names: Sequence[str], people: Sequence[tuple[int, str]], counts: Mapping[str, int]) -> HandoverForm:
    """A form with one field for each kind that there is something of."""
    fields = {
        f"heir_{name}": ChoiceField(
            _("%(kind)s (%(count)d)", kind=formats.words(KINDS[name].label), count=counts[name]),
            choices=[
                ("", _("to the same person")),
                (STAYS, _("stays as it is")),
                *((str(number), told) for number, told in people),
            ],
        )
        for name in names
    }
    made: HandoverForm = type("ThisHandoverForm", (HandoverForm,), {**fields, "names": tuple(names)})({})
    made.heir_id.set_choices([("", "—"), *people])
    return made
