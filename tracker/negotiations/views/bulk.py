"""What can be done with many talks at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import lazy_gettext as _l

from tracker.accounts import queries as account_queries
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_
from tracker.negotiations import actions, queries, rules
from tracker.negotiations.views.in_use import stages_in_use
from tracker.permissions import Permission
from tracker.web.bulk import BulkAction, Questions, archiving, handing_over
from tracker.web.fields import DateField, LongTextField, NumberChoiceField, Required, TextField
from tracker.web.formats import language, today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.accounts.models import User
    from tracker.negotiations.models import Negotiation, Stage


class MoveManyForm(Questions):
    """One target, one reason, one day for all."""

    to_stage = NumberChoiceField(_l("To which stage"), [Required()])
    reason = LongTextField(_l("Reason"), [Required()], most=2000)
    document = TextField(_l("Document"), description=_l("Number and date, where the stage asks for a document."))
    moved_on = DateField(_l("Moved on"), description=_l("Empty: today."))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        stages = [(stage.id, stage.name_in(language())) for stage in stages_in_use()]
        self.to_stage.set_choices([("", ""), *stages])


def _target(answers: dict[str, Any]) -> Stage:
    found = next((stage for stage in stages_in_use() if stage.id == answers["to_stage"]), None)
    if found is None:
        raise RuleBroken(N_("This stage is not used any more."), "to_stage")
    return found


def _said(answers: dict[str, Any]) -> rules.MoveRequest:
    return rules.MoveRequest(
        moved_on=answers["moved_on"] or today(), reason=answers["reason"], document=answers["document"] or ""
    )


def _prepare(negotiations: Sequence[Negotiation]) -> None:
    """Held for the request, so that the session keeps them."""
    g.moved_partnerships = queries.partnerships_of(negotiations)
    stages_in_use()


def _check(negotiation: Negotiation, by: User, answers: dict[str, Any]) -> None:
    if negotiation.archived_at is not None:
        raise RuleBroken(N_("It is in the archive."))
    if not answers:
        return
    actions.check_move(negotiation, _target(answers), by=by, said=_said(answers), today=today(), order=stages_in_use())


def _carry_out(negotiation: Negotiation, by: User, answers: dict[str, Any]) -> None:
    said = _said(answers)
    actions.move(negotiation, _target(answers), by=by, version=None, said=said, today=today(), order=stages_in_use())


def _before(negotiation: Negotiation) -> dict[str, Any]:
    return {"stage_id": negotiation.stage_id, "since": negotiation.stage_since_on.isoformat()}


def _undo(negotiation: Negotiation, by: User, before: dict[str, Any]) -> None:
    since = date.fromisoformat(before["since"])
    actions.take_back_move(negotiation, queries.get_stage(before["stage_id"]), since, by=by, today=today())


def bulk() -> Sequence[BulkAction]:
    return (
        BulkAction(
            name="move",
            label=_l("Move…"),
            icon="arrow-right",
            needs=Permission.NEGOTIATIONS_MOVE_OWN,
            check=_check,
            carry_out=_carry_out,
            before=_before,
            undo=_undo,
            questions=lambda: MoveManyForm,
            prepare=_prepare,
        ),
        handing_over(
            needs=Permission.RECORDS_REASSIGN,
            people=account_queries.officials,
            get_user=account_queries.get_user,
            assign=actions.assign,
        ),
        archiving(
            needs=Permission.ARCHIVE_OWN,
            check=rules.check_may_archive,
            archive=actions.archive,
            restore=actions.restore,
        ),
    )
