"""The steps of an agreement's life: one address each, from the one graph of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from tracker.agreements import actions, queries, wording
from tracker.agreements.asks import ASKS, Answers
from tracker.agreements.guards import Step
from tracker.agreements.rules import GRAPH, check_open
from tracker.agreements.taking_back import UNDOING
from tracker.agreements.views import board
from tracker.agreements.views.area import agreements
from tracker.agreements.views.endpoints import endpoint_of
from tracker.agreements.views.record import page_of
from tracker.agreements.views.taking import step_form, take, way_back
from tracker.kernel.db import begin_for_reading, db
from tracker.kernel.errors import EditedMeanwhile, NotAllowed, RuleBroken
from tracker.kernel.text import N_, number_of
from tracker.permissions import Permission
from tracker.web import boards, formats
from tracker.web.errors import told
from tracker.web.frame import flash_undo
from tracker.web.security import own_path
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.agreements.forms import StepForm
    from tracker.agreements.kinds import Action
    from tracker.agreements.models import Agreement

REFUSED, CONFLICT, NO_STEP = 422, 409, 0
CHANGED = N_("Somebody changed this agreement a moment ago.")


def _declare(action: Action, needs: Permission) -> None:
    """`POST /agreements/<id>/<action>`."""

    def view(agreement_id: int) -> ResponseReturnValue:
        agreement = queries.get_told(agreement_id)
        return board.dropped(agreement, action) if boards.is_from_board() else _taken(agreement, action)

    view.__name__ = endpoint_of(action)
    takes_files = any(ask.name == "files" for ask in ASKS[action])
    agreements.action(f"/<int:agreement_id>/{action.value}", needs=needs, takes_files=takes_files)(view)


def _taken(agreement: Agreement, action: Action) -> ResponseReturnValue:
    """Back to the record, or to where the button stood; or the same page with what is missing beside its question.

    A step that no answer can mend is refused with the reason, on the page as it is now.
    """
    form = step_form(agreement, action)
    if not form.validate():
        return page_of(agreement, form, REFUSED)
    try:
        take(agreement, form)
    except RuleBroken as broken:
        if isinstance(broken, NotAllowed):
            raise
        if broken.field is None or broken.field not in form:
            return _refused(agreement.id, told(broken))
        form.add_error(broken.field, told(broken))
        return page_of(agreement, form, REFUSED)
    except EditedMeanwhile:
        return _asked_again(agreement, form)
    except StaleDataError:
        return _refused(agreement.id, _(CHANGED))
    said = wording.done(agreement, queries.last_change(agreement, action))
    back_to = own_path(request.form.get("next"))
    if action in UNDOING:
        flash_undo(said, way_back(agreement, back_to))
    else:
        flash(said, "ok")
    return redirect(back_to or url_for("agreements.show", agreement_id=agreement.id), 303)


def _asked_again(agreement: Agreement, form: StepForm) -> ResponseReturnValue:
    """The page as it stands now with the form as it was filled in; a step that is not open any more is refused."""
    if not form.own_fields():
        return _refused(agreement.id, _(CHANGED))
    by, today = signed_in_user(), formats.today()
    try:
        check_open(Step(agreement, by, today, Answers()), form.action)
    except NotAllowed:
        raise
    except RuleBroken as broken:
        return _refused(agreement.id, told(broken))
    form.version.data = str(agreement.version)
    again = _("Somebody changed this agreement a moment ago. Look at it, and send the form again.")
    form.add_error(None, f"{again} {wording.meanwhile(agreement, queries.last_change(agreement))}")
    return page_of(agreement, form, CONFLICT)


def _refused(agreement_id: int, reason: str) -> ResponseReturnValue:
    """The page as it is now, with the reason and what happened since it was opened."""
    db.session.rollback()
    with begin_for_reading():
        agreement = queries.get_told(agreement_id)
        meanwhile = wording.meanwhile(agreement, queries.last_change(agreement))
        return page_of(agreement, code=CONFLICT, refused=(reason, meanwhile))


@agreements.action("/<int:agreement_id>/take-back", needs=Permission.AGREEMENTS_SUBMIT)
def take_back(agreement_id: int) -> ResponseReturnValue:
    """Undo the step that the address names, if it is still the last one."""
    agreement = queries.get_told(agreement_id)
    step_id = number_of(request.args.get("step")) or NO_STEP
    actions.take_back(agreement, by=signed_in_user(), today=formats.today(), step_id=step_id)
    flash(_("Taken back. %(now)s", now=wording.stands_now(agreement)), "ok")
    page = url_for("agreements.show", agreement_id=agreement_id)
    return redirect(own_path(request.args.get("next")) or page, 303)


def _addresses() -> dict[Action, Permission]:
    """Each step a person takes, with its permission."""
    return {action: found.needs for (_origin, action), found in GRAPH.items() if found.needs is not None}


for _action, _needs in _addresses().items():
    _declare(_action, _needs)
