"""Imports for the tests: uploads through the page, or step by step without it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.imports.files import a_csv
from tracker.imports import actions, jobs, queries
from tracker.imports.kinds import Kind, Mode
from tracker.imports.reading.parent import read_file
from tracker.kernel import clock
from tracker.kernel.db import acting_as, db

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.client import Client
    from tracker.accounts.models import User
    from tracker.imports.models import ImportRow, ImportRun


@pytest.fixture
def admin(make_user: Callable[..., User]) -> User:
    return make_user("admin")


class Importer:
    """Takes a file through the steps, as one person."""

    def __init__(self, by: User) -> None:
        self.by = by

    def upload(self, content: bytes | list[list[str]], kind: Kind | str | None = None) -> ImportRun:
        if not isinstance(content, bytes):
            content = a_csv(content)
        wanted = Kind(kind) if kind else None
        return actions.upload(read_file(content), content, by=self.by, file_name="sheet.csv", kind=wanted)

    def check(
        self, content: Any, kind: Kind | str | None = None, *, columns: dict[str, str] | None = None, **options: Any
    ) -> ImportRun:
        """Upload and judge. `columns`: {heading: field} where the guess is not meant."""
        run = self.upload(content, kind)
        mapping = {**run.mapping}
        for head, field in (columns or {}).items():
            mapping[str(run.heads.index(head))] = field
        actions.set_columns(run, {k: v for k, v in mapping.items() if v}, options, by=self.by)
        jobs.do_now(jobs.Job.CHECK, run, self.by)
        return run

    def run(self, content: Any, kind: Kind | str | None = None, *, mode: str = "good", **more: Any) -> ImportRun:
        run = self.check(content, kind, **more)
        return self.carry_out(run, mode=mode)

    def carry_out(self, run: ImportRun, *, mode: str = "good") -> ImportRun:
        with acting_as(self.by.id):
            actions.begin_run(run, Mode(mode), by=self.by)
            jobs.do_now(jobs.Job.RUN, run, self.by)
        db.session.flush()
        return run

    def undo(self, run: ImportRun) -> ImportRun:
        with acting_as(self.by.id):
            actions.begin_undo(run, by=self.by, now=clock.now())
            jobs.do_now(jobs.Job.UNDO, run, self.by)
        db.session.flush()
        return run


@pytest.fixture
def importer(admin: User) -> Importer:
    return Importer(admin)


@pytest.fixture
def rows_of() -> Callable[[ImportRun], list[ImportRow]]:
    return lambda run: list(queries.rows_of(run.id))


@pytest.fixture
def send(sign_in: Callable[..., Client], admin: User) -> Callable[..., Any]:
    """Upload through the page; the answer."""
    client = sign_in(admin)

    def post(content: bytes, name: str = "sheet.csv", **form: Any) -> Any:
        return client.post("/import", {"file": (io.BytesIO(content), name), "kind": "", **form})

    post.client = client  # type: ignore[attr-defined]
    return post
