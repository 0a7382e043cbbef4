"""The site as a whole: the program without a database, and one filled with the demo data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from tests import databases
from tests.client import Client
from tests.site import walk
from tracker.accounts.models import Municipality, User
from tracker.app import create_app
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

ANOTHER_REGION = "RU-TA"


@pytest.fixture(scope="session")
def program() -> Flask:
    """The program put together, for what needs no database."""
    return create_app(databases.make_settings("sqlite://"))


@dataclass(frozen=True)
class Site:
    """The program on the demo data. The other municipality lies in another region, out of the observer's sight."""

    app: Flask
    home_id: int
    other_id: int
    user_ids: dict[Role, int]

    def sign_in(self, role: Role) -> Client:
        with everywhere("a user of the demo"):
            return Client(self.app).signed_in_as(db.session.get_one(User, self.user_ids[role]))


def let_journals_be_changed() -> None:
    """So that a test can write its mark into rows that are only ever added."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            for table in walk.tenant_tables():
                connection.exec_driver_sql(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
            return
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE '%_fts_%'"
        for (name,) in connection.exec_driver_sql(query).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    app = create_app(databases.make_settings(databases.with_demo()))
    with app.app_context(), everywhere("people of the demo"):
        let_journals_be_changed()
        home, other = (
            db.session.scalars(select(Municipality).where(Municipality.slug == slug)).one()
            for slug in ("dzerzhinsk", "bor")
        )
        db.session.execute(update(Municipality).where(Municipality.id == other.id).values(region_code=ANOTHER_REGION))
        db.session.commit()
        people = db.session.execute(
            select(User.role, User.id)
            .where((User.municipality_id == home.id) | (User.role == Role.OBSERVER))
            .order_by(User.id.desc())
        )
        made = Site(app, home.id, other.id, dict(people.all()))
    yield made
    with app.app_context():
        db.engine.dispose()
