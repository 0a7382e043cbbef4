"""What people do with imports: upload, say what the columns are, correct cells, run, take back, throw away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert

from tracker.audit import actions as audit
from tracker.imports import headings, queries, rules
from tracker.imports.kinds import UNDO_WITHIN, UNFINISHED_KEPT, Kind, Mode, State
from tracker.imports.models import ImportChange, ImportRow, ImportRun, ImportUpload, RememberedMapping
from tracker.imports.places import Gazetteer
from tracker.imports.targets.registry import TARGETS, kinds_for
from tracker.imports.values import Bad, normal
from tracker.kernel import clock
from tracker.kernel.db import db
from tracker.kernel.errors import NotAllowed, RuleBroken
from tracker.kernel.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tracker.accounts.models import User
    from tracker.imports.reading.parent import Sheet

LONGEST_NAME = 200
LONGEST_CORRECTION = 2000
SAMPLES = 30
UNLIKELY = 0.5


def upload(sheet: Sheet, content: bytes, *, by: User, file_name: str, kind: Kind | None = None) -> ImportRun:
    """Keep what was read of a file, with a guess of what it holds."""
    if by.municipality_id is None or not kinds_for(by):
        raise NotAllowed(N_("You may not enter such records."))
    run = ImportRun(file_name=clean(file_name)[:LONGEST_NAME] or "…", started_by_id=by.id)
    db.session.add(run)
    db.session.flush()
    db.session.add(ImportUpload(run_id=run.id, content=content))
    _take_rows(run, sheet, by=by, kind=kind)
    return run


def read_again(run: ImportRun, sheet: Sheet, *, by: User, with_heads: bool | None = None) -> None:
    """The same file, read another way: in another encoding, another sheet, with or without a row of headings."""
    rules.check_open(run)
    db.session.execute(delete(ImportRow).where(ImportRow.run_id == run.id))
    is_as_before = with_heads in (None, bool(run.facts.get("head_row")))
    _take_rows(run, sheet, by=by, kind=run.kind if is_as_before else None, with_heads=with_heads)


def _take_rows(run: ImportRun, sheet: Sheet, *, by: User, kind: Kind | None, with_heads: bool | None = None) -> None:
    if with_heads is None:
        with_heads = headings.has_heads(sheet.rows)
    width = max(len(cells) for _number, cells in sheet.rows)
    at = headings.head_row(sheet.rows) if with_heads else -1
    heads = headings.as_heads(sheet.rows[at][1] if with_heads else [], width)
    body = sheet.rows[at + 1 :]
    if not body:
        raise RuleBroken(N_("There are no rows under the headings."), "file")
    run.facts, run.heads = {**sheet.facts, "head_row": sheet.rows[at][0] if with_heads else 0}, heads
    run.rows_total, run.rows_done, run.state, run.counts = len(body), 0, State.READ, {}
    home = {"municipality_id": run.municipality_id, "run_id": run.id}
    empty: dict[str, Any] = {"corrected": {}, "left_out": False, "problems": [], "notices": [], "is_done": False}
    db.session.execute(
        insert(ImportRow), [{**home, **empty, "number": number, "cells": cells} for number, cells in body]
    )
    _guess(run, [cells for _number, cells in body[:SAMPLES]], by=by, kind=kind)


def _guess(run: ImportRun, samples: Sequence[Sequence[str]], *, by: User, kind: Kind | None) -> None:
    """What is remembered of such headings, else what they and the values look like."""
    remembered = queries.find_mapping(headings.heads_hash(run.heads)) if any(run.heads) else None
    if remembered is not None and kind in (None, remembered.kind) and remembered.kind in kinds_for(by):
        run.kind, run.mapping, run.options = remembered.kind, dict(remembered.mapping), dict(remembered.options)
        return
    if run.facts.get("format") == "vcard":
        kind = Kind.CONTACTS
    allowed = kinds_for(by)
    run.kind = kind or headings.guess_kind(run.heads, allowed, samples) or allowed[0]
    run.options = {}
    run.mapping = _likely(headings.guess_mapping(run.kind, run.heads, samples), samples, by)


def _likely(mapping: dict[str, str], samples: Sequence[Sequence[str]], by: User) -> dict[str, str]:
    """The guess without columns whose values speak against it: regions of elsewhere, homes that are not ours."""
    columns = {field: int(column) for column, field in mapping.items()}
    doubtful = set()
    if "home" in columns:
        said = {normal(row[columns["home"]]) for row in samples if columns["home"] < len(row)}
        assert by.municipality is not None
        if not said & {normal(by.municipality.name_ru), normal(by.municipality.name_en)}:
            doubtful.add("home")
    if "region" in columns and "country" in columns and _mostly_elsewhere(columns, samples):
        doubtful.add("region")
    return {column: field for column, field in mapping.items() if field not in doubtful}


def _mostly_elsewhere(columns: Mapping[str, int], samples: Sequence[Sequence[str]]) -> bool:
    gazetteer = Gazetteer()
    known = unknown = 0
    for row in samples:
        region, country = (row[columns[name]] if columns[name] < len(row) else "" for name in ("region", "country"))
        if not region.strip() or not country.strip():
            continue
        try:
            gazetteer.region(region, gazetteer.country(country))
            known += 1
        except Bad:
            unknown += 1
    return unknown > (known + unknown) * UNLIKELY


def choose_kind(run: ImportRun, kind: Kind, *, by: User) -> None:
    """It holds something else: the columns are guessed anew."""
    rules.check_open(run)
    rules.check_may(by, TARGETS[kind].needs)
    run.kind, run.state = kind, State.READ
    samples = queries.first_rows(run.id, SAMPLES)
    run.mapping = _likely(headings.guess_mapping(kind, run.heads, samples), samples, by)


def set_columns(run: ImportRun, mapping: dict[str, str], options: dict[str, Any], *, by: User) -> None:
    """Say what the columns are; remembered for such headings, whatever becomes of this import."""
    rules.check_open(run)
    assert run.kind is not None
    target = TARGETS[run.kind]
    rules.check_may(by, target.needs)
    fields = {one.name for one in target.fields}
    chosen = {
        column: field
        for column, field in mapping.items()
        if field in fields and column.isdigit() and int(column) < len(run.heads)
    }
    rules.check_mapping(target.needed, list(chosen.values()))
    run.mapping, run.options = chosen, options
    _begin(run, State.CHECKING)
    if any(run.heads):
        _remember(run)


def _remember(run: ImportRun) -> None:
    words = headings.heads_hash(run.heads)
    remembered = queries.find_mapping(words)
    if remembered is None:
        remembered = RememberedMapping(heads_hash=words)
        db.session.add(remembered)
    assert run.kind is not None
    remembered.kind, remembered.mapping, remembered.options = run.kind, dict(run.mapping), dict(run.options)
    remembered.used_at = clock.now()


def correct(run: ImportRun, number: int, cells: Mapping[int, str], *, everywhere: bool = False) -> int:
    """Correct cells of a row; `everywhere`: also in other rows where the same stands. How many rows changed."""
    rules.check_open(run)
    row = queries.get_row(run.id, number)
    wanted = {
        column: text.replace("\r\n", "\n")[:LONGEST_CORRECTION]
        for column, text in cells.items()
        if 0 <= column < len(run.heads) and text.strip() != row.text(column).strip()
    }
    stood = {column: row.text(column) for column in wanted}
    changed = [row] if wanted else []
    if everywhere and wanted:
        changed += [
            one
            for one in queries.rows_of(run.id)
            if one is not row and all(one.text(column) == text for column, text in stood.items())
        ]
    for one in changed:
        one.corrected = {**one.corrected, **{str(column): text for column, text in wanted.items()}}
    return len(changed)


def leave_out(run: ImportRun, number: int, *, out: bool) -> None:
    rules.check_open(run)
    queries.get_row(run.id, number).left_out = out


def begin_check(run: ImportRun) -> None:
    rules.check_open(run)
    _begin(run, State.CHECKING)


def begin_run(run: ImportRun, mode: Mode, *, by: User) -> None:
    """Carry it out. The permission is that of entering such a record by hand."""
    rules.check_runnable(run)
    assert run.kind is not None
    rules.check_may(by, TARGETS[run.kind].needs)
    run.mode, run.problem = mode, {}
    _begin(run, State.RUNNING)
    audit.record("import", run, by=by)


def go_on(run: ImportRun, *, now: datetime) -> None:
    """The work broke off: it goes on where it stood."""
    if not rules.is_broken_off(run, now):
        raise RuleBroken(N_("This import is under way or done already."))
    run.beat_at = now


def begin_undo(run: ImportRun, *, by: User, now: datetime) -> None:
    rules.check_undo(run, now)
    _begin(run, State.UNDOING)
    audit.record("undo-import", run, by=by)


def _begin(run: ImportRun, state: State) -> None:
    run.state, run.rows_done, run.beat_at = state, 0, clock.now()


def throw_away(run: ImportRun) -> None:
    """An import that was not carried out leaves nothing."""
    rules.check_open(run)
    _forget(run)
    db.session.delete(run)
    db.session.flush()


def forget_old(now: datetime) -> None:
    """What was never carried out goes after a week; rows and old values of what was, once it can't be undone."""
    for run in queries.runs_begun_before(now - UNFINISHED_KEPT):
        if run.state in {State.READ, State.CHECKED, State.FAILED}:
            _forget(run)
            db.session.delete(run)
        elif run.created_at < now - UNDO_WITHIN - UNFINISHED_KEPT:
            _forget(run)


def _forget(run: ImportRun) -> None:
    for model in (ImportRow, ImportUpload, ImportChange):
        db.session.execute(delete(model).where(model.run_id == run.id))
