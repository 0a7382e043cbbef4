"""The steps of an agreement's life: one address each, from the one graph of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for

from tracker.agreements import actions, queries, wording
from tracker.agreements.forms import StepForm
from tracker.agreements.kinds import Action
from tracker.agreements.prefill import prefill
from tracker.agreements.rules import GRAPH
from tracker.agreements.views import board
from tracker.agreements.views.area import agreements
from tracker.agreements.views.endpoints import endpoint_of
from tracker.agreements.views.record import page_of
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.web import boards, formats
from tracker.web.errors import told
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.agreements.models import Agreement
    from tracker.permissions import Permission

UNREADABLE_VERSION = 0
REFUSED = 422


def _declare(action: Action, needs: Permission) -> None:
    """`POST /agreements/<id>/<action>`."""

    def view(agreement_id: int) -> ResponseReturnValue:
        return _take(queries.get_told(agreement_id), action)

    view.__name__ = endpoint_of(action)
    view.__doc__ = f"The step “{action.value}”."
    agreements.action(f"/<int:agreement_id>/{action.value}", needs=needs)(view)


def _take(agreement: Agreement, action: Action) -> ResponseReturnValue:
    """The step, or the same page with what is missing; a step that is not open at all is answered with the reason."""
    form = StepForm(action, agreement)
    if boards.is_from_board() and _says_nothing(form):
        return board.refused(agreement, _opened(action, agreement), "")
    taken, why = _taken(agreement, form) if form.validate() else (False, "")
    text = wording.stands_now(agreement)
    if boards.is_from_board():
        return board.moved(agreement, text) if taken else board.refused(agreement, form, why)
    if not taken:
        return page_of(agreement, form, REFUSED)
    flash(text, "ok")
    return redirect(url_for("agreements.show", agreement_id=agreement.id), 303)


def _says_nothing(form: StepForm) -> bool:
    """A bare drop on the board, where the step asks for something."""
    required = [field.name for field in form.own_fields() if field.flags.required]
    return bool(required) and not any(name in request.form or f"{name}-text" in request.form for name in required)


def _opened(action: Action, agreement: Agreement) -> StepForm:
    """The step's form as it is opened, not as it was posted."""
    opened_with = prefill(agreement, action, formats.today())
    form = StepForm(action, agreement, opened_with, formdata=None)
    form.version.data = str(agreement.version)
    return form


def _taken(agreement: Agreement, form: StepForm) -> tuple[bool, str]:
    """Whether the step was taken, and if not, why. What no answer can mend is raised on."""
    try:
        actions.take_step(
            agreement,
            form.action,
            by=signed_in_user(),
            today=formats.today(),
            answers=form.said(queries.get_agreement),
            version=form.opened_version() or UNREADABLE_VERSION,
        )
    except EditedMeanwhile:
        raise
    except RuleBroken as broken:
        if broken.field is None or broken.field not in form:
            raise
        form.add_error(broken.field, told(broken))
        return False, told(broken)
    return True, ""


def _addresses() -> dict[Action, Permission]:
    """Each step a person takes, with its permission."""
    return {action: found.needs for (_status, action), found in GRAPH.items() if found.needs is not None}


for _action, _needs in _addresses().items():
    _declare(_action, _needs)
