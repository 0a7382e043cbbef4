"""Choosing the other record of a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.web.fields import RecordForm, Required
from tracker.web.lookups import LookupField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.web.lookups import Option


def choosing_form(source: str, named: Callable[..., Sequence[Option]], found: Callable[..., Sequence[Option]]) -> Any:
    """The form, with the ways to find records of one kind."""

    class ChoosingForm(RecordForm):
        other = LookupField(_l("The other record"), [Required()], source=source, named=named, found=found)

    return ChoosingForm
