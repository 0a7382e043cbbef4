"""Reading imports and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, and_, cast, func, select, update
from sqlalchemy.orm import joinedload

from tracker.imports.kinds import Verdict
from tracker.imports.models import ImportChange, ImportRow, ImportRun, ImportUpload, RememberedMapping
from tracker.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

LATEST = 50
SHOWN_AT_ONCE = 50
SAME_SHOWN = 20


def get_run(run_id: int) -> ImportRun:
    """Raises NoResultFound."""
    return db.session.scalars(
        select(ImportRun).where(ImportRun.id == run_id).options(joinedload(ImportRun.started_by))
    ).one()


def latest_runs() -> Sequence[ImportRun]:
    return db.session.scalars(
        select(ImportRun)
        .options(joinedload(ImportRun.started_by))
        .order_by(ImportRun.created_at.desc(), ImportRun.id.desc())
        .limit(LATEST)
    ).all()


def runs_begun_before(moment: datetime) -> Sequence[ImportRun]:
    return db.session.scalars(select(ImportRun).where(ImportRun.created_at < moment).order_by(ImportRun.id)).all()


def find_upload(run_id: int) -> ImportUpload | None:
    return db.session.scalar(select(ImportUpload).where(ImportUpload.run_id == run_id))


def find_mapping(heads_hash: str) -> RememberedMapping | None:
    return db.session.scalar(select(RememberedMapping).where(RememberedMapping.heads_hash == heads_hash))


# rows


def rows_of(run_id: int) -> Sequence[ImportRow]:
    return db.session.scalars(select(ImportRow).where(ImportRow.run_id == run_id).order_by(ImportRow.number)).all()


def rows_after(
    run_id: int, number: int, limit: int, verdict: Verdict | None = None, *, remarked: bool = False
) -> Sequence[ImportRow]:
    """The next rows behind this number, of one verdict or of all; `remarked`: those taken with a remark."""
    statement = select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.number > number)
    if verdict is not None:
        statement = statement.where(ImportRow.verdict == verdict)
    if remarked:
        statement = statement.where(_REMARKED)
    return db.session.scalars(statement.order_by(ImportRow.number).limit(limit)).all()


_REMARKED = and_(ImportRow.verdict.in_([Verdict.NEW, Verdict.UPDATE]), cast(ImportRow.notices, Text) != "[]")


def count_remarked(run_id: int) -> int:
    """How many rows are taken with a remark beside them."""
    return db.session.scalar(select(func.count()).where(ImportRow.run_id == run_id, _REMARKED)) or 0


def get_row(run_id: int, number: int) -> ImportRow:
    """Raises NoResultFound."""
    return db.session.scalars(select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.number == number)).one()


def first_rows(run_id: int, limit: int) -> list[list[str]]:
    """The cells of the first rows."""
    statement = select(ImportRow.cells).where(ImportRow.run_id == run_id).order_by(ImportRow.number).limit(limit)
    return list(db.session.scalars(statement))


def refused_rows(run_id: int) -> Iterator[ImportRow]:
    last = 0
    while rows := rows_after(run_id, last, 500, Verdict.REFUSED):
        yield from rows
        last = rows[-1].number


def count_by_verdict(run_id: int) -> dict[str, int]:
    found = db.session.execute(
        select(ImportRow.verdict, func.count()).where(ImportRow.run_id == run_id).group_by(ImportRow.verdict)
    )
    return {verdict.value: number for verdict, number in found if verdict is not None}


def changes_backwards(run_id: int) -> Iterator[ImportChange]:
    """What the import changed, the last change first. Each may be deleted before the next is asked for."""
    before: Any = None
    while True:
        statement = select(ImportChange).where(ImportChange.run_id == run_id)
        if before is not None:
            statement = statement.where(ImportChange.id < before)
        found = db.session.scalars(statement.order_by(ImportChange.id.desc()).limit(200)).all()
        if not found:
            return
        before = found[-1].id
        yield from found


def count_changes(run_id: int) -> int:
    return db.session.scalar(select(func.count()).where(ImportChange.run_id == run_id)) or 0


def forget_results(run_id: int) -> None:
    """The rows are as they were before the import ran."""
    db.session.execute(update(ImportRow).where(ImportRow.run_id == run_id).values(is_done=False))
