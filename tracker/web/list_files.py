"""The files of a list, exactly as it is filtered: rows as CSV and XLSX; counted in groups also as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect

from tracker import papers
from tracker.kernel.subjects import Subject
from tracker.web import counted_papers, files, formats
from tracker.web.lists import ListView
from tracker.web.personal import hand_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue

    from tracker.papers import Paper
    from tracker.web.specs import ListSpec


def csv(spec: ListSpec) -> Response:
    _note(spec)
    heads, rows = ListView(spec).export()
    return files.csv_answer(_file_name(spec), heads, rows)


def xlsx(spec: ListSpec) -> Response:
    _note(spec)
    view, name, title = ListView(spec), _file_name(spec), str(spec.title)
    if view.is_counted:
        lines, total = view.grouping.lines(), view.grouping.last_line()
        return files.xlsx_answer(name, view.grouping.heads, lines, sheet=title, total=total)
    heads, rows = view.export()
    return files.xlsx_answer(name, heads, rows, sheet=title)


def docx(spec: ListSpec) -> ResponseReturnValue:
    return _document(spec, files.docx_answer)


def pdf(spec: ListSpec) -> ResponseReturnValue:
    return _document(spec, files.pdf_answer)


def _document(spec: ListSpec, answer: Callable[[str, Paper], Response]) -> ResponseReturnValue:
    """Of the groups; rows one by one are a table for a spreadsheet, not a document: the list is shown instead."""
    view = ListView(spec)
    return answer(_file_name(spec), _paper(view)) if view.is_counted else redirect(view.url())


def _paper(view: ListView) -> Paper:
    grouping = view.grouping
    kinds: list[Any] = [papers.TEXT, *[papers.NUMBER] * (len(grouping.heads) - 1)]
    return counted_papers.paper_of(
        view.view.name if view.view is not None else str(view.title),
        told=[(chip.label, chip.value) for chip in view.chips()],
        columns=list(zip(grouping.heads, kinds, strict=True)),
        rows=[[group.label, *(cell.number for cell in group.cells)] for group in grouping.groups],
        total=grouping.last_line(),
    )


def _note(spec: ListSpec) -> None:
    if spec.personal is not None:
        hand_out(spec.searched.__tablename__, Subject(f"{spec.name}-list", 0), str(spec.title), purpose=spec.personal)


def _file_name(spec: ListSpec) -> str:
    return f"{spec.name}-{formats.today():%Y-%m-%d}"
