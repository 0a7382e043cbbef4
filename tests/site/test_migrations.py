"""Migrations go up and down on a filled database, and make exactly what the models say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import func, inspect, select

import config
from tests import databases
from tracker.app import create_app
from tracker.cli import lapse, mail_send, remind, serve, sweep_files
from tracker.kernel import schema
from tracker.kernel.db import db
from tracker.kernel.find import Findable

if TYPE_CHECKING:
    from flask import Flask

VERSIONS = sorted((config.ROOT / "migrations" / "versions").glob("*.py"))
NAMED = re.compile(r"\d{4}_[a-z0-9_]+\.py")
LEFT_BEHIND = {"alembic_version"}


@pytest.fixture
def filled():
    app = create_app(databases.make_settings(databases.with_demo()))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def rows() -> dict[str, int]:
    """How many rows each table holds; -1 for one that is not there at this point."""
    there = set(inspect(db.engine).get_table_names())
    with db.engine.connect() as connection:
        return {
            table.name: (connection.scalar(select(func.count()).select_from(table)) or 0) if table.name in there else -1
            for table in db.metadata.sorted_tables
        }


def assert_that_commands_name_the_remedy(app: Flask, remedy: str) -> None:
    runner = app.test_cli_runner()
    for command in (serve, lapse, remind, mail_send, sweep_files):
        refused = runner.invoke(command)
        assert refused.exit_code == 1
        assert remedy in refused.output
    db.session.remove()


def test_on_a_filled_database_they_go_down_step_by_step_and_up_again(filled: Flask) -> None:
    filled_with = rows()
    assert filled_with["agreement"] > 0
    for step in range(len(VERSIONS), 0, -1):
        downgrade()
        now = rows()
        lost = [name for name in now if now[name] not in {-1, filled_with[name]}]
        assert not lost, f"going back from migration {step:04} loses rows of {lost}"
        if step == len(VERSIONS):
            assert_that_commands_name_the_remedy(filled, "tracker db upgrade")
    left = {name for name in inspect(db.engine).get_table_names() if not name.startswith("sqlite_")}
    assert left <= LEFT_BEHIND, f"a downgrade leaves {left - LEFT_BEHIND}"
    assert_that_commands_name_the_remedy(filled, "tracker init")
    upgrade()
    check()
    assert schema.fault() == ""
    assert rows()["agreement"] == 0


def test_they_make_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        check()


def test_what_is_found_by_words_is_kept_in_step_with_its_index(app: Flask) -> None:
    found = [one.class_.__tablename__ for one in db.Model.registry.mappers if issubclass(one.class_, Findable)]
    with app.app_context():
        inspector, connection = inspect(db.engine), db.engine.connect()
        if connection.dialect.name == "postgresql":
            made = {index["name"] for table in found for index in inspector.get_indexes(table)}
            lacking = [table for table in found if f"ix_{table}_folded_trgm" not in made]
        else:
            query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            made = {name for (name,) in connection.exec_driver_sql(query)}
            kinds = ("added", "removed", "changed")
            lacking = [table for table in found if not {f"{table}_fts_{kind}" for kind in kinds} <= made]
        connection.close()
    assert not lacking, (
        f"{lacking}: a migration makes no search index, or rebuilds the table and loses its triggers"
        " (see tracker/kernel/rebuild.py and make_search in migration 0001)"
    )


def test_they_stand_in_one_numbered_line() -> None:
    assert VERSIONS
    for at, path in enumerate(VERSIONS, start=1):
        assert NAMED.fullmatch(path.name), f"{path.name}: 0042_what_it_does.py"
        assert int(path.name[:4]) == at, f"{path.name}: the next number is {at:04}"
    assert len(ScriptDirectory(str(config.ROOT / "migrations")).get_heads()) == 1
