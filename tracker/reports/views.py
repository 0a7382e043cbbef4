"""The catalogue, and each report as page and file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker import papers
from tracker.accounts.queries import officials
from tracker.events.kinds import Side
from tracker.permissions import Permission
from tracker.reports.catalogue import REPORTS
from tracker.reports.queries import choices as asking
from tracker.reports.report import Asked
from tracker.saved_views import queries as view_queries
from tracker.web import files, formats
from tracker.web.area import Area
from tracker.web.lists import LISTS
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.reports.report import Column, Figure, Figures, Parameter, Report

reports = Area("reports", __name__, label=_l("Reports"), icon="chart-bar", order=85, needs=Permission.REPORTS_READ)
NAMES = ",".join(f'"{name}"' for name in REPORTS)
ADDRESS = f"/<any({NAMES}):report>"


@reports.page("/", needs=Permission.REPORTS_READ)
def index() -> ResponseReturnValue:
    user = signed_in_user()
    views = [view for view in view_queries.grouped(user) if view.list_name in LISTS]
    return render_template(
        "reports/index.html",
        reports=[one for one in REPORTS.values() if user.may(one.needs)],
        views=[(view, LISTS[view.list_name]) for view in views if user.may(LISTS[view.list_name].needs)],
    )


@reports.page(ADDRESS, needs=Permission.REPORTS_READ)
def show(report: str) -> ResponseReturnValue:
    found = _report(report)
    asked = _asked(found)
    return render_template(
        "reports/show.html",
        report=found,
        figures=found.figures(asked),
        parameters=[_parameter(name, asked) for name in found.parameters],
        words={name: value for name, value in _words(found, asked).items() if value},
    )


@reports.page(f"{ADDRESS}.csv", needs=Permission.REPORTS_READ)
def show_csv(report: str) -> ResponseReturnValue:
    found, figures = _figures(report)
    return files.csv_answer(_file_name(found), _heads(figures), iter(_lines(figures)))


@reports.page(f"{ADDRESS}.xlsx", needs=Permission.REPORTS_READ)
def show_xlsx(report: str) -> ResponseReturnValue:
    found, figures = _figures(report)
    return files.xlsx_answer(_file_name(found), _heads(figures), iter(_lines(figures)), sheet=str(found.title))


@reports.page(f"{ADDRESS}.docx", needs=Permission.REPORTS_READ)
def show_docx(report: str) -> ResponseReturnValue:
    found, figures = _figures(report)
    return files.docx_answer(_file_name(found), _paper(found, figures))


@reports.page(f"{ADDRESS}.pdf", needs=Permission.REPORTS_READ)
def show_pdf(report: str) -> ResponseReturnValue:
    found, figures = _figures(report)
    return files.pdf_answer(_file_name(found), _paper(found, figures))


def _report(name: str) -> Report:
    found = REPORTS[name]
    if not signed_in_user().may(found.needs):
        abort(403)
    return found


def _figures(name: str) -> tuple[Report, Figures]:
    found = _report(name)
    return found, found.figures(_asked(found))


# what is asked for


def _asked(report: Report) -> Asked:
    """The parameters of the address that the report has; a spoilt one asks for everything."""
    today = formats.today()
    values: dict[str, Any] = {name: _number(name) for name in report.parameters if name != "side"}
    if "side" in report.parameters and request.args.get("side") in set(Side):
        values["side"] = request.args["side"]
    if "year" in values and "year" not in request.args:
        values["year"] = today.year
    if values.get("year") is not None and not 1900 <= (values["year"] or 0) <= today.year:  # noqa: PLR2004
        values["year"] = None
    return Asked(today=today, language=formats.language(), **values)


def _number(name: str) -> int | None:
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None  # noqa: PLR2004 - 32 bits


def _parameter(name: Parameter, asked: Asked) -> dict[str, Any]:
    choices: Sequence[tuple[Any, str]]
    if name == "year":
        first = asking.first_year(asked.today)
        label, choices = _("Year"), [(year, str(year)) for year in range(asked.today.year, first - 1, -1)]
    elif name == "country":
        label, choices = _("Country"), [(row.id, asked.named(row, "name")) for row in asking.countries_of_all()]
    elif name == "area":
        label, choices = _("Area of cooperation"), [(row.id, asked.named(row, "name")) for row in asking.areas()]
    elif name == "side":
        label, choices = _("Which way"), [(Side.THEIRS.value, _("came")), (Side.OURS.value, _("ours went"))]
    else:
        label, choices = _("Official"), officials()
    return {"name": name, "label": label, "choices": choices, "chosen": getattr(asked, name)}


def _words(report: Report, asked: Asked) -> dict[str, str]:
    """The words of the address for its files; an empty year means all of them."""
    words: dict[str, str] = {name: str(getattr(asked, name) or "") for name in report.parameters}
    if "year" in words and not words["year"]:
        words["year"] = "0"
    return words


# files


def _file_name(report: Report) -> str:
    return f"{report.name}-{formats.today():%Y-%m-%d}"


def _heads(figures: Figures) -> list[str]:
    return [f"{one.heading}, {_unit(one)}" if _unit(one) else one.heading for one in figures.columns]


def _unit(column: Column) -> str:
    return {"percent": "%", "days": _("days")}.get(column.kind, "")


def _lines(figures: Figures) -> list[list[Any]]:
    return [[_plain(one) for one in row] for row in _all_rows(figures)]


def _all_rows(figures: Figures) -> list[Sequence[Figure]]:
    return [*figures.rows, *([figures.total] if figures.total else [])]


def _plain(figure: Figure) -> Any:
    return "" if figure.value is None else figure.value


_KINDS: dict[str, Any] = {"text": papers.TEXT, "day": papers.DAY}
_WIDTHS = {"text": 2.6, "day": 1.8}


def _width(figures: Figures, at: int) -> float:
    """The share of a column: one of long numbers is wide enough for them to stay in one line."""
    kind = figures.columns[at].kind
    longest = max((len(f"{row[at].value or 0:,}") for row in _all_rows(figures) if kind not in _KINDS), default=0)
    return _WIDTHS.get(kind, max(1, 0.24 * longest))


def _paper(report: Report, figures: Figures) -> papers.Paper:
    """The report as an office document of the administration."""
    user = signed_in_user()
    language = formats.language()
    heads = _heads(figures)
    columns = [
        papers.Column(head, _width(figures, at), _KINDS.get(column.kind, papers.NUMBER))
        for at, (head, column) in enumerate(zip(heads, figures.columns, strict=True))
    ]
    table = papers.Table(
        columns,
        [[figure.value for figure in row] for row in figures.rows],
        total=[figure.value for figure in figures.total] if figures.total else None,
    )
    parts: list[Any] = [table]
    if figures.note:
        parts.append(papers.Note(figures.note))
    home = user.municipality.administration_in(language) if user.municipality else ""
    return papers.Paper(
        title=str(report.title),
        subtitle=_("as of %(day)s", day=formats.long_day(formats.today())),
        language=language,
        letterhead=papers.Letterhead([home]) if home else None,
        parts=parts,
        page=papers.A4_ACROSS if len(columns) > 6 else papers.A4,  # noqa: PLR2004 - what a sheet holds upright
        author=home,
    )
