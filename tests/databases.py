"""Databases for the tests: files of SQLite, or one throw-away server of PostgreSQL that ends with the run.

What is costly to fill is filled once in a run, by whichever process needs it first; every test has a copy of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from flask_migrate import upgrade
from sqlalchemy.orm import sessionmaker

from config import Settings
from tests import factories
from tracker import demo
from tracker.app import create_app
from tracker.kernel.db import _reading_only, db
from tracker.kernel.tenancy import everywhere
from tracker.places import actions as places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Self

    from flask import Flask
    from sqlalchemy.orm import Session

ENGINE = os.environ.get("TRACKER_TEST_DATABASE", "sqlite")
APP_ROLE = "tracker"
RUN = "TRACKER_TEST_RUN"


def programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(p) for p in [shutil.which("initdb")] if p]
    if not found:
        raise RuntimeError(
            "PostgreSQL's programs (initdb, pg_ctl) are needed for these tests: install the server's package"
        )
    return found[-1].parent


def _as_server_user(*command: str) -> list[str]:
    if os.geteuid() != 0:
        return list(command)
    return ["runuser", "-u", "postgres", "--", *command]


def _run(*command: str) -> None:
    subprocess.run(_as_server_user(*command), check=True, capture_output=True, cwd="/")


class Server:
    """A PostgreSQL server on a free port of this machine. The app's role owns its databases and is no superuser."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tracker-pg-"))
        self.folder.chmod(0o777)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.programs = programs()
        data = str(self.folder / "data")
        _run(
            str(self.programs / "initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        _run(str(self.programs / "pg_ctl"), "-D", data, "-w", "-o", options, "-l", str(self.folder / "log"), "start")
        self.statement(f"CREATE ROLE {APP_ROLE} LOGIN NOSUPERUSER CREATEDB")

    @classmethod
    def again(cls, told: dict[str, Any]) -> Self:
        """The server that another process of the run started."""
        known = cls.__new__(cls)
        known.folder, known.port, known.programs = Path(told["folder"]), told["port"], programs()
        return known

    def statement(self, sql: str, database: str = "postgres") -> None:
        _run(
            str(self.programs / "psql"),
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "postgres",
            "-d",
            database,
            "-qc",
            sql,
        )

    def create(self, name: str, template: str = "template1") -> str:
        """A database owned by the app's role, with the extension its search needs."""
        self.statement(f'CREATE DATABASE "{name}" OWNER {APP_ROLE} TEMPLATE "{template}"')
        if template == "template1":
            self.statement("CREATE EXTENSION IF NOT EXISTS pg_trgm", name)
        return f"postgresql+psycopg://{APP_ROLE}@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            _run(str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def begin_run() -> None:
    """A folder that all processes of this run share. The one that begins a run ends it."""
    os.environ[RUN] = tempfile.mkdtemp(prefix="tracker-tests-")


def end_run() -> None:
    folder = Path(os.environ.pop(RUN))
    server = folder / "server.json"
    if server.exists():
        Server.again(json.loads(server.read_text())).stop()
    shutil.rmtree(folder, ignore_errors=True)


def _shared() -> Path:
    if RUN not in os.environ:
        begin_run()
        atexit.register(end_run)
    return Path(os.environ[RUN])


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    """Only one process of the run at a time."""
    with (_shared() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def with_tables() -> str:
    """Address of a database with all tables and nothing in them."""
    return _copy_of("tables", make_schema)


def with_demo() -> str:
    """Address of a database with the places of the world and the demo data, whose people sign in with one password."""
    return _copy_of("demo", fill_demo)


def empty() -> str:
    """Address of a database without tables."""
    return _address(uuid.uuid4().hex)


def _copy_of(name: str, fill: Callable[[Flask], None]) -> str:
    folder = _shared() / name
    with _alone(name):
        if not folder.exists():
            app = create_app(make_settings(_address(name)))
            fill(app)
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
            shutil.copytree(_files(), folder)
    shutil.copytree(folder, _files(), dirs_exist_ok=True)
    copy = uuid.uuid4().hex
    if ENGINE != "postgresql":
        shutil.copyfile(_shared() / f"{name}.db", _shared() / f"{copy}.db")
    return _address(copy, template=name)


def _address(name: str, template: str = "template1") -> str:
    if ENGINE == "postgresql":
        with _alone("server"):  # it copies for one at a time
            return _server().create(name, template)
    return f"sqlite:///{_shared() / name}.db"


def _server() -> Server:
    told = _shared() / "server.json"
    if told.exists():
        return Server.again(json.loads(told.read_text()))
    server = Server()
    told.write_text(json.dumps({"folder": str(server.folder), "port": server.port}))
    return server


def _files() -> Path:
    """Where the files of this process lie. A sweep of it must not meet those of another one."""
    folder = _shared() / f"files-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    return folder


def storage_url() -> str:
    return _files().as_uri()


def make_settings(url: str) -> Settings:
    return Settings(
        database_url=url, storage_url=storage_url(), secret_key="only for tests " * 3, testing=True, log_level="ERROR"
    )


def make_schema(app: Flask) -> None:
    """All tables, by the migrations."""
    with app.app_context():
        upgrade()


def fill_demo(app: Flask) -> None:
    """The tables, the places of the world and the demo data."""
    make_schema(app)
    with app.app_context(), everywhere("places of the demo"):
        places.load_gazetteer()
        db.session.commit()
    with app.app_context():
        demo.load(password=factories.PASSWORD)


@contextlib.contextmanager
def undone(app: Flask) -> Iterator[Session]:
    """The app's session inside a transaction that is rolled back; commits of the code become savepoints.

    What only reads takes part without a savepoint, because the stream of an export outlives its request's session.
    """
    with app.app_context():
        maker, scoped = db.session.session_factory, db.session.registry
        connection = db.engine.connect()
        outer = connection.begin()

        class Reading(maker.class_):
            def rollback(self) -> None:
                self.close()

        maker.configure(join_transaction_mode="rollback_only")
        reading = sessionmaker(class_=Reading, **maker.kw)
        scoped.createfunc = lambda: (
            reading() if _reading_only.get() else maker(join_transaction_mode="create_savepoint")
        )
        # Flask-SQLAlchemy's get_bind passes the session's own bind by
        plain_bind, maker.class_.get_bind = maker.class_.get_bind, lambda *_a, **_k: connection
        try:
            yield db.session()
        finally:
            with contextlib.ExitStack() as after:
                after.callback(connection.close)
                after.callback(outer.rollback)
                after.callback(setattr, scoped, "createfunc", maker)
                after.callback(setattr, maker.class_, "get_bind", plain_bind)
                db.session.remove()
