"""The page that shows what an action will change before it does, and the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from tracker.bulk import actions, queries
from tracker.bulk.rules import MOST_AT_ONCE
from tracker.kernel import clock
from tracker.kernel.subjects import subject_kind
from tracker.permissions import Permission
from tracker.web import formats, kept
from tracker.web.area import Area
from tracker.web.errors import told
from tracker.web.frame import flash_undo
from tracker.web.lists import LISTS, ListView, picked_ids
from tracker.web.security import own_path
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.bulk.actions import Verdicts
    from tracker.kernel.errors import RuleBroken
    from tracker.web.bulk import BulkAction
    from tracker.web.lists import ListSpec

bulk = Area("bulk", __name__, path="/bulk")
_CHOSEN = re.compile(r"([1-9][0-9]{0,8}):([0-9]{1,9})")


def _asked() -> tuple[ListSpec, BulkAction] | None:
    """The list and the action the address names, if this person may open the one and do the other."""
    opened = LISTS.get(request.args.get("list", ""))
    user = signed_in_user()
    if opened is None or not user.may(opened.needs):
        return None
    wanted = request.args.get("do", "")
    found = next((one for one in opened.spec.bulk() if one.name == wanted and user.may(one.needs)), None)
    return (opened.spec, found) if found is not None else None


@bulk.form("/", needs=Permission.RECORDS_BULK)
def index() -> ResponseReturnValue:
    """What will be changed and what not, and why; then the change itself."""
    asked = _asked()
    if asked is None:
        return render_template("bulk/index.html", action=None), 200 if request.method == "GET" else 422
    spec, action = asked
    if request.method == "POST":
        return _carried_out(spec, action)
    return _shown(spec, action)


def _shown(spec: ListSpec, action: BulkAction) -> ResponseReturnValue:
    user, model = signed_in_user(), spec.key.class_
    ids = _chosen_ids(spec)
    form = action.questions()(request.args if _is_answered(action) else None) if action.questions else None
    ready = form is None or (_is_answered(action) and form.validate())
    answers = form.answers() if form is not None and ready else {}
    records = queries.records(model, ids[:MOST_AT_ONCE])
    verdicts = actions.foreseen(action, records, by=user, answers=answers)
    return render_template(
        "bulk/index.html",
        action=action,
        title=spec.title,
        form=form,
        ready=ready and bool(verdicts.changed),
        too_many=len(ids) > MOST_AT_ONCE,
        most=MOST_AT_ONCE,
        changed=[(_named(record), record) for record in verdicts.changed],
        kept=_reasons(verdicts.kept),
        carried=list(request.args.items(multi=True)),
        back_to=_back_to(spec),
    )


def _is_answered(action: BulkAction) -> bool:
    return action.questions is not None and "answered" in request.args


def _chosen_ids(spec: ListSpec) -> list[int]:
    """The ticked rows, or with `all` the whole list as filtered."""
    if "all" in request.args:
        return queries.ids_of(ListView(spec).narrowed, spec.key)
    return picked_ids()


def _carried_out(spec: ListSpec, action: BulkAction) -> ResponseReturnValue:
    user = signed_in_user()
    found = [_CHOSEN.fullmatch(one) for one in request.form.getlist("row")]
    versions = {int(one[1]): int(one[2]) for one in found if one is not None}
    form = action.questions()(MultiDict(request.form)) if action.questions else None
    if form is not None and not form.validate():
        return _shown(spec, action), 422  # type: ignore[return-value]  # a page
    answers = form.answers() if form is not None else {}
    change, verdicts = actions.carry_out(action, spec.name, spec.key.class_, versions, by=user, answers=answers)
    text = _summary(verdicts)
    if verdicts.changed and action.undo is not None:
        flash_undo(text, url_for("bulk.undo", bulk_change_id=change.id, next=_back_to(spec)))
    else:
        flash(text, "ok" if verdicts.changed else "warn")
    return redirect(_back_to(spec), 303)


@bulk.action("/<int:bulk_change_id>/undo", needs=Permission.RECORDS_BULK)
def undo(bulk_change_id: int) -> ResponseReturnValue:
    user = signed_in_user()
    change = queries.get_change(bulk_change_id, user.id)
    opened = LISTS.get(change.list_name)
    action = next((one for one in opened.spec.bulk() if one.name == change.action), None) if opened else None
    if opened is None or action is None:
        abort(404)
    if not (user.may(opened.needs) and user.may(action.needs)):
        abort(403)
    verdicts = actions.undo(change, action, opened.spec.key.class_, by=user, now=clock.now())
    done, left = len(verdicts.changed), len(verdicts.kept)
    text = ngettext("%(num)d record is as it was.", "%(num)d records are as they were.", done)
    if left:
        text += " " + ngettext("%(num)d was changed since and stays.", "%(num)d were changed since and stay.", left)
    flash(text, "warn" if left else "ok")
    return redirect(own_path(request.args.get("next")) or url_for(f"{change.list_name}.index"), 303)


def _summary(verdicts: Verdicts) -> str:
    text = ngettext("%(num)d record changed.", "%(num)d records changed.", len(verdicts.changed))
    if verdicts.kept:
        text += " " + ngettext(
            "%(num)d was not: %(why)s", "%(num)d were not: %(why)s", len(verdicts.kept), why=told(verdicts.kept[0][1])
        )
    return text


def _reasons(kept: Sequence[tuple[Any, RuleBroken]]) -> list[tuple[str, str]]:
    return [(_named(record), told(broken)) for record, broken in kept]


def _named(record: Any) -> str:
    kind = subject_kind(getattr(type(record), "subject_kind", ""))
    if kind is not None and kind.title is not None:
        return kind.title(record, formats.language())
    return f"№ {record.id}"


def _back_to(spec: ListSpec) -> str:
    """The list, or its board, as it was filtered."""
    view = ListView(spec)
    on_board = request.args.get("layout") == kept.BOARD and kept.has_board(spec.name)
    return view.url_elsewhere(f"{spec.name}.board") if on_board else view.url()
