"""A process killed at any step of an upload loses no acknowledged file, and the sweep leaves no orphan."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

import config
from tests import databases, factories
from tests.documents.uploads_until_killed import STEPS, WHOLE_ONES
from tracker.app import create_app
from tracker.documents import queries, sweeping
from tracker.documents.models import DocumentVersion
from tracker.kernel import storage
from tracker.kernel.db import db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.permissions import Role

ALL = (*STEPS, "never")
pytestmark = pytest.mark.timeout(300)  # the machine may be busy


@pytest.fixture(scope="module")
def place():
    """A database with one official and one partner, for the processes that will be killed."""
    url = databases.with_tables()
    before = storage.in_use() if storage._used else None
    app = create_app(databases.make_settings(url))
    with app.app_context():
        with everywhere("people of the test"):
            factories.make_places()
            home = factories.make_municipality("dzerzhinsk")
            user = factories.make_user(home, Role.OFFICIAL)
        with acting_for(home.id):
            factories.make_partnership(user)
        db.session.commit()
    yield app, url
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if before is not None:
        storage.use(before)


@pytest.fixture(scope="module")
def ended(place, tmp_path_factory):
    """Step → what was acknowledged, the signal it ended with, and where its files lie."""
    _app, url = place
    folder = tmp_path_factory.mktemp("files")
    command = [sys.executable, "-m", "tests.documents.uploads_until_killed", url, str(folder)]
    ran = subprocess.run(command, cwd=config.ROOT, capture_output=True, text=True, timeout=250, check=False)
    assert ran.returncode == 0, ran.stderr
    told = [line.split("|") for line in ran.stdout.splitlines()]
    return {
        step: (
            {int(what): said for one, what, said in told if one == step and what != "ended"},
            next(int(said) for one, what, said in told if one == step and what == "ended"),
            (folder / str(at)).as_uri(),
        )
        for at, step in enumerate(ALL)
    }


@pytest.mark.parametrize("step", ALL)
def test_killed_at_a_step(place, ended, step):
    app, _url = place
    acknowledged, signalled, files = ended[step]
    assert signalled == (0 if step == "never" else signal.SIGKILL)
    assert len(acknowledged) == WHOLE_ONES + (step == "never")
    storage.use(held := storage.at(files))
    with app.app_context(), everywhere("after the crash"):
        sweeping.sweep(timedelta(seconds=-2))
        for number, digest in acknowledged.items():
            version = db.session.scalars(select(DocumentVersion).where(DocumentVersion.document_id == number)).one()
            content = b"".join(held.pieces(version.storage_key))
            assert hashlib.sha256(content).hexdigest() == digest == version.sha256
        named = {key for key, _document, _size in queries.storage_keys()}
        kept = {one.key for one in held.kept()}
        assert kept <= named, "an orphan was left"
        assert len(kept) == WHOLE_ONES + (step in {"after the commit", "never"})
        assert list(held.unfinished()) == []
        db.session.rollback()
