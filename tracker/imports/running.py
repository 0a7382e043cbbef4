"""Carrying an import out, and checking it beforehand: in steps that hold nobody up.

Checking writes only what is said of the rows. Running writes records: "good rows only" row by row in savepoints, "all
or nothing" until the first refusal. SQLite lets one write at a time, so there a transaction ends after `HELD` seconds
and others get their turn; if an import of "all or nothing" fails after that, what stands already is taken back in
the same way as by `undoing`. Elsewhere, and where it takes no longer, all of it is one transaction.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from tracker.imports import queries, undoing
from tracker.imports.checking import Judge, Judged, as_kept
from tracker.imports.kinds import Mode, State, Verdict
from tracker.imports.models import ImportChange, ImportRow, ImportRun
from tracker.imports.targets.base import Context, as_bad
from tracker.imports.targets.registry import TARGETS
from tracker.imports.values import Bad
from tracker.kernel import clock
from tracker.kernel.db import begin_for_reading, db
from tracker.kernel.errors import EditedMeanwhile, RuleBroken
from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.accounts.models import User
    from tracker.imports.targets.base import Target

AT_ONCE = 250
HELD = 4.0  # seconds; a waiting writer gives up after 15
BREATH = 0.25
ROW_FAILED = N_("The database refused this row.")
CHANGED_MEANWHILE = N_("Somebody changed this record a moment ago.")


class Stopped(Exception):
    """A row was refused where it is all or nothing."""

    def __init__(self, number: int, bad: Bad) -> None:
        super().__init__(bad.message)
        self.number, self.bad = number, bad


def target_for(run: ImportRun, by: User) -> Target:
    assert run.kind is not None
    assert by.municipality is not None
    now = clock.now()
    context = Context(by=by, today=clock.today(by.municipality.timezone), now=now, options=run.options)
    return TARGETS[run.kind](context)


class Pace:
    """Ends a transaction where it has been held long enough, and says how far the work is.

    `inline`: the work is a part of a request's transaction, which ends by itself.
    """

    def __init__(self, run: ImportRun, *, inline: bool) -> None:
        self.run_id, self._inline = run.id, inline
        self._began = time.monotonic()
        self.commits = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is done inside writes nothing, and keeps nobody from writing."""
        if self._inline:
            with db.session.no_autoflush:
                yield
            return
        with begin_for_reading():
            yield
            db.session.commit()  # it wrote nothing; a rollback would make every row be read anew

    def begin(self) -> None:
        """From now on others wait."""
        self._began = time.monotonic()

    def note(self, done: int, *, may_commit: bool = True) -> None:
        """So many rows are done."""
        if self._inline:
            return
        if may_commit and time.monotonic() - self._began > HELD:
            self.commit(done)

    def commit(self, done: int) -> None:
        if self._inline:
            db.session.flush()
            return
        db.session.execute(
            update(ImportRun)
            .where(ImportRun.id == self.run_id)
            .values(rows_done=done, beat_at=clock.now(), updated_at=ImportRun.updated_at)
        )
        db.session.commit()
        self.commits += 1
        if time.monotonic() - self._began > BREATH:
            time.sleep(BREATH)  # whoever waits asks again a few times a second
        self._began = time.monotonic()


def held_by_one() -> bool:
    """Whether the database lets only one write at a time."""
    return db.session.get_bind().dialect.name == "sqlite"


# checking


def check(run: ImportRun, by: User, *, inline: bool) -> None:
    """Judge every row anew, and count the verdicts."""
    pace = Pace(run, inline=inline)
    with pace.reading():
        target = target_for(run, by)
        judge = Judge(target, run.mapping)
    columns = {name: int(column) for column, name in run.mapping.items()}
    counts = dict.fromkeys(Verdict, 0)
    done = 0
    last = 0
    while True:
        # reading takes long and writing does not: nobody waits for the former
        with pace.reading():
            rows = queries.rows_after(run.id, last, AT_ONCE)
            judged = [judge.judge(one) for one in rows]
        if not rows:
            break
        pace.begin()
        for one, said in zip(rows, judged, strict=True):
            _keep(one, said, columns)
            counts[said.verdict] += 1
        last, done = rows[-1].number, done + len(rows)
        pace.commit(done)
    run.counts = {verdict.value: number for verdict, number in counts.items()}
    run.state, run.rows_done, run.beat_at = State.CHECKED, done, None


def check_row(run: ImportRun, one: ImportRow, by: User) -> None:
    """Judge one row anew, by itself: whether it is the same as another one shows when all are checked."""
    with db.session.no_autoflush:
        said = Judge(target_for(run, by), run.mapping).judge(one)
    _keep(one, said, {name: int(column) for column, name in run.mapping.items()})
    db.session.flush()
    run.counts = queries.count_by_verdict(run.id)


