"""Importing from the command line: the same steps as on the screen, told as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask import current_app

from tracker.imports import actions, jobs, queries, rules
from tracker.imports.kinds import RESULT_LABELS, VERDICT_LABELS, Mode, State, Verdict
from tracker.imports.reading.limits import Unreadable
from tracker.imports.reading.parent import read_file
from tracker.kernel.db import acting_as, db
from tracker.kernel.errors import RuleBroken
from tracker.kernel.tenancy import acting_for

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.accounts.models import User
    from tracker.imports.kinds import Kind
    from tracker.imports.models import ImportRun


def import_file(file: Path, kind: Kind, *, by: User, dry_run: bool = False, all_or_nothing: bool = False) -> None:
    """Read, judge and, unless it is a dry run, carry out. A dry run leaves nothing behind."""
    try:
        content = file.read_bytes()
        sheet = read_file(content)
        with acting_for(by.municipality_id or 0), acting_as(by.id):
            _carry_out(
                actions.upload(sheet, content, by=by, file_name=file.name, kind=kind), by, dry_run, all_or_nothing
            )
    except (Unreadable, RuleBroken) as refused:
        db.session.rollback()
        raise click.ClickException(str(refused)) from None


def _carry_out(run: ImportRun, by: User, dry_run: bool, all_or_nothing: bool) -> None:
    actions.set_columns(run, run.mapping, run.options, by=by)
    db.session.commit()
    run = _worked(jobs.Job.CHECK, run, by)
    for head, field in ((run.heads[int(column)], field) for column, field in run.mapping.items()):
        click.echo(f"  {head!r} is {field}")
    _tell_refused(run)
    if dry_run or not rules.would_change(run):
        _tell(run, VERDICT_LABELS)
        actions.throw_away(run)
        db.session.commit()
        return
    actions.begin_run(run, Mode.ALL if all_or_nothing else Mode.GOOD, by=by)
    db.session.commit()
    run = _worked(jobs.Job.RUN, run, by)
    if run.state is State.FAILED:
        raise click.ClickException(f"row {run.problem.get('row', '?')}: {_told(run.problem)}. Nothing was imported.")
    _tell(run, RESULT_LABELS)


def _worked(job: jobs.Job, run: ImportRun, by: User) -> ImportRun:
    """The work as it is done for a page, and the import as it stands afterwards."""
    number = run.id
    jobs.do_beside(current_app._get_current_object(), job, number, by).join()  # type: ignore[attr-defined]  # noqa: SLF001
    db.session.rollback()
    db.session.expire_all()
    return queries.get_run(number)


def _told(kept: dict[str, object]) -> str:
    values = kept.get("values")
    return str(kept["message"]) % values if isinstance(values, dict) and values else str(kept["message"])


def _tell_refused(run: ImportRun) -> None:
    for row in queries.refused_rows(run.id):
        click.echo(f"  row {row.number}: " + "; ".join(_told(one) for one in row.problems))


def _tell(run: ImportRun, labels: dict[Verdict, str]) -> None:
    counted = ", ".join(f"{label.lower()} {run.counts.get(verdict.value, 0)}" for verdict, label in labels.items())
    click.echo(f"{run.rows_total} rows: {counted}")
