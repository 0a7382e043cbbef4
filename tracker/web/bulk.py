"""What can be done with many rows of a list at once: each slice says which, with its own rules and its own actions.

What will and will not be changed is shown before, and the whole of it is undone at once (`tracker.bulk`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import ValidationError

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.web.fields import ManyChoicesField, NumberChoiceField, Required

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.accounts.models import User
    from tracker.permissions import Permission

    Answers = dict[str, Any]


class Questions(Form):
    """What an action asks before it can be carried out; its fields are answered once for all rows."""

    def answers(self) -> dict[str, Any]:
        return {field.name: field.data for field in self}


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """One thing to do with many rows.

    `check` raises RuleBroken for a record that is not changed; `carry_out` is the slice's own action; `before` gives
    what has to be kept to undo it (JSON), and `undo` brings that back (None: nothing can). `prepare` reads at once
    what each of the records will be asked for. `note` says beforehand how far it is undone, where that is not plain.
    """

    name: str
    label: Any
    icon: str
    needs: Permission
    check: Callable[[Any, User, Answers], None]
    carry_out: Callable[[Any, User, Answers], None]
    before: Callable[[Any], dict[str, Any]]
    undo: Callable[[Any, User, dict[str, Any]], None] | None
    questions: Callable[[], type[Questions]] | None = None
    prepare: Callable[[Sequence[Any]], None] = lambda _records: None
    note: Any = ""


def archiving(
    *,
    needs: Permission,
    check: Callable[[Any, User], None],
    archive: Callable[..., None],
    restore: Callable[..., None],
) -> BulkAction:
    """Put the chosen records into the archive."""

    def check_one(record: Any, by: User, _answers: Answers) -> None:
        if record.archived_at is not None:
            raise RuleBroken(N_("It is in the archive already."))
        check(record, by)

    return BulkAction(
        name="archive",
        label=_l("Archive"),
        icon="archive",
        needs=needs,
        check=check_one,
        carry_out=lambda record, by, _answers: archive(record, by=by),
        before=lambda _record: {},
        undo=lambda record, by, _before: restore(record, by=by),
    )


def handing_over(
    *,
    needs: Permission,
    people: Callable[[], Sequence[tuple[int, str]]],
    get_user: Callable[[int], User],
    assign: Callable[..., None],
    check: Callable[[Any], None] = lambda _record: None,
) -> BulkAction:
    """Give the chosen records to somebody else. `check` raises RuleBroken for one that nobody answers for any more."""

    class WhoForm(Questions):
        responsible_id = NumberChoiceField(_l("Who answers for them from now on"), [Required()])

    def questions() -> type[Questions]:
        class Asked(WhoForm):
            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options)
                self.responsible_id.set_choices([("", ""), *people()])

        return Asked

    def check_one(record: Any, _by: User, answers: Answers) -> None:
        if record.archived_at is not None:
            raise RuleBroken(N_("It is in the archive."))
        check(record)
        if answers and record.responsible_id == answers["responsible_id"]:
            raise RuleBroken(N_("This person answers for it already."))

    def undo(record: Any, by: User, before: dict[str, Any]) -> None:
        former = before["responsible_id"]
        assign(record, get_user(former) if former else None, by=by)

    return BulkAction(
        name="assign",
        label=_l("Hand over…"),
        icon="user-share",
        needs=needs,
        check=check_one,
        carry_out=lambda record, by, answers: assign(record, get_user(answers["responsible_id"]), by=by),
        before=lambda record: {"responsible_id": record.responsible_id},
        undo=undo,
        questions=questions,
    )


class TagForm(Questions):
    """Which areas are put on all of them, which are taken off."""

    add = ManyChoicesField(_l("Put on"))
    take = ManyChoicesField(_l("Take off"))

    def validate_take(self, field: ManyChoicesField) -> None:
        if not field.data and not self.add.data:
            raise ValidationError(gettext("Choose at least one area."))
        if set(field.data or ()) & set(self.add.data or ()):
            raise ValidationError(gettext("An area cannot be put on and taken off at once."))


def tagging(
    *,
    needs: Permission,
    choices: Callable[[], Sequence[tuple[str, str]]],
    check: Callable[[Any, User], None],
    tag: Callable[..., None],
) -> BulkAction:
    """Put areas of cooperation on the chosen records, or take them off.

    `choices`: (code, name) of the areas; `tag`: the slice's action, with the codes the record has from then on.
    """

    def questions() -> type[Questions]:
        class Asked(TagForm):
            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options)
                for one in (self.add, self.take):
                    one.set_choices(choices())

        return Asked

    def wanted(record: Any, answers: Answers) -> list[str]:
        taken, held = set(answers["take"] or ()), record.area_codes.split()
        return [code for code in dict.fromkeys([*held, *(answers["add"] or ())]) if code not in taken]

    def check_one(record: Any, by: User, answers: Answers) -> None:
        if record.archived_at is not None:
            raise RuleBroken(N_("It is in the archive."))
        check(record, by)
        if answers and wanted(record, answers) == record.area_codes.split():
            raise RuleBroken(N_("Its areas are so already."))

    return BulkAction(
        name="tag",
        label=_l("Areas…"),
        icon="tag",
        needs=needs,
        check=check_one,
        carry_out=lambda record, by, answers: tag(record, wanted(record, answers), by=by),
        before=lambda record: {"areas": record.area_codes.split()},
        undo=lambda record, by, before: tag(record, before["areas"], by=by),
        questions=questions,
    )
