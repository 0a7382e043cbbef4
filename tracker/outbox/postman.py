"""Sending beside the web: a thread that wakes after each commit that queued mail, and looks again every minute."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

from tracker.outbox import actions, sending

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)
LOOKS_EVERY = 60  # seconds


class Postman:
    """One for each process; begins with the first mail, so that a server that forks has one in every worker."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._woken = threading.Event()
        self._lock = threading.Lock()
        self._works_in = 0

    def wake(self) -> None:
        with self._lock:
            if self._works_in != os.getpid():
                self._works_in = os.getpid()
                threading.Thread(target=self._work, name="postman", daemon=True).start()
        self._woken.set()

    def _work(self) -> None:
        while True:
            self._woken.wait(LOOKS_EVERY)
            self._woken.clear()
            try:
                with self._app.app_context():
                    sending.send_due(self._app.extensions["settings"])
            except Exception:
                log.exception("sending mail")


def employ(app: Flask) -> None:
    """Let mail leave by itself where there is a server for it."""
    if app.extensions["settings"].mail_url and not app.testing:
        postman = Postman(app)
        actions.when_queued(postman.wake)
