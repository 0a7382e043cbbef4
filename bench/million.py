"""Measure the lists of a million interactions, on both databases: `python -m bench.million`, or with `--rows N`.

Real pages, signed in, medians of one client in milliseconds. The yardsticks are of the same run: the bare SQL of a page
of the list, and the lean view (that query, one template, no frame, no sign-in): on a busy machine only the ratios
count. `--filled sqlite:////a/file.db` takes a
database that `bench.generate` has filled.
"""

from __future__ import annotations

import argparse
import base64
import csv
import io
import json
import tempfile
import time
from pathlib import Path

from flask import Flask, render_template_string
from sqlalchemy import select, text

from bench import page
from bench.generate import Sizes, generate, make_app
from bench.measure import TEMPLATE, asking, median, signed_in, streaming
from tests.databases import Server
from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.web.area import EVERYONE, Area

TITLE = "## A million interactions"
LEAN = (
    "SELECT id, happened_on, kind, subject, place FROM interaction"
    " WHERE municipality_id = 1 AND archived_at IS NULL ORDER BY happened_at DESC, id DESC LIMIT 50"
)
PLACE = (
    "SELECT happened_at, id FROM interaction WHERE municipality_id = 1 AND archived_at IS NULL"
    " ORDER BY happened_at DESC, id DESC LIMIT 1 OFFSET :rows"
)
PAGES = {
    "page 1": "/interactions",
    "page 1,000, by key": "/interactions?from={number}&after={place}",
    "by subject, page 1": "/interactions?sort=subject",
    "of one partner": "/interactions?partner=7",
    "of a kind and a year": "/interactions?kind=meeting&period=year",
    "with a step to be done": "/interactions?step=open",
    "rare word": "/interactions?q=композиты 4321",
    "common word": "/interactions?q=композиты",
    "a word of no entry": "/interactions?q=абракадабрище",
    "record": "/interactions/500",
    "partner record": "/partners/7",
    "home": "/",
    "calendar, month": "/calendar",
}


def lean_view() -> Area:
    area = Area("lean-list", __name__, path="/lean-list")

    @area.page("", needs=EVERYONE)
    def index() -> str:
        return render_template_string(TEMPLATE, rows=db.session.execute(text(LEAN)).all())

    return area


def measure(app: Flask, rows: int) -> dict[str, float]:
    """The database is filled."""
    app.register_blueprint(lean_view())
    with app.app_context(), everywhere("measuring"):
        user_id = db.session.scalars(select(User.id).where(User.email == "manager@bench.example")).one()
        deep = min(1000, rows // 50 - 1) * 50
        happened_at, key = db.session.execute(text(PLACE), {"rows": deep - 1}).one()
        said = str(happened_at).replace(" ", "T")
        place = base64.urlsafe_b64encode(json.dumps([said, key]).encode()).decode().rstrip("=")
    client = signed_in(app, user_id)
    figures = {"bare SQL of 50 rows": median(lambda: _bare(app)), "lean view": median(asking(client, "/lean-list"))}
    for name, address in PAGES.items():
        figures[name] = median(asking(client, address.format(number=deep + 1, place=place)))
    whole, first, growth = streaming(client, "/interactions.csv")
    figures |= {"CSV of all, s": whole, "CSV, first byte, s": first, "CSV, growth of memory, MiB": growth}
    figures["the same rows through Python alone, s"] = _plain_csv(app)
    return figures


def _bare(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text(LEAN)).all()


def _plain_csv(app: Flask) -> float:
    """The yardstick of the export: its columns through a cursor and the csv module."""
    statement = text(
        "SELECT i.happened_on, i.kind, i.subject, p.title_ru, u.name, t.title, t.due_on FROM interaction i"
        ' LEFT JOIN "user" u ON u.id = i.logged_by_id LEFT JOIN partnership p ON p.id = i.partnership_id'
        " LEFT JOIN task t ON t.about_kind = 'interaction' AND t.about_id = i.id AND t.is_follow_up"
        " WHERE i.archived_at IS NULL ORDER BY i.happened_at DESC, i.id DESC"
    )
    with app.app_context(), db.engine.connect() as connection:
        began = time.perf_counter()
        held = io.StringIO()
        writer = csv.writer(held, delimiter=";", quoting=csv.QUOTE_ALL)
        for part in connection.execution_options(yield_per=2000).execute(statement).partitions(2000):
            writer.writerows(part)
            held.seek(0)
            held.truncate()
        return time.perf_counter() - began


def told(columns: dict[str, dict[str, float]]) -> str:
    names = list(next(iter(columns.values())))
    lines = [TITLE, "", (__doc__ or "").strip(), "", "| measured | " + " | ".join(columns) + " |"]
    lines.append("|---|" + "---:|" * len(columns))
    for name in names:
        cells = [_cell(name, figures) for figures in columns.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(name: str, figures: dict[str, float]) -> str:
    value = figures[name]
    if name in PAGES:
        return f"{value:.1f} ({value / figures['lean view']:.1f} × lean)"
    if name == "CSV of all, s":
        return f"{value:.1f} ({value / figures['the same rows through Python alone, s']:.1f} × Python alone)"
    return f"{value:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 1_000_000])
    parser.add_argument("--filled", nargs="*", default=[], metavar="ADDRESS", help="databases that are filled already")
    given = parser.parse_args()
    columns: dict[str, dict[str, float]] = {}

    def take(app: Flask) -> None:
        with app.app_context(), everywhere("measuring"):
            rows = db.session.scalar(text("SELECT count(*) FROM interaction")) or 0
            name = {"sqlite": "SQLite"}.get(db.engine.dialect.name, "PostgreSQL")
        columns[f"{name}, {rows:,}".replace(",", " ").replace("  ", ", ")] = measure(app, rows)

    for address in given.filled:
        take(make_app(address))
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for rows in given.rows:
                sizes = Sizes(agreements=10_000, interactions=rows, negotiations=10_000, partners=200)
                for url in (f"sqlite:///{Path(folder) / f'{rows}.db'}", server.create(f"million{rows}")):
                    app = make_app(url)
                    with app.app_context():
                        generate(sizes)
                    take(app)
    finally:
        server.stop()
    page.put(told(columns))


if __name__ == "__main__":
    main()
