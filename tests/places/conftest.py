"""A database with the whole gazetteer, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import databases
from tracker.app import create_app
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.places import actions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy.orm import Session


@pytest.fixture(scope="module")
def world_app() -> Iterator[Flask]:
    app = create_app(databases.make_settings(databases.with_tables()))
    with app.app_context(), everywhere("the gazetteer"):
        actions.load_gazetteer()
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def world(world_app: Flask) -> Iterator[Session]:
    """The session on the whole gazetteer, undone after the test."""
    with databases.undone(world_app) as session:
        yield session