def _parts(run: ImportRun) -> Iterator[list[ImportRow]]:
    """The rows in their order, some at a time."""
    last = 0
    while rows := list(queries.rows_after(run.id, last, AT_ONCE)):
        last = rows[-1].number
        yield rows


def _keep(one: ImportRow, said: Judged, columns: dict[str, int]) -> None:
    one.verdict, one.record_id = said.verdict, said.record_id
    one.problems = [as_kept(bad, columns) for bad in said.problems]
    one.notices = [as_kept(bad, columns) for bad in said.notices]


# running


def run_import(run: ImportRun, by: User, *, inline: bool) -> None:
    """Carry it out, as far as it is not done yet. Raises Stopped: then nothing of it stays."""
    pace = Pace(run, inline=inline)
    try:
        _carry_out(run, by, pace)
    except Exception:
        if not inline and pace.commits:
            db.session.rollback()
            undoing.take_back(queries.get_run(run.id), by, pace=pace, keep=False)
            db.session.commit()
        raise


def _carry_out(run: ImportRun, by: User, pace: Pace) -> None:
    target = target_for(run, by)
    worker = _Worker(run, target, by)
    may_commit = run.mode is Mode.GOOD or held_by_one()
    done = 0
    for rows in _parts(run):
        for one in rows:
            worker.carry_out(one)
            done += 1
            if done % 20 == 0:
                pace.note(done, may_commit=may_commit)
        db.session.flush()
    run = queries.get_run(run.id)
    run.counts = {verdict.value: worker.counts[verdict] for verdict in Verdict}
    run.state, run.rows_done, run.beat_at, run.finished_at = State.DONE, done, None, clock.now()


class _Worker:
    def __init__(self, run: ImportRun, target: Target, by: User) -> None:
        self.run_id, self.mode, self.target, self.by = run.id, run.mode, target, by
        self.judge = Judge(target, run.mapping)
        self.columns = {name: int(column) for column, name in run.mapping.items()}
        self.counts = dict.fromkeys(Verdict, 0)
        self._number = 0
        target.context.made = self._made_on_the_way

    def carry_out(self, one: ImportRow) -> None:
        self._number = one.number
        said = self.judge.judge(one)
        if one.is_done:  # before a break: counted, and known to the rows behind it
            self.counts[one.verdict or said.verdict] += 1
            return
        if said.verdict in {Verdict.NEW, Verdict.UPDATE}:
            said = self._written(said)
        if said.verdict is Verdict.REFUSED and self.mode is Mode.ALL:
            raise Stopped(one.number, said.problems[0])
        _keep(one, said, self.columns)
        one.is_done = True
        self.counts[said.verdict] += 1

    def _written(self, said: Judged) -> Judged:
        try:
            with db.session.begin_nested():
                record = self._create(said) if said.verdict is Verdict.NEW else self._update(said)
        except Bad as bad:
            return Judged(Verdict.REFUSED, [bad], said.notices)
        except RuleBroken as broken:
            return Judged(Verdict.REFUSED, [as_bad(broken, broken.field or "")], said.notices)
        except EditedMeanwhile:
            return Judged(Verdict.REFUSED, [Bad(CHANGED_MEANWHILE)], said.notices)
        except SQLAlchemyError:
            return Judged(Verdict.REFUSED, [Bad(ROW_FAILED)], said.notices)
        said.record_id = record.id
        return said

    def _create(self, said: Judged) -> Any:
        record = self.target.create(said.wanted)
        db.session.flush()
        record = self.target.get(record.id)
        self._note(self.target.record_kind, record, was_made=True, after=self.target.state(record))
        return record

    def _update(self, said: Judged) -> Any:
        record = self.target.get(said.record_id or 0)
        before = {name: value for name, value in self.target.state(record).items() if name in said.changes}
        self.target.update(record, said.changes)
        db.session.flush()
        record = self.target.get(record.id)
        after = {name: value for name, value in self.target.state(record).items() if name in said.changes}
        self._note(self.target.record_kind, record, was_made=False, before=before, after=after)
        return record

    def _made_on_the_way(self, kind: str, record: Any) -> None:
        db.session.flush()
        self._note(kind, record, was_made=True)

    def _note(self, kind: str, record: Any, *, was_made: bool, **states: Any) -> None:
        db.session.add(
            ImportChange(
                run_id=self.run_id, row_number=self._number, kind=kind, record_id=record.id, was_made=was_made,
                record_version=record.version, **states,
            )
        )  # fmt: skip
