"""The steps of an agreement's life: one address each, from the one graph of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for

from tracker.agreements import queries, wording
from tracker.agreements.asks import ASKS
from tracker.agreements.rules import GRAPH
from tracker.agreements.views import board
from tracker.agreements.views.area import agreements
from tracker.agreements.views.endpoints import endpoint_of
from tracker.agreements.views.record import page_of
from tracker.agreements.views.taking import step_form, take
from tracker.kernel.errors import RuleBroken
from tracker.web import boards
from tracker.web.errors import told
from tracker.web.security import own_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.agreements.kinds import Action
    from tracker.agreements.models import Agreement
    from tracker.permissions import Permission

REFUSED = 422


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

    A step that no answer can mend is refused as a whole, with the reason.
    """
    form = step_form(agreement, action)
    if not form.validate():
        return page_of(agreement, form, REFUSED)
    try:
        take(agreement, form)
    except RuleBroken as broken:
        if broken.field is None or broken.field not in form:
            raise
        form.add_error(broken.field, told(broken))
        return page_of(agreement, form, REFUSED)
    flash(wording.stands_now(agreement), "ok")
    page = url_for("agreements.show", agreement_id=agreement.id)
    return redirect(own_path(request.form.get("next")) or page, 303)


def _addresses() -> dict[Action, Permission]:
    """Each step a person takes, with its permission."""
    return {action: found.needs for (_status, action), found in GRAPH.items() if found.needs is not None}


for _action, _needs in _addresses().items():
    _declare(_action, _needs)
