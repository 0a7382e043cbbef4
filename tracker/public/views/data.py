"""Open data: each table as CSV and JSON, and the description of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Response
from flask_babel import gettext as _

from tracker.public import open_data
from tracker.public.open_data import TABLES
from tracker.public.views.area import Opened, opens, public
from tracker.web import files
from tracker.web.area import EVERYONE
from tracker.web.cells import exported

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TABLE = "/<slug:slug>/<any(partners, agreements, events):table>"
# commas and points, whatever the reader's language: the description says so
PLAIN = "en"


@public.page(f"{TABLE}.csv", needs=EVERYONE, public=True, endpoint="table_csv")
@opens
def table_csv(page: Opened, table: str) -> ResponseReturnValue:
    wanted = TABLES[table]
    rows = [[exported(value) for value in row] for row in wanted.rows(page.today)]
    return _open(files.csv_file_answer(f"{page.home.slug}-{table}", wanted.heads, rows, language=PLAIN))


@public.page(f"{TABLE}.json", needs=EVERYONE, public=True, endpoint="table_json")
@opens
def table_json(page: Opened, table: str) -> ResponseReturnValue:
    return _json(TABLES[table].records(page.today))


@public.page("/<slug:slug>/datapackage.json", needs=EVERYONE, public=True)
@opens
def datapackage(page: Opened) -> ResponseReturnValue:
    title = _("International relations of %(city)s", city=page.say("name"))
    return _json(
        open_data.package(
            page.home,
            title=title,
            publisher=page.say("administration"),
            home=page.whole_url(),
            address=lambda table, kind: page.whole_url(f"table_{kind}", table=table),
        )
    )


def _json(content: Any) -> Response:
    return _open(Response(json.dumps(content, ensure_ascii=False, indent=1), mimetype="application/json"))


def _open(answer: Response) -> Response:
    """Other sites' scripts may read it (Fetch, CORS protocol): there is nothing in it that is not everybody's."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
