"""The pages of the region's observer: the overview, its tables as files, the map of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import homes
from tracker.agreements.kinds import Status
from tracker.partners import mapping, wording
from tracker.partners.kinds import ORDINARY
from tracker.permissions import Permission
from tracker.region import queries
from tracker.web import files, formats
from tracker.web.area import Area
from tracker.web.cells import exported
from tracker.web.maps import draw
from tracker.web.maps.answer import credit, svg_answer
from tracker.yearly_reports.kinds import DUE_GLYPHS
from tracker.yearly_reports.wording import due_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from flask.typing import ResponseReturnValue

    from tracker.web.maps import Picture

region = Area(
    "region",
    __name__,
    label=_l("The region"),
    icon="world",
    order=5,
    under="dashboard",
    needs=Permission.REGION_REPORTS_READ,
)
MAP_WIDTH, MAP_HEIGHT = 1060, 520


@region.page("/", needs=Permission.REGION_REPORTS_READ)
def index() -> ResponseReturnValue:
    today = formats.today()
    rows = queries.overview(today)
    return render_template(
        "region/index.html",
        rows=rows,
        overlaps=queries.overlaps(today),
        countries=queries.count_countries(),
        year=today.year - 1,
        picture=_picture(),
        labels=mapping.kind_labels(),
        credit=credit(),
        glyphs=DUE_GLYPHS,
        due_label=due_label,
        kind_label=wording.kind_label,
        status_mark=wording.status_mark,
        in_force_url=_in_force_url,
        partners_url=_partners_url,
        countries_url=_countries_url,
    )


def _in_force_url(municipality_id: int | None = None) -> str:
    """The agreements that a number counts: those of one municipality, or of all."""
    return url_for("agreements.index", status=Status.IN_FORCE.value, municipality=municipality_id)


def _partners_url(municipality_id: int | None = None) -> str:
    return url_for("partners.index", status=[one.value for one in ORDINARY], municipality=municipality_id)


def _countries_url(municipality_id: int | None = None) -> str:
    """The same partners counted by their countries."""
    ordinary = [one.value for one in ORDINARY]
    return url_for("partners.index", status=ordinary, municipality=municipality_id, grouped="country")


def _picture() -> Picture:
    rows, at = queries.living_points(mapping.MOST_POINTS), mapping.homes_of(homes())
    placed = mapping.placed(rows, at, heard=False, address=lambda row: url_for("partners.show", partnership_id=row.id))
    points = [one.point for one in placed if one.point is not None]
    return draw(points, list(at.values()), width=MAP_WIDTH, height=MAP_HEIGHT)


@region.page("/map.svg", needs=Permission.REGION_REPORTS_READ)
def map_svg() -> Response:
    title = _("Partners of the region on the map")
    return svg_answer(_file_name("map"), _picture(), title, mapping.kind_labels())


@region.page("/municipalities.csv", needs=Permission.REGION_REPORTS_READ)
def municipalities_csv() -> Response:
    sheet = _municipalities()
    return files.csv_answer(_file_name("municipalities"), sheet.heads, sheet.rows)


@region.page("/overlaps.csv", needs=Permission.REGION_REPORTS_READ)
def overlaps_csv() -> Response:
    sheet = _overlaps()
    return files.csv_answer(_file_name("overlaps"), sheet.heads, sheet.rows)


@region.page("/tables.xlsx", needs=Permission.REGION_REPORTS_READ)
def tables_xlsx() -> Response:
    return files.xlsx_book_answer(_file_name("tables"), [_municipalities(), _overlaps()])


def _file_name(what: str) -> str:
    return f"region-{what}-{formats.today():%Y-%m-%d}"


def _plain(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [[exported(value) for value in row] for row in rows]


def _municipalities() -> files.Sheet:
    language, today = formats.language(), formats.today()
    heads = [
        _("Municipality"),
        _("Agreements in force"),
        _("Partners"),
        _("Countries"),
        _("Report about %(year)s", year=today.year - 1),
        _("Due on"),
        _("Sent on"),
    ]
    rows = [
        [
            one.municipality.name_in(language),
            one.in_force,
            one.partners,
            one.countries,
            due_label(one.report.state),
            one.report.due_on,
            one.report.first_sent_on,
        ]
        for one in queries.overview(today)
    ]
    return files.Sheet(_("Municipalities"), heads, _plain(rows))


def _overlaps() -> files.Sheet:
    russian = wording.is_russian()
    heads = [
        _("Partner city"),
        _("Country"),
        _("Municipality"),
        _("Kind"),
        _("Status"),
        _("Partners since"),
        _("Agreements in force"),
    ]
    rows = [
        [
            side.row.name_ru if russian else side.row.name_en,
            wording.country_name(side.row),
            side.row.home_ru if russian else side.row.home_en,
            wording.kind_label(side.row.kind),
            wording.status_label(side.row.status),
            wording.since(side.row.since_on, side.row.since_is_year),
            side.in_force,
        ]
        for overlap in queries.overlaps(formats.today())
        for side in overlap.sides
    ]
    return files.Sheet(_("Overlaps"), heads, _plain(rows))
