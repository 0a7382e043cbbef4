"""A backup brings everything back: each row, each file, the search; what is not whole or not empty is refused."""

from __future__ import annotations

import dataclasses
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests import databases, factories
from tracker.accounts import actions as accounts
from tracker.app import create_app
from tracker.backups import dumps, keeping
from tracker.backups.commands import backup, restore, transfer_rows
from tracker.kernel import storage
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.partners import queries as partners
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


NEW = {"email": "new@nizhny.example", "name": "Новый", "role": Role.OBSERVER}


@contextmanager
def install(address: str, files: Path | None = None) -> Iterator[Flask]:
    settings = databases.make_settings(address)
    if files is not None:
        settings = dataclasses.replace(settings, storage_url=files.as_uri())
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def told(app: Flask, command: Any, folder: Path) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(command, [str(folder)])
    db.session.remove()
    return done.exit_code, done.output


def everything() -> dict[str, list[Any]]:
    """Each row of each table, and each content of the storage."""
    held = storage.in_use()
    with db.engine.connect() as connection:
        rows: dict[str, list[Any]] = {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in db.metadata.sorted_tables
        }
    return rows | {"files": sorted((one.key, b"".join(held.pieces(one.key))) for one in held.kept())}


@pytest.fixture(scope="module", autouse=True)
def programs() -> Iterator[None]:
    """pg_dump and pg_restore of the server under test, wherever its package has put them."""
    with pytest.MonkeyPatch.context() as environment:
        if databases.ENGINE == "postgresql":
            environment.setenv("PATH", str(databases.programs()), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> tuple[Path, dict[str, list[Any]]]:
    """A backup of the demo data, and what there was."""
    folder = tmp_path_factory.mktemp("backups") / "today"
    with install(databases.with_demo()) as app:
        before = everything()
        assert before["agreement"]
        assert before["files"]
        code, said = told(app, backup, folder)
        assert code == 0, said
        assert told(app, backup, folder)[0] == 1, "a backup is never written over another"
    return folder, before


def test_what_is_restored_is_what_was_kept(kept, tmp_path):
    folder, before = kept
    with install(databases.empty(), tmp_path / "files") as app:
        code, said = told(app, restore, folder)
        assert (code, "Every row has its file." in said) == (0, True), said
        assert everything() == before
        with everywhere("searching what was restored"):
            assert partners.found("гродно")
        db.session.remove()
        code, said = told(app, restore, folder)
        assert code == 1
        assert "not empty" in said


def test_one_that_was_cut_off_is_begun_again(kept, tmp_path, monkeypatch):
    folder, before = kept

    def out_of_power(_source: Path) -> None:
        raise KeyboardInterrupt

    with install(databases.empty(), tmp_path / "files") as app:
        with monkeypatch.context() as cut:
            cut.setattr(dumps, "load", out_of_power)
            with pytest.raises(KeyboardInterrupt):
                keeping.restore(folder)
        assert told(app, restore, folder)[0] == 0
        assert everything() == before


def test_a_damaged_backup_changes_nothing(kept, tmp_path):
    folder, _before = kept
    manifest = json.loads((folder / keeping.MANIFEST).read_text())
    key = next(iter(manifest["files"]))
    damaged = folder / "files" / key[:2] / key
    whole = damaged.read_bytes()
    try:
        damaged.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with install(databases.empty(), tmp_path / "files") as app:
            code, said = told(app, restore, folder)
            assert code == 1
            assert key in said
            assert not dumps.has_tables()
            assert not list(storage.in_use().kept())
    finally:
        damaged.write_bytes(whole)


def test_a_forged_manifest_reads_and_writes_nothing_elsewhere(kept, tmp_path):
    folder, _before = kept
    path = folder / keeping.MANIFEST
    whole = path.read_text()
    manifest = json.loads(whole)
    key, written = next(iter(manifest["files"].items()))
    stored = folder / "files" / key[:2] / key
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(stored.read_bytes())
    forged = [
        json.dumps(manifest | {"files": {name: written}})
        for name in ("../../escaped", str(elsewhere), "", f"{key}/../{key}", key.upper())
    ]
    forged += [json.dumps(manifest | {"files": [key]}), "[" * 100_000, json.dumps([manifest])]
    try:
        with install(databases.empty(), tmp_path / "files") as app:
            for text in forged:
                path.write_text(text)
                code, said = told(app, restore, folder)
                assert (code, "is no backup" in said) == (1, True), (text[:80], said)
            path.write_text(whole)
            stored.rename(tmp_path / "aside")
            stored.symlink_to(elsewhere)
            code, said = told(app, restore, folder)
            assert (code, key in said) == (1, True)
            assert not dumps.has_tables()
            assert not list(storage.in_use().kept())
    finally:
        path.write_text(whole)
        if stored.is_symlink():
            (tmp_path / "aside").replace(stored)


def test_rows_go_over_to_another_database_and_back(tmp_path):
    """In a run on PostgreSQL: from there to SQLite, and back."""
    with install(databases.with_demo()):
        before, address = everything(), db.engine.url.render_as_string(hide_password=False)
    between = f"sqlite:///{tmp_path / 'between.db'}"
    ways = [(between, address), (databases.empty(), between)]
    for target, source in ways if databases.ENGINE == "postgresql" else ways[:1]:
        with install(target) as app:
            code, said = told(app, transfer_rows, source)
            assert code == 0, said
            assert everything() == before
            with everywhere("a new row has a number of its own"):
                accounts.add_user(None, answers=NEW, password=factories.PASSWORD, by=None, region_code="RU-NIZ")
            db.session.rollback()
            assert "not empty" in told(app, transfer_rows, source)[1]
    with install(databases.empty()) as app:
        code, said = told(app, transfer_rows, databases.empty())
        assert (code, "The other database" in said) == (1, True)


def test_what_is_no_backup_is_told(tmp_path):
    with install(databases.empty(), tmp_path / "files") as app:
        code, said = told(app, restore, tmp_path)
        assert code == 1
        assert "is no backup" in said
        code, said = told(app, backup, tmp_path / "new")
        assert code == 1
        assert "tracker init" in said
