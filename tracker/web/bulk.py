"""What can be done with many rows of a list at once: each slice says which, with its own rules and its own actions.

What will and will not be changed is shown before, and the whole of it is undone at once (`tracker.bulk`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import Form

from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.web.fields import LongTextField, NumberChoiceField, Required

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
    what has to be kept to undo it (JSON), and `undo` brings that back.
    """

    name: str
    label: Any
    icon: str
    needs: Permission
    check: Callable[[Any, User, Answers], None]
    carry_out: Callable[[Any, User, Answers], None]
    before: Callable[[Any], dict[str, Any]]
    undo: Callable[[Any, User, dict[str, Any]], None]
    questions: Callable[[], type[Questions]] | None = None


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
) -> BulkAction:
    """Give the chosen records to somebody else."""

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


class ReasonForm(Questions):
    reason = LongTextField(_l("Reason"), [Required()], most=2000)
