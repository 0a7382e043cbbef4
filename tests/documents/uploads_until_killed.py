"""Run by itself: for each step a process uploads files one after the other and kills itself there, without warning.

`python -m tests.documents.uploads_until_killed DATABASE FOLDER` prints `step|document|hash` for each acknowledged file
and `step|ended|signal` for each process; the files of the n-th step lie in FOLDER/n.
"""

from __future__ import annotations

import hashlib
import io
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from config import Settings
from tests.documents.conftest import PDF
from tracker.accounts.models import User
from tracker.app import create_app
from tracker.documents import actions, contents
from tracker.documents.actions import Upload
from tracker.documents.kinds import Kind
from tracker.kernel import storage
from tracker.kernel.db import db
from tracker.kernel.subjects import Subject
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.partners.models import Partnership

if TYPE_CHECKING:
    from flask import Flask

WHOLE_ONES = 2
STEPS = (
    "while the file comes", "before it is looked at", "before it is on the disk", "before the rename",
    "after the rename", "when the storage has it", "before the row", "before the commit", "after the commit",
)  # fmt: skip


class Stream(io.BytesIO):
    """Breaks off in the middle where that is the step."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() and STEP == "while the file comes" and armed:
            die()
        return super().read(min(size or 0, 40_000))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(step: str, module: Any, name: str, *, after: bool = False) -> None:
    """Let the function kill the process, before or after its work, once armed."""
    plain = getattr(module, name)

    def deadly(*arguments: Any, **options: Any) -> Any:
        if armed and step == STEP and not after:
            die()
        result = plain(*arguments, **options)
        if armed and step == STEP and after:
            die()
        return result

    setattr(module, name, deadly)


armed = False
STEP = ""


def set_traps() -> None:
    killed("before it is looked at", contents, "recognise")
    killed("before it is on the disk", os, "fsync")
    killed("before the rename", Path, "replace")
    killed("after the rename", Path, "replace", after=True)
    killed("when the storage has it", storage.FolderStorage, "put", after=True)
    killed("before the row", actions, "DocumentVersion")


def upload(app: Flask, files: str) -> None:
    """Two whole uploads, and one that ends at the step. Says each that is committed."""
    global armed  # noqa: PLW0603 - the switch of the traps
    storage.use(storage.at(files))
    with app.app_context(), everywhere("who uploads"):
        user = db.session.scalars(select(User)).one()
        with acting_for(user.municipality_id):
            subject = Subject("partner", db.session.scalars(select(Partnership.id)).one())
            for number in range(WHOLE_ONES + 1):
                armed = number == WHOLE_ONES
                content = PDF + bytes([number]) * 100_000
                file = Upload(content=Stream(content), name=f"{number}.pdf")
                document = actions.attach(file, kind=Kind.DRAFT, subject=subject, by=user)
                if armed and STEP == "before the commit":
                    die()
                db.session.commit()
                if armed and STEP == "after the commit":
                    die()
                print(f"{STEP}|{document.id}|{hashlib.sha256(content).hexdigest()}", flush=True)


def main(url: str, folder: str) -> None:
    """A child for each step; says with which signal it ended, and 0 for the one that is left alone."""
    global STEP  # noqa: PLW0603 - what the traps look at
    app = create_app(Settings(database_url=url, secret_key="only for tests " * 3))
    set_traps()
    for at, step in enumerate((*STEPS, "never")):
        STEP = step
        child = os.fork()
        if child == 0:
            upload(app, (Path(folder) / str(at)).as_uri())
            os._exit(0)
        _child, status = os.waitpid(child, 0)
        print(f"{step}|ended|{os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
