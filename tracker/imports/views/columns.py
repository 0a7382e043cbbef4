"""Step two: what the file holds, and what its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.imports import actions, queries
from tracker.imports.forms import COLUMN, columns_form, encodings, separators
from tracker.imports.jobs import Job
from tracker.imports.kinds import KIND_LABELS, OPEN, Kind
from tracker.imports.reading.limits import Unreadable
from tracker.imports.reading.parent import read_file
from tracker.imports.targets.registry import kinds_for
from tracker.imports.views.area import imports
from tracker.imports.views.starting import start
from tracker.imports.views.telling import file_told, samples, steps
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.permissions import Permission
from tracker.web.errors import told
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.imports.models import ImportRun


@imports.form("/<int:import_run_id>/columns", needs=Permission.RECORDS_IMPORT)
def columns(import_run_id: int) -> ResponseReturnValue:
    run = queries.get_run(import_run_id)
    if run.state not in OPEN:
        return redirect(url_for(".show", import_run_id=run.id))
    here = url_for(".columns", import_run_id=run.id)
    if "read_again" in request.form:
        _read_again(run)
        return redirect(here, 303)
    if "choose_kind" in request.form:
        kind = request.form.get("kind", "")
        if kind in set(Kind):
            actions.choose_kind(run, Kind(kind), by=signed_in_user())
        return redirect(here, 303)
    opened_with: dict[str, Any] = {f"{COLUMN}{column}": field for column, field in run.mapping.items()}
    form: Any = columns_form(run, {**opened_with, **run.options})
    if form.is_submitted() and form.validate():
        try:
            actions.set_columns(run, form.mapping(), form.options(), by=signed_in_user())
        except RuleBroken as broken:
            form.form_errors.append(told(broken))
        else:
            db.session.flush()
            start(current_app, Job.CHECK, run)
            return redirect(url_for(".show", import_run_id=run.id), 303)
    page = render_template(
        "imports/columns.html",
        run=run,
        form=form,
        fields=[form[f"{COLUMN}{at}"] for at in range(len(run.heads))],
        samples=samples(run),
        steps=steps(run),
        kinds=[(one.value, KIND_LABELS[one]) for one in kinds_for(signed_in_user())],
        encodings=encodings(),
        separators=separators(),
        file_told=file_told(run),
    )
    return page, 422 if form.is_submitted() else 200


def _read_again(run: ImportRun) -> None:
    upload = queries.find_upload(run.id)
    if upload is None:
        return
    wanted = {name: request.form.get(name, "")[:100] for name in ("encoding", "separator", "sheet")}
    try:
        sheet = read_file(upload.content, wanted)
        with db.session.begin_nested():
            actions.read_again(run, sheet, by=signed_in_user(), with_heads="no_heads" not in request.form)
    except Unreadable as refused:
        flash(_(refused.message, **refused.values), "bad")
    except RuleBroken as broken:
        flash(told(broken), "bad")
