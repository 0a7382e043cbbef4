"""The calendar's step from the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracker.agreements import queries
from tracker.agreements.kinds import Status
from tracker.cli import lapse
from tracker.kernel import clock
from tracker.kernel.db import db

if TYPE_CHECKING:
    from flask import Flask


def test_the_days_pass_for_every_municipality(app: Flask, make_agreement: Any) -> None:
    today = clock.today("Europe/Moscow")
    begin = today - timedelta(days=100)
    over = make_agreement("in_force", today=begin, ends_on=today - timedelta(days=1))
    db.session.commit()
    runner = app.test_cli_runner()
    assert "1 agreements changed." in runner.invoke(lapse).output
    assert "0 agreements changed." in runner.invoke(lapse).output
    db.session.expire_all()
    assert queries.get_agreement(over.id).status is Status.EXPIRED
