"""The refused rows as a file: the same columns, the reason beside them; mended, it is imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from tracker.imports import queries
from tracker.imports.headings import REASON
from tracker.imports.views.area import imports
from tracker.imports.views.telling import said
from tracker.permissions import Permission
from tracker.web import files
from tracker.web.formats import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

    from tracker.imports.models import ImportRun


@imports.page("/<int:import_run_id>/refused.csv", needs=Permission.RECORDS_IMPORT)
def refused_csv(import_run_id: int) -> ResponseReturnValue:
    run = queries.get_run(import_run_id)
    return files.csv_answer(f"refused-{run.id}", _heads(run), list(_rows(run)))


@imports.page("/<int:import_run_id>/refused.xlsx", needs=Permission.RECORDS_IMPORT)
def refused_xlsx(import_run_id: int) -> ResponseReturnValue:
    run = queries.get_run(import_run_id)
    return files.xlsx_answer(f"refused-{run.id}", _heads(run), _rows(run), sheet=_("Refused"))


def _heads(run: ImportRun) -> list[str]:
    return [*run.heads, words(REASON)]


def _rows(run: ImportRun) -> Iterator[list[str]]:
    for row in queries.refused_rows(run.id):
        reasons = []
        for one in row.problems:
            head = run.heads[one["column"]] if one["column"] is not None else ""
            reasons.append(f"{head}: {said(one)}" if head else said(one))
        yield [*(row.text(at) for at in range(len(run.heads))), "; ".join(reasons)]
