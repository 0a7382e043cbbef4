"""Forms of saved views, with the fields this person may fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from tracker.kernel.text import clean
from tracker.permissions import ROLE_LABELS, Permission, Role
from tracker.web.fields import ChoiceField, RecordForm, Required, TextField
from tracker.web.formats import words

if TYPE_CHECKING:
    from tracker.accounts.models import User

FormKind = TypeVar("FormKind", bound="_NamedForm")


class _NamedForm(RecordForm):
    name = TextField(_l("Name of the view"), [Required()], most=80)
    shared = BooleanField(_l("Colleagues see it too"))
    user: User

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.user.may(Permission.VIEWS_SHARE):
            del self.shared

    @property
    def is_shared(self) -> bool:
        return "shared" in self and bool(self.shared.data)


class NewViewForm(_NamedForm):
    """What is kept comes along hidden: the list, its layout and the words of the address."""

    list = HiddenField()
    layout = HiddenField()
    filters = HiddenField()
    pinned = BooleanField(_l("Show it in the sidebar"))

    def kept_words(self) -> str:
        return clean(self.filters.data or "")


class ViewForm(_NamedForm):
    default_role = ChoiceField(
        _l("First view of a role"),
        description=_l("What people of this role see when they open the list. It has to be shared."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.default_role.set_choices([("", ""), *((role.value, words(label)) for role, label in _roles())])
        if not self.user.may(Permission.SETTINGS_MANAGE):
            del self.default_role


def form_for(kind: type[FormKind], user: User) -> type[FormKind]:
    """The form as this person fills it in."""
    return type(kind.__name__, (kind,), {"user": user})


def _roles() -> list[tuple[Role, str]]:
    """Those who keep views: the observer has none."""
    return [(role, label) for role, label in ROLE_LABELS.items() if role is not Role.OBSERVER]
