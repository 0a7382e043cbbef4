"""Measure the boards of 2,000 and of 100,000 cards, as they are and with lanes: `python -m bench.boards`.

Real pages, signed in, medians of one client in milliseconds; 12 cards in each open column, with lanes the first five
cards a column in the first three lanes. The yardstick is the lean view (50 rows by one query, one template, no frame),
taken in turns with each page: on a busy machine only the ratios count. `--filled sqlite:////a/file.db` takes a
database that `bench.generate` has filled.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select

from bench import page
from bench.generate import Sizes, generate, make_app
from bench.measure import TIMES, asking, signed_in, yardsticks
from tests.databases import Server
from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.negotiations.models import Negotiation

TITLE = "## Boards"
PAGES = {
    "talks": "/negotiations/board",
    "talks, lanes by country": "/negotiations/board?lanes=country",
    "talks, lanes by area": "/negotiations/board?lanes=area",
    "talks, lanes by official": "/negotiations/board?lanes=responsible",
    "talks, the next cards of a column": "/negotiations/board/1",
    "list of talks": "/negotiations",
    "agreements": "/agreements/board",
    "agreements, lanes by country": "/agreements/board?lanes=country",
    "agreements, lanes by area": "/agreements/board?lanes=area",
    "agreements, lanes by official": "/agreements/board?lanes=responsible",
}
Figures = dict[str, tuple[float, float, int, int]]


def measure(app: Flask) -> Figures:
    """Milliseconds, those of the lean view beside it, bytes compressed and statements of each page."""
    app.register_blueprint(yardsticks())
    with app.app_context(), everywhere("measuring"):
        user_id = db.session.scalars(select(User.id).where(User.email == "manager@bench.example")).one()
        engine = db.engine
    client = signed_in(app, user_id)
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_more: sent.append(statement))
    figures: Figures = {}
    lean = asking(client, "/yardsticks/lean")
    for name, address in PAGES.items():
        ask = asking(client, address)
        ask()
        sent.clear()
        size = len(gzip.compress(ask()))
        statements = len(sent)
        figures[name] = (*_side_by_side(ask, lean), size, statements)
    return figures


def _side_by_side(*steps: Callable[[], Any]) -> tuple[float, ...]:
    """The median of each, taken in turns: what else the machine does touches all of them."""
    taken: list[list[float]] = [[] for _step in steps]
    for _time in range(TIMES):
        for step, held in zip(steps, taken, strict=True):
            began = time.perf_counter()
            step()
            held.append((time.perf_counter() - began) * 1000)
    return tuple(statistics.median(held) for held in taken)


def told(columns: dict[str, Figures]) -> str:
    lines = [
        TITLE,
        "",
        (__doc__ or "").strip(),
        "",
        "| board | " + " | ".join(columns) + " | KiB, compressed | statements |",
    ]
    lines.append("|---|" + "---:|" * (len(columns) + 2))
    for name in PAGES:
        cells = [_cell(name, figures) for figures in columns.values()]
        _taken, _lean, size, statements = list(columns.values())[-1][name]
        lines.append(f"| {name} | {' | '.join(cells)} | {size / 1024:.0f} | {statements} |")
    return "\n".join(lines)


def _cell(name: str, figures: Figures) -> str:
    taken, lean = figures[name][:2]
    return f"{taken:.1f} ({taken / lean:.1f} × lean)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, nargs="*", default=[2_000, 100_000])
    parser.add_argument("--filled", nargs="*", default=[], metavar="ADDRESS", help="databases that are filled already")
    given = parser.parse_args()
    columns: dict[str, Figures] = {}

    def take(app: Flask) -> None:
        with app.app_context(), everywhere("measuring"):
            cards = db.session.scalar(select(func.count(Negotiation.id))) or 0
            name = {"sqlite": "SQLite"}.get(db.engine.dialect.name, "PostgreSQL")
        columns[f"{name}, {cards:,}".replace(",", " ").replace("  ", ", ")] = measure(app)

    for address in given.filled:
        take(make_app(address))
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for cards in given.cards:
                sizes = Sizes(agreements=cards, interactions=cards, negotiations=cards, partners=200)
                for url in (f"sqlite:///{Path(folder) / f'{cards}.db'}", server.create(f"boards{cards}")):
                    app = make_app(url)
                    with app.app_context():
                        generate(sizes)
                    take(app)
    finally:
        server.stop()
    page.put(told(columns))


if __name__ == "__main__":
    main()
