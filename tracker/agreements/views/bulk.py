"""What can be done with many agreements at once: their keeping, and the steps that need no paper of each one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import get_user, officials
from tracker.agreements import actions, queries, rules, wording
from tracker.agreements.asks import Answers
from tracker.agreements.guards import Step
from tracker.agreements.kinds import Action
from tracker.agreements.taking_back import UNDOING
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.partners import queries as partner_queries
from tracker.permissions import Permission
from tracker.web import formats
from tracker.web.bulk import BulkAction, Questions, archiving, handing_over, tagging
from tracker.web.fields import LongTextField, Required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User
    from tracker.agreements.models import Agreement

MOST_SAID = 2000


class NoteForm(Questions):
    reason = LongTextField(_l("Note for all of them"), most=MOST_SAID)


class MendForm(Questions):
    reason = LongTextField(_l("What to mend, for all of them"), [Required()], most=MOST_SAID)


class CancelForm(Questions):
    reason = LongTextField(_l("Why, for all of them"), [Required()], most=MOST_SAID)


TAKEN_BACK = _l(
    "This is undone at once within a day, of each agreement that nothing else happens to; both stay in its history."
)
FINAL = _l("This cannot be undone: nothing leads back from a cancelled draft.")


def _prepare(agreements: Sequence[Agreement]) -> None:
    queries.with_steps_in_view([one.id for one in agreements])


def _step(action: Action, *, label: Any, icon: str, needs: Permission, asks: type[Questions]) -> BulkAction:
    """One step of the graph for many agreements, with one reason."""

    def check(agreement: Agreement, by: User, _answers: dict[str, Any]) -> None:
        """The form has asked for the answers already."""
        if (agreement.status, action) not in rules.GRAPH:
            raise RuleBroken(
                N_("Its status is another one: %(status)s."), status=wording.status_label(agreement.status)
            )
        rules.check_open(Step(agreement, by, formats.today(), Answers()), action)

    def carry_out(agreement: Agreement, by: User, answers: dict[str, Any]) -> None:
        said = Answers(reason=answers["reason"] or "")
        actions.take_step(agreement, action, by=by, today=formats.today(), answers=said)

    def undo(agreement: Agreement, by: User, _before: dict[str, Any]) -> None:
        actions.take_back(agreement, by=by, today=formats.today())

    return BulkAction(
        name=action.value,
        label=label,
        icon=icon,
        needs=needs,
        check=check,
        carry_out=carry_out,
        before=lambda _agreement: {},
        undo=undo if action in UNDOING else None,
        questions=lambda: asks,
        prepare=_prepare,
        note=TAKEN_BACK if action in UNDOING else FINAL,
    )


def bulk() -> Sequence[BulkAction]:
    submits, decides, ends = Permission.AGREEMENTS_SUBMIT, Permission.AGREEMENTS_APPROVE, Permission.AGREEMENTS_DECIDE
    return (
        _step(Action.SUBMIT, label=_l("Submit for review…"), icon="arrow-right", needs=submits, asks=NoteForm),
        _step(Action.APPROVE, label=_l("Approve…"), icon="check", needs=decides, asks=NoteForm),
        _step(Action.RETURN, label=_l("Return…"), icon="arrow-back-up", needs=decides, asks=MendForm),
        handing_over(needs=Permission.RECORDS_REASSIGN, people=officials, get_user=get_user, assign=actions.assign),
        tagging(
            needs=Permission.AGREEMENTS_EDIT,
            choices=lambda: [(area.code, area.name_in(formats.language())) for area in partner_queries.areas()],
            check=lambda _agreement, _by: None,
            tag=actions.tag,
        ),
        archiving(
            needs=Permission.ARCHIVE_OWN,
            check=rules.check_archive_right,
            archive=actions.archive,
            restore=actions.restore,
        ),
        _step(Action.CANCEL, label=_l("Cancel the drafts…"), icon="x", needs=ends, asks=CancelForm),
    )
