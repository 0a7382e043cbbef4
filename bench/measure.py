"""Measure the product's real pages, signed in, on both databases: `make bench`, or with `--rows N`.

Each page stands beside three yardsticks of the same run: a bare Flask page (50 rows, no database), the lean view (one
query, one template, no frame, no sign-in) and the bare SQL of that query. Medians of one client, in milliseconds.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import text

from bench import page, register
from bench.generate import Sizes, generate, make_app
from tests.databases import Server
from tracker.accounts import actions as accounts
from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.web.area import EVERYONE, Area

TIMES = 15
LEAN = (
    "SELECT id, number, title, status, ends_on, counterparts_ru FROM agreement"
    " WHERE municipality_id = 1 AND archived_at IS NULL ORDER BY sort_name, id LIMIT 50"
)
TEMPLATE = (
    "<!doctype html><title>x</title><h1>x</h1><table>{% for row in rows %}<tr>{% for cell in row %}"
    "<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def yardsticks() -> Area:
    """Pages that do the least a page can do."""
    area = Area("yardsticks", __name__, path="/yardsticks")
    rows = [[f"01-27/{number}", "О сотрудничестве", "in_force", "2027-01-01", "Гродно", number] for number in range(50)]

    @area.page("/bare", needs=EVERYONE)
    def bare() -> str:
        return render_template_string(TEMPLATE, rows=rows)

    @area.page("/lean", needs=EVERYONE)
    def lean() -> str:
        return render_template_string(TEMPLATE, rows=db.session.execute(text(LEAN)).all())

    return area


def median(step: Callable[[], Any], times: int = TIMES) -> float:
    """Milliseconds, after one call to warm up."""
    step()
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        step()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def measure(url: str, sizes: Sizes) -> dict[str, float]:
    app = make_app(url)
    app.register_blueprint(yardsticks())
    with app.app_context():
        _home, user_id = generate(sizes)
    return _figures(app, signed_in(app, user_id))


def signed_in(app: Flask, user_id: int) -> Any:
    """A client in which this person is signed in."""
    with app.app_context(), everywhere("measuring"):
        token = accounts.open_session(db.session.get_one(User, user_id), "bench")
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as held:
        held["_user_id"], held["_fresh"] = token, True
    return client


def asking(client: Any, address: str) -> Callable[[], Any]:
    """What asks for a page, and raises where it is none."""

    def ask() -> Any:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer.get_data()

    return ask


def streaming(client: Any, address: str) -> tuple[float, float, float]:
    """Seconds of a whole streamed file and of its first byte, and by how many MiB the memory of the process grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    answer = client.get(address, buffered=False)
    first = 0.0
    for _piece in answer.response:
        first = first or time.perf_counter() - began
    answer.close()
    whole = time.perf_counter() - began
    return whole, first, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _figures(app: Flask, client: Any) -> dict[str, float]:
    def get(address: str) -> Callable[[], Any]:
        return asking(client, address)

    def sql() -> None:
        with app.app_context():
            db.session.execute(text(LEAN)).all()

    deep = _deep_address(client, "/agreements?sort=title", 12)
    figures = {
        "bare Flask page": median(get("/yardsticks/bare")),
        "bare SQL of 50 rows": median(sql),
        "lean view": median(get("/yardsticks/lean")),
        "agreements, page 1": median(get("/agreements?sort=title")),
        "agreements, a later page by key": median(get(deep)),
        "agreements in force, by end": median(get("/agreements?status=in_force&sort=until")),
        "agreements, rare word": median(get("/agreements?q=1234")),
        "agreements, common word": median(get("/agreements?q=композиты")),
        "interactions, page 1": median(get("/interactions")),
        "interactions, search": median(get("/interactions?q=композиты 4321")),
        "negotiations board": median(get("/negotiations/board")),
        "agreements board": median(get("/agreements/board")),
        "partner record": median(get("/partners/1")),
        "agreement record": median(get("/agreements/1")),
        "home": median(get("/")),
    }
    whole, first, growth = streaming(client, "/agreements.csv?sort=title")
    figures |= {"CSV of all agreements, s": whole, "CSV, first byte, s": first, "CSV, growth of memory, MiB": growth}
    figures["rows through Python alone, s"] = _plain_csv(app)
    return figures


def _deep_address(client: Any, address: str, pages: int) -> str:
    """Follow the link to the next page some times."""
    import html
    import re

    for _page in range(pages):
        page = client.get(address).get_data(as_text=True)
        found = re.search(r'href="([^"]*after=[^"]*)"', page)
        if not found:
            break
        address = html.unescape(found[1])
    return address


def _plain_csv(app: Flask) -> float:
    """The yardstick of the export: the same columns through a cursor and the csv module."""
    import csv
    import io

    with app.app_context(), db.engine.connect() as connection:
        began = time.perf_counter()
        statement = text(
            "SELECT a.number, a.title, a.counterparts_ru, a.status, a.ends_on, a.last_day_to_act, u.name"
            " FROM agreement a"
            ' LEFT JOIN "user" u ON u.id = a.responsible_id WHERE a.archived_at IS NULL ORDER BY a.sort_name, a.id'
        )
        result = connection.execution_options(yield_per=2000).execute(statement)
        held = io.StringIO()
        writer = csv.writer(held, delimiter=";", quoting=csv.QUOTE_ALL)
        for part in result.partitions(2000):
            writer.writerows(part)
            held.seek(0)
            held.truncate()
        return time.perf_counter() - began


def table(columns: dict[str, dict[str, float]]) -> str:
    names = list(next(iter(columns.values())))
    lines = ["| measured | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for name in names:
        cells = []
        for figures in columns.values():
            value, lean = figures[name], figures["lean view"]
            plain = name.startswith(("bare", "lean", "CSV", "rows"))
            cells.append(f"{value:.2f}" if plain else f"{value:.1f} ({value / lean:.1f} × lean)")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    given = parser.parse_args()
    tracemalloc.stop()
    columns: dict[str, dict[str, float]] = {}
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for rows in given.rows:
                sizes = Sizes(agreements=rows, interactions=rows, negotiations=max(rows // 10, 100), partners=200)
                shown = f"{rows:,}".replace(",", " ")
                columns[f"SQLite, {shown}"] = measure(f"sqlite:///{Path(folder) / f'{rows}.db'}", sizes)
                columns[f"PostgreSQL, {shown}"] = measure(server.create(f"bench{rows}"), sizes)
    finally:
        server.stop()
    head = (__doc__ or "").strip()
    page.put(f"# Figures\n\n{head}\n\n{table(columns)}")
    register.write()


if __name__ == "__main__":
    main()
