"""Fixtures of all tests: the app on a migrated database, a session undone after each test, people, clients."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from xdist.scheduler import LoadScopeScheduling

from tests import databases, factories
from tests.client import Client
from tracker.app import create_app
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask, Response

    from config import Settings
    from tracker.accounts.models import Municipality, User


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.begin_run()


class KeepingTogether(LoadScopeScheduling):  # type: ignore[misc]
    """Single tests for whoever is free, but those that start a server or fill a database of their own by file.

    The groups of pytest-xdist 3.8 are not heeded by pytest 9.2, without a word (its issue 1386).
    """

    FOLDERS = ("tests/browser/", "tests/search/", "tests/places/", "tests/documents/")
    LONG = "tests/browser/test_pages.py"  # each of its walks is worth a server of its own

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(self.FOLDERS) and file != self.LONG else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> KeepingTogether:
    return KeepingTogether(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.end_run()


@pytest.fixture(scope="session")
def app() -> Iterator[Flask]:
    app = create_app(databases.make_settings(databases.with_tables()))

    @app.after_request
    def read_streams(answer: Response) -> Response:
        """A streamed file reads in a savepoint of its own, which must end before that of its request."""
        if answer.is_streamed:
            answer.make_sequence()
        return answer

    with app.app_context(), everywhere("places for the tests"):
        factories.make_places()
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The session inside a transaction that is rolled back; commits of the code become savepoints."""
    with databases.undone(app) as session:
        yield session


@pytest.fixture
def city(session: Session) -> Iterator[Municipality]:
    """The municipality the test acts for, furnished as on its first day."""
    with everywhere("making municipalities"):
        made = factories.make_municipality("dzerzhinsk")
    with acting_for(made.id):
        yield made


@pytest.fixture
def other_city(session: Session) -> Municipality:
    with everywhere("making municipalities"):
        return factories.make_municipality("bor")


@pytest.fixture
def make_user(city: Municipality) -> Callable[..., User]:
    def make(role: Role | str = Role.OFFICIAL, municipality: Municipality | None = None, **values: object) -> User:
        with everywhere("making a user"):
            return factories.make_user(municipality or city, Role(role), **values)

    return make


@pytest.fixture
def official(make_user: Callable[..., User]) -> User:
    return make_user(Role.OFFICIAL)


@pytest.fixture
def manager(make_user: Callable[..., User]) -> User:
    return make_user(Role.MANAGER)


@pytest.fixture
def sign_in(app: Flask, session: Session, make_user: Callable[..., User]) -> Callable[..., Client]:
    """A client that is signed in: `sign_in("manager")`, or `sign_in(user)`."""

    def signed_in(who: Role | str | User) -> Client:
        user = make_user(who) if isinstance(who, str) else who
        return Client(app).signed_in_as(user)

    return signed_in


@pytest.fixture
def client(app: Flask, session: Session) -> Client:
    return Client(app)


class Counted:
    """How many statements went to the database."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)


@pytest.fixture
def counted(app: Flask, session: Session) -> Iterator[Callable[[], Counted]]:
    listeners = []

    def start() -> Counted:
        counted = Counted()

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                counted.statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        listeners.append(note)
        return counted

    yield start
    for note in listeners:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def mailing(app: Flask) -> Iterator[Settings]:
    """The app as an install that sends mail; nobody listens there."""
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(
        before,
        mail_url="smtp://127.0.0.1:9",
        public_url="https://tracker.example",
        mail_from="tracker@tracker.example",
    )
    yield app.extensions["settings"]
    app.extensions["settings"] = before
