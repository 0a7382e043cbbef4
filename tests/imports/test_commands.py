"""`tracker import`: what it says, with what it ends, and that a dry run leaves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tests.imports.files import a_csv, raw_xlsx
from tracker.cli import import_
from tracker.imports import jobs
from tracker.imports.models import ImportRun, RememberedMapping
from tracker.kernel.db import db
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from flask import Flask

    from tracker.accounts.models import Municipality, User

ROWS = [["Город", "Страна", "Год"], ["Гродно", "Беларусь", "1996"], ["Нигдеград", "Беларусь", ""], ["Кампинас", "Бразилия", ""]]  # fmt: skip


@pytest.fixture
def run(app: Flask, city: Municipality, make_user: Callable[..., User], tmp_path: Path, monkeypatch: Any) -> Any:
    """Import rows from the command line. The work is done at once: these tests have one connection."""

    class Done:
        def join(self) -> None:
            return

    def now(_app: Flask, job: jobs.Job, run_id: int, by: User) -> Done:
        from tracker.imports import queries

        jobs.do_now(job, queries.get_run(run_id), by)
        db.session.commit()
        return Done()

    monkeypatch.setattr(jobs, "do_beside", now)
    by = make_user("official", email="official@dzerzhinsk.example")
    db.session.commit()

    def run(*options: str, content: bytes | None = None, home: str = "dzerzhinsk", email: str = by.email) -> Result:
        path = tmp_path / "sheet.csv"
        path.write_bytes(a_csv(ROWS, encoding="cp1251") if content is None else content)
        said = [str(path), "--kind", "partners", "--municipality", home, "--by", email, *options]
        return app.test_cli_runner().invoke(import_, said)

    return run


def count(model: Any = Partnership) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_good_rows_are_taken_and_the_others_told(run: Any) -> None:
    ended = run()
    assert ended.exit_code == 0, ended.output
    assert "'Город' is city" in ended.output
    assert "row 3: " in ended.output
    assert "“Нигдеград”" in ended.output
    assert "3 rows: created 2, updated 0, skipped 0, refused 1" in ended.output
    assert count() == 2
    again = run()
    assert again.exit_code == 0, "nothing new is no fault"
    assert "3 rows: new 0, update 0, skip 2, refused 1" in again.output
    assert (count(), count(ImportRun)) == (2, 1)


def test_a_dry_run_says_the_same_and_leaves_only_what_the_columns_are(run: Any) -> None:
    ended = run("--dry-run")
    assert ended.exit_code == 0, ended.output
    assert "3 rows: new 2, update 0, skip 0, refused 1" in ended.output
    assert (count(), count(ImportRun), count(RememberedMapping)) == (0, 0, 1)


def test_all_or_nothing_ends_with_a_fault_and_changes_nothing(run: Any) -> None:
    ended = run("--all-or-nothing")
    assert ended.exit_code == 1
    assert "row 3" in ended.output
    assert "Nothing was imported." in ended.output
    assert count() == 0


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"content": b"\x7fELF" + bytes(range(256)) * 20}, "no CSV, XLSX, ODS or vCard"),
        ({"content": raw_xlsx("<sheetData/>", more={"a": b"\0" * 60_000_000})}, "unpacks to far more"),
        ({"content": b""}, "no rows in the file"),
        ({"home": "nowhere"}, "is no colleague of"),
        ({"email": "nobody@dzerzhinsk.example"}, "nobody@dzerzhinsk.example"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(run: Any, said: dict[str, Any], told: str) -> None:
    ended = run(**said)
    assert ended.exit_code == 1
    assert told in ended.output
    assert "Traceback" not in ended.output
    assert count(ImportRun) == 0
