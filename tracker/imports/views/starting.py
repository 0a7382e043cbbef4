"""Starting the work on an import from a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import after_this_request

from tracker.imports import jobs
from tracker.imports.jobs import Job
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from flask import Response

    from tracker.imports.models import ImportRun


def start(app: Any, job: Job, run: ImportRun) -> None:
    """At once, or beside: then after the request has been answered, when all it needs is committed."""
    by = signed_in_user()
    if jobs.is_short(run, app):
        jobs.do_now(job, run, by)
        return
    program, run_id = app._get_current_object(), run.id  # noqa: SLF001 - the proxy ends with the request

    @after_this_request
    def begin(answer: Response) -> Response:
        if answer.status_code < 400:  # noqa: PLR2004
            jobs.do_beside(program, job, run_id, by)
        return answer
