"""Steps three and four: looking through the rows, correcting, running, taking back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.imports import actions, queries, rules, running
from tracker.imports.jobs import Job
from tracker.imports.kinds import KIND_LABELS, STATE_LABELS, UNDO_WITHIN, Mode, State, Verdict
from tracker.imports.views import telling
from tracker.imports.views.area import imports
from tracker.imports.views.starting import start
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.text import read_number
from tracker.permissions import Permission
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.imports.models import ImportRun

CELL = re.compile(r"cell-([0-9]{1,3})")


@imports.page("/<int:import_run_id>", needs=Permission.RECORDS_IMPORT)
def show(import_run_id: int) -> ResponseReturnValue:
    """How far it is, or what it will do, or what it has done."""
    run = queries.get_run(import_run_id)
    if run.state is State.READ:
        return redirect(url_for(".columns", import_run_id=run.id))
    asked = request.args.get("verdict", "")
    verdict = Verdict(asked) if asked in set(Verdict) else None
    remarked = asked == telling.REMARKED
    after = min(max(request.args.get("after", 0, type=read_number), 0), 10**9)
    is_kept = not telling.is_at_work(run)
    found = queries.rows_after(run.id, after, queries.SHOWN_AT_ONCE + 1, verdict, remarked=remarked) if is_kept else []
    columns = telling.shown_columns(run)
    page = list(found[: queries.SHOWN_AT_ONCE])
    more = len(found) > len(page)
    return render_template(
        "imports/show.html",
        run=run,
        steps=telling.steps(run),
        tabs=telling.tabs(run, asked),
        rows=[telling.row_shown(run, row, columns) for row in page],
        next_url=url_for(".show", import_run_id=run.id, verdict=asked or None, after=page[-1].number) if more else None,
        first_url=url_for(".show", import_run_id=run.id, verdict=asked or None) if after else None,
        kind_label=KIND_LABELS[run.kind] if run.kind else "",
        state_label=STATE_LABELS[run.state],
        problem=telling.said(run.problem) if run.problem else "",
        at_work=not is_kept,
        broken_off=rules.is_broken_off(run, clock.now()),
        can_undo=rules.can_undo(run, clock.now()),
        undo_until=run.finished_at + UNDO_WITHIN if run.finished_at else None,
        kept=[{**one, "text": telling.said(one)} for one in run.kept],
        file_told=telling.file_told(run),
    )


def _here(run: ImportRun) -> str:
    verdict = request.form.get("verdict", "")
    after = request.form.get("after", 0, type=read_number)
    return url_for(
        ".show", import_run_id=run.id, verdict=verdict if verdict in telling.ASKED else None, after=after or None
    )


@imports.action("/<int:import_run_id>/correct", needs=Permission.RECORDS_IMPORT)
def correct(import_run_id: int) -> ResponseReturnValue:
    """Cells of a row written anew; the row is judged again."""
    run = queries.get_run(import_run_id)
    number = request.form.get("number", 0, type=read_number)
    if "left_out" in request.form:
        actions.leave_out(run, number, out=request.form["left_out"] == "yes")
        changed = 1
    else:
        cells = {int(found[1]): text for name, text in request.form.items() if (found := CELL.fullmatch(name))}
        changed = actions.correct(run, number, cells, everywhere="everywhere" in request.form)
    db.session.flush()
    if changed > 1:
        start(current_app, Job.CHECK, _checked_again(run))
        flash(ngettext("%(num)d row is corrected.", "%(num)d rows are corrected.", changed), "ok")
    elif changed:
        running.check_row(run, queries.get_row(run.id, number), signed_in_user())
    return redirect(_here(run), 303)


def _checked_again(run: ImportRun) -> ImportRun:
    actions.begin_check(run)
    db.session.flush()
    return run


@imports.action("/<int:import_run_id>/check", needs=Permission.RECORDS_IMPORT)
def check(import_run_id: int) -> ResponseReturnValue:
    """Every row is judged anew: records here may have changed since."""
    run = _checked_again(queries.get_run(import_run_id))
    start(current_app, Job.CHECK, run)
    return redirect(_here(run), 303)


@imports.action("/<int:import_run_id>/run", needs=Permission.RECORDS_IMPORT)
def run(import_run_id: int) -> ResponseReturnValue:
    one = queries.get_run(import_run_id)
    mode = Mode.GOOD if request.form.get("mode") == Mode.GOOD else Mode.ALL
    actions.begin_run(one, mode, by=signed_in_user())
    db.session.flush()
    start(current_app, Job.RUN, one)
    return redirect(url_for(".show", import_run_id=one.id), 303)


@imports.action("/<int:import_run_id>/go-on", needs=Permission.RECORDS_IMPORT)
def go_on(import_run_id: int) -> ResponseReturnValue:
    """The work broke off, with the process that did it: it goes on."""
    one = queries.get_run(import_run_id)
    job = {State.CHECKING: Job.CHECK, State.RUNNING: Job.RUN, State.UNDOING: Job.UNDO}.get(one.state, Job.CHECK)
    actions.go_on(one, now=clock.now())
    db.session.flush()
    start(current_app, job, one)
    return redirect(url_for(".show", import_run_id=one.id), 303)


@imports.action("/<int:import_run_id>/undo", needs=Permission.RECORDS_IMPORT)
def undo(import_run_id: int) -> ResponseReturnValue:
    one = queries.get_run(import_run_id)
    actions.begin_undo(one, by=signed_in_user(), now=clock.now())
    db.session.flush()
    start(current_app, Job.UNDO, one)
    return redirect(url_for(".show", import_run_id=one.id), 303)


@imports.action("/<int:import_run_id>/throw-away", needs=Permission.RECORDS_IMPORT)
def throw_away(import_run_id: int) -> ResponseReturnValue:
    one = queries.get_run(import_run_id)
    actions.throw_away(one)
    flash(_("The file is thrown away. Nothing of it stays."), "ok")
    return redirect(url_for(".index"), 303)
