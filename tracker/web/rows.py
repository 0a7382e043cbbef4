"""Forms with rows of one kind: phones of a person, members of a delegation, items of a programme."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import FieldList

from tracker.web.fields import RecordForm

MOST_ROWS = 20


class RowsField(FieldList):
    """Rows of one kind, the last of them empty: the next one is typed there. A row's form tells itself by `told()`.

    `at_first`: how many empty ones a form without any begins with.
    """

    def __init__(self, *args: Any, most: int = MOST_ROWS, at_first: int = 1, **options: Any) -> None:
        super().__init__(*args, max_entries=most, **options)
        self.most, self.at_first = most, at_first

    def offer_empty(self, *, one_more: bool) -> None:
        if not self.entries:
            for _number in range(self.at_first):
                self.append_entry()
        elif len(self.entries) < self.most and (one_more or self.entries[-1].form.told()):
            self.append_entry()

    def as_seen(self) -> list[str]:
        """What the conflict page compares and shows."""
        return [told for entry in self.entries if (told := entry.form.told())]


class RowsForm(RecordForm):
    """A form that has rows. The button `more` with a field's name asks for one row more, and saves nothing."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self:
            if isinstance(field, RowsField):
                field.offer_empty(one_more=request.form.get("more") == field.name)

    @property
    def asks_for_more(self) -> bool:
        """Whether the button for one more row was pressed: nothing is saved then."""
        return bool(request.form.get("more"))
