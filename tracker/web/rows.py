"""Forms with rows of one kind: phones of a person, members of a delegation, items of a programme."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import request
from wtforms import FieldList, Form

from tracker.web.fields import RecordForm

MOST_ROWS = 20
NEXT = "__n__"


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

    def take_off(self, name: str) -> None:
        """The row of this name goes, with all that stands in it."""
        self.entries: list[Any] = [entry for entry in self.entries if entry.name != name]

    @property
    def next_number(self) -> int:
        """The number of a row that the browser adds: none that a row here bears."""
        return int(self.last_index) + 1

    @cached_property
    def pattern(self) -> Form:
        """An empty row for the browser to copy, `NEXT` standing where its number goes."""
        places = {kind: f"{start}{self._separator}{NEXT}" for kind, start in (("name", self.name), ("id", self.id))}
        options = {**places, "_meta": self.meta, "translations": self._translations}
        entry = self.meta.bind_field(self._form, self.unbound_field, options)
        entry.process(None)
        return entry.form

    @property
    def forms(self) -> list[Form]:
        """Of all rows and of the pattern: what each of them offers to choose from is set here."""
        return [*(entry.form for entry in self.entries), self.pattern]

    def as_seen(self) -> list[str]:
        """What the conflict page compares and shows."""
        return [told for entry in self.entries if (told := entry.form.told())]


class RowsForm(RecordForm):
    """A form that has rows. The button `more` with a field's name asks for one row more, the button `less` with a
    row's name for one less; neither saves anything. With scripts the browser does both by itself.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self:
            if isinstance(field, RowsField):
                field.take_off(request.form.get("less", ""))
                field.offer_empty(one_more=request.form.get("more") == field.name)

    @property
    def asks_for_rows(self) -> bool:
        """Whether the button for a row more or less was pressed: nothing is saved then."""
        return bool(request.form.get("more") or request.form.get("less"))
