"""Step one: the file; and what was imported before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.imports import actions, queries
from tracker.imports.forms import UploadForm
from tracker.imports.kinds import KIND_LABELS, STATE_LABELS, Kind
from tracker.imports.reading.limits import LARGEST_FILE, TOO_LARGE, Unreadable
from tracker.imports.reading.parent import read_file
from tracker.imports.targets.registry import kinds_for
from tracker.imports.views.area import imports
from tracker.imports.views.telling import steps
from tracker.kernel import clock, once
from tracker.kernel.db import db
from tracker.kernel.errors import RuleBroken
from tracker.permissions import Permission
from tracker.web.errors import told
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.imports.models import ImportRun


@imports.form("/", needs=Permission.RECORDS_IMPORT, takes_files=True)
def index() -> ResponseReturnValue:
    by = signed_in_user()
    kinds = kinds_for(by)
    asked = request.args.get("kind", "")
    form = UploadForm({"kind": asked if asked in {one.value for one in kinds} else None})
    form.offer(kinds)
    if form.is_submitted() and form.validate():
        try:
            run = _uploaded(form)
        except Unreadable as refused:
            form.add_error("file", _(refused.message, **refused.values))
        except RuleBroken as broken:
            form.add_error(broken.field, told(broken))
        else:
            return redirect(url_for(".columns", import_run_id=run.id), 303)
        form.form_key.data = once.new_key()  # this one is spent, see _uploaded
    page = render_template(
        "imports/index.html",
        form=form,
        runs=queries.latest_runs(),
        kind_labels=KIND_LABELS,
        state_labels=STATE_LABELS,
        steps=steps(None),
        kinds=[one for one in Kind if one in kinds],
    )
    return page, 422 if form.is_submitted() else 200


def _uploaded(form: UploadForm) -> ImportRun:
    """The file is read with no transaction open: reading may take its time, and nobody waits for it."""
    content = form.file.data.read(LARGEST_FILE + 1)
    name = str(form.file.data.filename or "")
    if len(content) > LARGEST_FILE:
        raise Unreadable(TOO_LARGE, most=LARGEST_FILE // (1024 * 1024))
    db.session.commit()
    sheet = read_file(content)
    actions.forget_old(clock.now())
    with db.session.begin_nested():
        return actions.upload(sheet, content, by=signed_in_user(), file_name=name, kind=form.wanted_kind())
