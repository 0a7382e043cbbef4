"""Measure the search over a million interactions, on both databases: `python -m bench.search --rows 1000000`.

Each query is one that people type; the page is the part that opens under the box, signed in. Medians of one client.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from bench.generate import Sizes, generate, make_app
from bench.measure import median
from config import ROOT
from tests.databases import Server
from tracker.accounts import actions as accounts
from tracker.accounts.models import User
from tracker.kernel.db import begin_for_reading, db
from tracker.kernel.tenancy import acting_for, everywhere
from tracker.search import queries
from tracker.search.sources import SOURCES

TYPED = {
    "a rare word": "4321",
    "a common word": "композиты",
    "a common word inflected": "композитами",
    "two common words": "композиты театр",
    "a common and a rare word": "композиты 654321",
    "two letters": "ко",
    "a name": "гродно",
    "the other layout": "rjvgjpbns",
    "a slip of the hand": "композти",
    "nothing at all": "абракадабрище",
}


def measure(url: str, sizes: Sizes) -> dict[str, tuple[float, float]]:
    """For each query the milliseconds of finding, and of the whole answer."""
    app = make_app(url)
    with app.app_context():
        home, user_id = generate(sizes)
        with everywhere("measuring"):
            token = accounts.open_session(db.session.get_one(User, user_id), "bench")
            db.session.commit()
    client = app.test_client()
    with client.session_transaction() as held:
        held["_user_id"], held["_fresh"] = token, True
    return {name: (_finding(app, home, typed), median(_asking(client, typed))) for name, typed in TYPED.items()}


def _finding(app: Flask, home: int, typed: str) -> float:
    models = {source.kind: source.subject.model for source in SOURCES}
    with app.app_context(), acting_for(home), begin_for_reading():
        return median(lambda: queries.find(typed, models, {}))


def _asking(client: Any, typed: str) -> Callable[[], Any]:
    def ask() -> None:
        answer = client.get("/search/as-typed", query_string={"q": typed})
        if answer.status_code != 200:
            raise RuntimeError(f"{typed}: {answer.status_code}")

    return ask


def table(columns: dict[str, dict[str, tuple[float, float]]]) -> str:
    lines = ["| typed | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for name, typed in TYPED.items():
        cells = (f"{figures[name][0]:.1f} · {figures[name][1]:.1f}" for figures in columns.values())
        lines.append(f"| {name} (`{typed}`) | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 1_000_000])
    given = parser.parse_args()
    columns = {}
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for rows in given.rows:
                sizes = Sizes(agreements=rows // 10, interactions=rows, negotiations=rows // 10, partners=200)
                shown = f"{rows:,}".replace(",", " ")
                columns[f"SQLite, {shown}"] = measure(f"sqlite:///{Path(folder) / f'{rows}.db'}", sizes)
                columns[f"PostgreSQL, {shown}"] = measure(server.create(f"search{rows}"), sizes)
    finally:
        server.stop()
    told = table(columns)
    print(told)
    head = (__doc__ or "").strip()
    (ROOT / "docs" / "search.md").write_text(
        f"# Figures of the search\n\n{head}\nMilliseconds: finding · the whole answer.\n\n{told}\n"
    )


if __name__ == "__main__":
    main()
