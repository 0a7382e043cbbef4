"""The catalogue, and each report as page and file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker import papers
from tracker.permissions import Permission
from tracker.reports import asking
from tracker.reports.catalogue import REPORTS
from tracker.saved_views import queries as view_queries
from tracker.web import counted_papers, files, formats
from tracker.web.area import Area
from tracker.web.lists import LISTS
from tracker.web.signed_in import signed_in_user

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue

    from tracker.reports.asking import Question
    from tracker.reports.report import Column, Figure, Figures, Report

reports = Area("reports", __name__, label=_l("Reports"), icon="chart-bar", order=85, needs=Permission.REPORTS_READ)
MOST_ROWS = 200  # of a page; a file has all of them
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
    question = asking.read(found)
    return render_template(
        "reports/show.html",
        report=found,
        figures=found.figures(replace(question.asked, most=MOST_ROWS)).first(MOST_ROWS),
        parameters=question.parameters,
        faults=question.faults,
        words=question.words(),
    )


@reports.page(f"{ADDRESS}.csv", needs=Permission.REPORTS_READ)
def show_csv(report: str) -> ResponseReturnValue:
    return _file(report, lambda one: files.csv_answer(one.file_name, _heads(one.figures), map(_line, one.every_row())))


@reports.page(f"{ADDRESS}.xlsx", needs=Permission.REPORTS_READ)
def show_xlsx(report: str) -> ResponseReturnValue:
    return _file(report, _workbook)


@reports.page(f"{ADDRESS}.docx", needs=Permission.REPORTS_READ)
def show_docx(report: str) -> ResponseReturnValue:
    return _file(report, lambda one: files.docx_answer(one.file_name, _paper(one)))


@reports.page(f"{ADDRESS}.pdf", needs=Permission.REPORTS_READ)
def show_pdf(report: str) -> ResponseReturnValue:
    return _file(report, lambda one: files.pdf_answer(one.file_name, _paper(one)))


def _report(name: str) -> Report:
    found = REPORTS[name]
    if not signed_in_user().may(found.needs):
        abort(403)
    return found


# files


@dataclass(frozen=True)
class _Answered:
    """A report with its figures, as a file tells it."""

    report: Report
    question: Question
    figures: Figures

    @property
    def file_name(self) -> str:
        return f"{self.report.name}-{formats.today():%Y-%m-%d}"

    def every_row(self) -> Sequence[Sequence[Figure]]:
        return [*self.figures.rows, *([self.figures.total] if self.figures.total else [])]


def _file(name: str, write: Callable[[_Answered], ResponseReturnValue]) -> ResponseReturnValue:
    """The file; what cannot be asked is said on the page."""
    report = _report(name)
    question = asking.read(report)
    if question.faults:
        said: dict[str, Any] = {one.name: request.args.get(one.name) for one in question.parameters}
        return redirect(url_for("reports.show", report=name, **said))
    return write(_Answered(report, question, report.figures(question.asked)))


def _workbook(one: _Answered) -> ResponseReturnValue:
    total = _line(one.figures.total) if one.figures.total else None
    rows = map(_line, one.figures.rows)
    return files.xlsx_answer(one.file_name, _heads(one.figures), rows, sheet=str(one.report.title), total=total)


def _heads(figures: Figures) -> list[str]:
    return [f"{one.heading}, {_unit(one)}" if _unit(one) else one.heading for one in figures.columns]


def _unit(column: Column) -> str:
    return {"percent": "%", "days": _("days")}.get(column.kind, "")


def _line(figures: Sequence[Figure]) -> list[Any]:
    return ["" if figure.value is None else figure.value for figure in figures]


_KINDS: dict[str, Any] = {"text": papers.TEXT, "day": papers.DAY}


def _paper(one: _Answered) -> papers.Paper:
    figures = one.figures
    kinds = [_KINDS.get(column.kind, papers.NUMBER) for column in figures.columns]
    return counted_papers.paper_of(
        str(one.report.title),
        told=[(parameter.label, parameter.told) for parameter in one.question.parameters if parameter.told],
        columns=list(zip(_heads(figures), kinds, strict=True)),
        rows=[[figure.value for figure in row] for row in figures.rows],
        total=[figure.value for figure in figures.total] if figures.total else None,
        note=figures.note,
    )
