"""Measure the boards of 2,000 and of 100,000 cards, as they are and with lanes: `python -m bench.boards`.

Real pages, signed in, medians of one client in milliseconds; 20 cards in each open column, with lanes the first five
cards a column in the first six lanes. The yardstick is the lean view of the same run (50 rows by one query, one
template, no frame, no sign-in): on a busy machine only the ratios count. `--filled sqlite:////a/file.db` takes a
database that `bench.generate` has filled.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from pathlib import Path

from flask import Flask
from sqlalchemy import event, func, select

from bench import page
from bench.generate import Sizes, generate, make_app
from bench.measure import asking, median, signed_in, yardsticks
from tests.databases import Server
from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.negotiations.models import Negotiation

TITLE = "## Boards"
LEAN = "lean view"
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
Figures = dict[str, tuple[float, int, int]]


def measure(app: Flask) -> Figures:
    """Milliseconds, bytes compressed and statements of each page. The database is filled."""
    app.register_blueprint(yardsticks())
    with app.app_context(), everywhere("measuring"):
        user_id = db.session.scalars(select(User.id).where(User.email == "manager@bench.example")).one()
        engine = db.engine
    client = signed_in(app, user_id)
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_more: sent.append(statement))
    figures: Figures = {}
    for name, address in {LEAN: "/yardsticks/lean", **PAGES}.items():
        ask = asking(client, address)
        ask()
        sent.clear()
        size = len(gzip.compress(ask()))
        statements = len(sent)
        figures[name] = (median(ask), size, statements)
    return figures


def told(columns: dict[str, Figures]) -> str:
    lines = [
        TITLE,
        "",
        (__doc__ or "").strip(),
        "",
        "| board | " + " | ".join(columns) + " | KiB, compressed | statements |",
    ]
    lines.append("|---|" + "---:|" * (len(columns) + 2))
    for name in (LEAN, *PAGES):
        cells = [_cell(name, figures) for figures in columns.values()]
        _time, size, statements = list(columns.values())[-1][name]
        lines.append(f"| {name} | {' | '.join(cells)} | {size / 1024:.0f} | {statements} |")
    return "\n".join(lines)


def _cell(name: str, figures: Figures) -> str:
    time, lean = figures[name][0], figures[LEAN][0]
    return f"{time:.1f}" if name == LEAN else f"{time:.1f} ({time / lean:.1f} × lean)"


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
