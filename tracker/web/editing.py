"""A form's way: shown, taken, refused beside its field, or met by somebody else's change.

When the record was saved by another person after the form was opened, both versions are shown side by side with
what stood there before; nothing is overwritten silently and nothing typed is lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from wtforms import BooleanField, SelectField, SelectMultipleField

from tracker.kernel.db import db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.web.errors import told
from tracker.web.fields import RecordForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from wtforms import Field

    from tracker.kernel.db import Record

T = TypeVar("T")
CLASH, MINE, THEIRS = "clash", "mine", "theirs"
NOT_CARRIED = ("csrf_token", "form_key", "version", "seen")


def answer_form(
    form: RecordForm,
    *,
    save: Callable[[], T],
    saved_to: Callable[[T], str],
    template: str,
    saved_text: str = "",
    record: Record | None = None,
    back_to: str = "",
    **context: Any,
) -> ResponseReturnValue:
    """The answer of a form address.

    `save` carries the action out; `saved_to` gives the address to go to with what it returned; `template` shows
    the form (as `form`, with `context`). `record` and `back_to` (its page) are needed where two may edit one.
    """
    if form.is_submitted() and form.validate():
        try:
            result = save()
            db.session.flush()
        except RuleBroken as broken:
            form.add_error(broken.field, told(broken))
        except EditedMeanwhile:
            if record is None:
                raise
            return conflict_page(form, record, back_to)
        else:
            if saved_text:
                flash(saved_text, "ok")
            return redirect(saved_to(result), 303)
    return render_template(template, form=form, **context), 422 if form.is_submitted() else 200


@dataclass(frozen=True)
class Difference:
    """One field that somebody changed; values as they are shown."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    state: str


def conflict_page(form: RecordForm, record: Record, back_to: str) -> ResponseReturnValue:
    """Both versions side by side; what is chosen is sent to the form's own address again."""
    current = type(form)(form.opened_with, version=record.version, formdata=None)
    differences = compare(form, current)
    carried = [
        (name, value)
        for name, values in request.form.lists()
        if name not in NOT_CARRIED and not name.startswith("keep.")
        for value in values
    ]
    carried += [(f"keep.{one.name}", THEIRS) for one in differences if one.state == THEIRS]
    seen = json.dumps(current.shown_values(), ensure_ascii=False)
    page = render_template(
        "errors/edited_meanwhile.html",
        differences=differences,
        carried=carried,
        version=record.version,
        seen=seen,
        by=record.updated_by.name if record.updated_by else gettext("Somebody"),
        at=record.updated_at,
        back_to=back_to,
    )
    return page, 409


def compare(form: RecordForm, current: RecordForm) -> list[Difference]:
    """The fields that differ between what the form was opened with, what stands there now, and what was typed."""
    try:
        opened = json.loads(form.seen.data or "{}")
    except (ValueError, RecursionError):  # it came back from the browser, where it can be anything
        opened = {}
    if not isinstance(opened, dict):
        opened = {}
    mine, theirs = form.shown_values(), current.shown_values()
    found = []
    for field in form.own_fields():
        name = field.name
        was = opened.get(name, theirs[name])
        if mine[name] == theirs[name]:
            continue
        if was == theirs[name]:
            state = MINE
        elif was == mine[name]:
            state = THEIRS
        else:
            state = CLASH
        before, there, here = (shown(field, value) for value in (was, theirs[name], mine[name]))
        found.append(Difference(name, str(field.label.text), before, there, here, state))
    return found


def shown(field: Field, value: Any) -> str:
    """A compared value as people read it."""
    if isinstance(field, BooleanField):
        return gettext("yes") if str(value) == "True" else gettext("no")
    if isinstance(field, SelectField | SelectMultipleField):
        labels = {str(choice.value): str(choice.label) for choice in field.iter_choices()}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
