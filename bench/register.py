"""Measure the list of 2 000 agreements in every format: `python -m bench.register`. Seconds, medians of three."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bench import page
from bench.generate import NOW, STAMP, TODAY, Sizes, generate, make_app
from tests.databases import Server
from tracker.accounts import actions as accounts
from tracker.accounts.models import User
from tracker.agreements.models import Agreement
from tracker.kernel.db import Model, db
from tracker.kernel.tenancy import acting_for, everywhere

AGREEMENTS, TIMES = 2_000, 3
MOST_SECONDS = {"page": 2, "csv": 3, "xlsx": 4, "docx": 4, "pdf": 15}
TITLE = "## The list of agreements"


def _parties(home: int, ids: list[int]) -> Iterator[dict[str, Any]]:
    for number in ids:
        for position, kind, name, code in (
            (1, "municipality", "Администрация города", "RU"),
            (2, "other", "Гродно", "BY"),
        ):
            yield {
                **STAMP, "municipality_id": home, "agreement_id": number, "position": position, "kind": kind,
                "name_ru": name, "name_en": name, "country_code": code, "is_foreign": code != "RU",
                "signatory": "Лаптев Андрей Петрович", "post": "глава города",
            }  # fmt: skip


def _steps(home: int, ids: list[int]) -> Iterator[dict[str, Any]]:
    path = ("draft", "in_review", "approved", "at_region", "consented", "signed", "in_force")
    for number in ids:
        for at, status in enumerate(path):
            on = TODAY - timedelta(days=500 - at)
            yield {"municipality_id": home, "agreement_id": number, "to_status": status, "on_day": on, "at": NOW}


def measure(url: str) -> dict[str, float]:
    app = make_app(url)
    with app.app_context():
        home, user_id = generate(Sizes(agreements=AGREEMENTS * 2, negotiations=100, interactions=100, partners=50))
        with acting_for(home):
            signed = select(Agreement.id).where(Agreement.signed_on.is_not(None)).order_by(Agreement.id)
            ids = list(db.session.scalars(signed.limit(AGREEMENTS)))
            db.session.execute(insert(Model.metadata.tables["party"]), list(_parties(home, ids)))
            db.session.execute(insert(Model.metadata.tables["status_change"]), list(_steps(home, ids)))
            db.session.commit()
        with everywhere("measuring"):
            token = accounts.open_session(db.session.get_one(User, user_id), "bench")
            db.session.commit()
    client = app.test_client()
    with client.session_transaction() as held:
        held["_user_id"], held["_fresh"] = token, True
    return {kind: _seconds(client, kind) for kind in MOST_SECONDS}


def _seconds(client: Any, kind: str) -> float:
    suffix = "" if kind == "page" else f".{kind}"
    taken = []
    for _time in range(TIMES):
        started = time.perf_counter()
        answer = client.get(f"/agreements/register{suffix}?span=all")
        if answer.status_code != 200 or not answer.get_data():
            raise RuntimeError(f"{kind}: {answer.status_code}")
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def told(columns: dict[str, dict[str, float]]) -> str:
    lines = [TITLE, "", (__doc__ or "").strip(), "", f"| format | at most | {' | '.join(columns)} |"]
    lines.append(f"|---|---:|{'---:|' * len(columns)}")
    for kind, most in MOST_SECONDS.items():
        lines.append(f"| {kind} | {most} | {' | '.join(f'{one[kind]:.2f}' for one in columns.values())} |")
    return "\n".join(lines)


def write() -> None:
    """Put the figures at the end of the page of figures."""
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            columns = {
                "SQLite": measure(f"sqlite:///{Path(folder) / 'register.db'}"),
                "PostgreSQL": measure(server.create("benchregister")),
            }
    finally:
        server.stop()
    page.put(told(columns))


if __name__ == "__main__":
    write()
