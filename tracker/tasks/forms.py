"""Forms of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.tasks.models import UNIT_LABELS
from tracker.tasks.rules import MOST_EVERY
from tracker.web import formats
from tracker.web.fields import (
    TITLE,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    RecordForm,
    Required,
    TextField,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PERSON, DEPARTMENT = "user:", "department:"


def whose_choices(people: Sequence[tuple[int, str]], departments: Sequence[str]) -> list[tuple[str, str]]:
    """Everybody, each person, each department."""
    return [
        ("", _("everybody")),
        *((f"{PERSON}{number}", name) for number, name in people),
        *((f"{DEPARTMENT}{name}", _("department: %(name)s", name=name)) for name in departments),
    ]


def read_whose(said: str | None) -> dict[str, Any]:
    """The choice as an action takes it."""
    number = (said or "").removeprefix(PERSON)
    is_person = bool(said) and str(said).startswith(PERSON) and number.isascii() and number.isdigit()
    department = said.removeprefix(DEPARTMENT) if said and said.startswith(DEPARTMENT) else None
    return {"assignee_id": int(number) if is_person else None, "department": department}


def whose_word(assignee_id: int | None, department: str | None) -> str:
    if assignee_id is not None:
        return f"{PERSON}{assignee_id}"
    return f"{DEPARTMENT}{department}" if department else ""


class TaskForm(RecordForm):
    title = TextField(_l("What has to be done"), [Required()], most=TITLE)
    due_on = DateField(_l("Due"))
    whose = ChoiceField(_l("By whom"))
    note = LongTextField(_l("Note"))
    repeat_every = NumberField(_l("Again every"), least=1, most=MOST_EVERY)
    repeat_unit = ChoiceField(_l("days, weeks …"))

    def offer(self, people: Sequence[tuple[int, str]], departments: Sequence[str]) -> None:
        self.whose.set_choices(whose_choices(people, departments))
        self.repeat_unit.set_choices(
            [("", ""), *((unit.value, formats.words(label)) for unit, label in UNIT_LABELS.items())]
        )

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        return {**given, **read_whose(given.pop("whose"))}


class ClosingForm(RecordForm):
    note = LongTextField(_l("How it went"), most=2000)
