"""The work on an import: at once for a short file, beside the requests for a long one.

A thread of this process does it, with a session and a scope of its own. If the process ends meanwhile, the import
stands still; its page then offers to go on, or to take back what stands already.
"""

from __future__ import annotations

import logging
import threading
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.accounts import queries as account_queries
from tracker.imports import queries, running, undoing
from tracker.imports.kinds import State
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db
from tracker.kernel.tenancy import acting_for
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from flask import Flask

    from tracker.accounts.models import User
    from tracker.imports.models import ImportRun

log = logging.getLogger(__name__)
AT_ONCE = 120  # rows that are done within the request
UNEXPECTED = N_("Something went wrong that should not have. The administrator finds it in the log.")


class Job(StrEnum):
    CHECK = "check"
    RUN = "run"
    UNDO = "undo"


def is_short(run: ImportRun, app: Flask) -> bool:
    """Whether it is done within the request: short files, and everything where nobody could wait (tests)."""
    return run.rows_total <= AT_ONCE or bool(app.testing)


def do_now(job: Job, run: ImportRun, by: User) -> None:
    """Within the transaction that is open."""
    try:
        with db.session.begin_nested():
            _do(job, run, by, inline=True)
    except running.Stopped as stopped:
        _failed(run, stopped)


def do_beside(app: Flask, job: Job, run_id: int, by: User) -> threading.Thread:
    """In a thread. The import and all that it needs must have been committed before."""
    assert by.municipality_id is not None
    thread = threading.Thread(
        target=_work, args=(app, job, run_id, by.id, by.municipality_id), name=f"import-{run_id}", daemon=True
    )
    thread.start()
    return thread


def _work(app: Flask, job: Job, run_id: int, user_id: int, municipality_id: int) -> None:
    with app.app_context(), acting_for(municipality_id), acting_as(user_id):
        try:
            _do(job, queries.get_run(run_id), account_queries.get_user(user_id), inline=False)
            db.session.commit()
        except running.Stopped as stopped:
            db.session.rollback()
            _failed(queries.get_run(run_id), stopped)
            db.session.commit()
        except Exception:
            log.exception("import %s", run_id)
            db.session.rollback()
            run = queries.get_run(run_id)
            run.state = State.DONE if job is Job.UNDO else State.FAILED
            run.problem, run.beat_at = {"message": UNEXPECTED, "values": {}}, None
            db.session.commit()


def _do(job: Job, run: ImportRun, by: User, *, inline: bool) -> None:
    if job is Job.CHECK:
        running.check(run, by, inline=inline)
    elif job is Job.RUN:
        running.run_import(run, by, inline=inline)
    else:
        undoing.take_back(run, by, pace=running.Pace(run, inline=inline))


def _failed(run: ImportRun, stopped: running.Stopped) -> None:
    run.state, run.beat_at, run.rows_done, run.finished_at = State.FAILED, None, 0, clock.now()
    run.problem = {"message": stopped.bad.message, "values": stopped.bad.values, "row": stopped.number}
