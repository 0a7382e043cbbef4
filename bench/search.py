"""Measure the search over a million interactions, on both databases: `python -m bench.search --rows 1000000`.

Each query is one that people type; the page is the part that opens under the box, signed in. Medians of one client in
milliseconds. Beside each query the lean view is asked in turn (a list of 50 rows: one query, one template, no frame, no
sign-in): on a busy machine only the times of the processor and the ratios count. `--filled sqlite:////a/file.db` takes
a database that `bench.generate` has filled.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask
from sqlalchemy import func, select

from bench.generate import Sizes, generate, make_app
from bench.measure import TIMES, asking, signed_in
from bench.million import lean_view
from config import ROOT
from tests.databases import Server
from tracker.accounts.models import User
from tracker.interactions.models import Interaction
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


class Took(NamedTuple):
    """Milliseconds: of finding, of the answer, of the lean view beside it, of the app's processor for the answer."""

    finding: float
    answer: float
    lean: float
    processor: float


def measure(app: Flask) -> dict[str, Took]:
    """The database is filled."""
    app.register_blueprint(lean_view())
    with app.app_context(), everywhere("measuring"):
        user = db.session.scalars(select(User).where(User.email == "manager@bench.example")).one()
        home, user_id = user.municipality_id, user.id
    client = signed_in(app, user_id)
    lean = asking(client, "/lean-list")
    figures = {}
    for name, typed in TYPED.items():
        finding = _finding(app, home or 0, typed)
        answers, leans = _in_turn(asking(client, f"/search/as-typed?q={quote(typed)}"), lean)
        middle = [statistics.median(side) for side in zip(*answers, strict=True)]
        figures[name] = Took(finding, middle[0], statistics.median(one for one, _processor in leans), middle[1])
    return figures


def _finding(app: Flask, home: int, typed: str) -> float:
    models = {source.kind: source.subject.model for source in SOURCES}
    with app.app_context(), acting_for(home), begin_for_reading():
        taken, _none = _in_turn(lambda: queries.find(typed, models, {}), lambda: None)
    return statistics.median(one for one, _processor in taken)


def _in_turn(*steps: Callable[[], Any]) -> list[list[tuple[float, float]]]:
    """Of each step the milliseconds that passed and those of this process, after one round to warm up."""
    taken: list[list[tuple[float, float]]] = [[] for _step in steps]
    for _time in range(TIMES + 1):
        for step, times in zip(steps, taken, strict=True):
            began, worked = time.perf_counter(), time.process_time()
            step()
            times.append(((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
    return [times[1:] for times in taken]


def table(columns: dict[str, dict[str, Took]]) -> str:
    lines = ["| typed | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for name, typed in TYPED.items():
        cells = (_cell(figures[name]) for figures in columns.values())
        lines.append(f"| {name} (`{typed}`) | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(took: Took) -> str:
    return f"{took.finding:.1f} · {took.answer:.1f} ({took.answer / took.lean:.1f} × lean) · {took.processor:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", help="default: 10 000 and 1 000 000")
    parser.add_argument("--filled", nargs="*", default=[], metavar="ADDRESS", help="databases that are filled already")
    given = parser.parse_args()
    sizes_wanted = given.rows or ([] if given.filled else [10_000, 1_000_000])
    columns: dict[str, dict[str, Took]] = {}

    def take(app: Flask) -> None:
        with app.app_context(), everywhere("measuring"):
            rows = db.session.scalar(select(func.count()).select_from(Interaction)) or 0
            name = {"sqlite": "SQLite"}.get(db.engine.dialect.name, "PostgreSQL")
        columns[f"{name}, {rows:,}".replace(",", " ").replace("  ", ", ")] = measure(app)

    for address in given.filled:
        take(make_app(address))
    server = Server() if sizes_wanted else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            for rows in sizes_wanted if server else ():
                sizes = Sizes(
                    agreements=rows // 10, interactions=rows, negotiations=rows // 10, partners=200,
                    events=rows // 100, interests=rows // 20, documents=rows // 10,
                )  # fmt: skip
                for url in (f"sqlite:///{Path(folder) / f'{rows}.db'}", server.create(f"search{rows}")):
                    app = make_app(url)
                    with app.app_context():
                        generate(sizes)
                    take(app)
    finally:
        if server:
            server.stop()
    told = table(columns)
    print(told)
    head = (__doc__ or "").strip()
    legend = "Milliseconds: finding · the whole answer (beside the lean view) · the app's processor for it."
    load = f"Load of the machine at the end: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors."
    (ROOT / "docs" / "search.md").write_text(f"# Figures of the search\n\n{head}\n{legend} {load}\n\n{told}\n")


if __name__ == "__main__":
    main()
