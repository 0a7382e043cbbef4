"""What can go wrong by the rules of the product. Each name says what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.kernel.db import Record


class RuleBroken(Exception):
    """A rule of the product forbids what was asked.

    `message` is an English text marked with `N_`; it is translated at the edge, with `values` filled in
    by name (`%(name)s`). `field` names the form field beside which it belongs, if any.
    """

    def __init__(self, message: str, field: str | None = None, **values: Any) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.field = field
        self.values = values


class NotAllowed(RuleBroken):
    """The person lacks the right to do this, although the address is open to the role."""


class EditedMeanwhile(Exception):
    """Somebody saved the record after the form was opened."""

    def __init__(self, record: Record) -> None:
        super().__init__(f"{record!r} was edited meanwhile")
        self.record = record


class ScopeBroken(Exception):
    """Code tried to write a row of a municipality it is not acting for: a programming error, never a user's."""
