"""Measure every report with its chart, and lists counted in groups: `python -m bench.reports --filled ADDRESS …`.

Real pages, signed in, on databases that `bench.generate` has filled; medians of three, in milliseconds. A chart is
drawn by the server as a part of its page, so the size of the page is the size of the chart's data too.
"""

from __future__ import annotations

import argparse

from flask import Flask
from sqlalchemy import event, select, text

from bench import page
from bench.generate import make_app
from bench.measure import asking, median, signed_in
from tracker.accounts.models import User
from tracker.kernel.db import db
from tracker.kernel.tenancy import everywhere
from tracker.reports.catalogue import REPORTS

TITLE = "## The reports and their charts"
COUNTED = {
    "interactions counted by kind": "/interactions?grouped=kind",
    "interactions counted by partner and kind": "/interactions?grouped=partner&across=kind",
    "agreements counted by status": "/agreements?grouped=status",
}


def pages() -> dict[str, str]:
    reports = {f"{report.name}: {report.title}": f"/reports/{name}" for name, report in REPORTS.items()}
    return {**reports, **COUNTED}


def measure(app: Flask) -> tuple[str, dict[str, str]]:
    """The name of the database, and what is told of each page."""
    with app.app_context(), everywhere("measuring"):
        user_id = db.session.scalars(select(User.id).where(User.email == "manager@bench.example")).one()
        rows = db.session.scalar(text("SELECT count(*) FROM interaction")) or 0
        engine = {"sqlite": "SQLite"}.get(db.engine.dialect.name, "PostgreSQL")
        named = pages()
    client = signed_in(app, user_id)
    return f"{engine}, {rows:,}", {name: _told(app, client, address) for name, address in named.items()}


def _told(app: Flask, client: object, address: str) -> str:
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    taken = median(asking(client, address), times=3)
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    plain = client.get(address)  # type: ignore[attr-defined]
    event.remove(engine, "before_cursor_execute", note)
    squeezed = client.get(address, headers={"Accept-Encoding": "gzip"})  # type: ignore[attr-defined]
    sizes = f"{len(plain.get_data()) / 1024:.0f} KB, {len(squeezed.get_data()) / 1024:.0f} KB compressed"
    return f"{taken:.0f} ms; {len(sent)} statements; {sizes}"


def told(columns: dict[str, dict[str, str]]) -> str:
    lines = [TITLE, "", (__doc__ or "").strip(), "", "| page | " + " | ".join(columns) + " |"]
    lines.append("|---|" + "---|" * len(columns))
    names = next(iter(columns.values()))
    lines += [f"| {name} | {' | '.join(one[name] for one in columns.values())} |" for name in names]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filled", nargs="+", required=True, metavar="ADDRESS", help="databases that are filled")
    page.put(told(dict(measure(make_app(address)) for address in parser.parse_args().filled)))


if __name__ == "__main__":
    main()
