"""Answers that are files: tables as CSV and XLSX, papers as DOCX and PDF.

The one writer of CSV and XLSX: streams rows, and lets no cell become a formula. Papers are written by
`tracker.papers`; everything but CSV goes through a temporary file, so that memory does not grow with the rows.

CSV: RFC 4180 with all fields quoted, UTF-8 with BOM, semicolon in Russian and comma in English, CRLF. A cell
whose first visible character could start a formula gets an apostrophe before it, unless it is a number.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import xlsxwriter
from flask import Response, stream_with_context

from tracker import papers
from tracker.kernel.text import could_be_formula
from tracker.web import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tracker.papers import Paper

ROWS_AT_ONCE = 2000
_OFFICE = "application/vnd.openxmlformats-officedocument"
LONGEST_CELL = 32_767  # the format's limit, ECMA-376
MOST_SHEET_ROWS = 1_048_576
NARROWEST, WIDEST, MEASURED_ROWS = 12, 48, 100  # of columns, in characters; how many rows tell how wide


def harmless(text: str) -> str:
    """The text such that no spreadsheet takes it for a formula. Import takes exactly this apostrophe off again."""
    return f"'{text}" if could_be_formula(text) else text


def _russian_day(value: date) -> str:
    return "%02d.%02d.%04d" % (value.day, value.month, value.year)  # noqa: UP031 - three times as quick as `strftime`


def _plain_day(value: date) -> str:
    return "%04d-%02d-%02d" % (value.year, value.month, value.day)  # noqa: UP031


class _CsvColumns:
    """The cells of a CSV as texts, not quoted yet."""

    def __init__(self, language: str) -> None:
        self.comma = language == "ru"
        self.day = _russian_day if language == "ru" else _plain_day

    def text(self, value: Any) -> str:
        if type(value) is str:
            return harmless(_one_kind_of_line_end(value)) if value else ""
        if isinstance(value, bool):
            return "1" if value else "0"
        if isinstance(value, int | float):
            return str(value).replace(".", ",") if self.comma else str(value)
        if isinstance(value, datetime):
            return "%s %02d:%02d" % (self.day(value), value.hour, value.minute)  # noqa: UP031
        if isinstance(value, date):
            return self.day(value)
        return harmless(_one_kind_of_line_end(value))

    def texts(self, values: Sequence[Any]) -> Iterable[str]:
        """Those of a column. Most columns hold nothing but texts that begin with a letter: no call a row for them."""
        if set(map(type, values)) == {str} and "".join({value[:1] for value in values} | {"a"}).isalnum():
            return [_one_kind_of_line_end(value) if "\r" in value else value for value in values]
        return map(self.text, values)


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, language: str) -> Iterator[bytes]:
    """The file in pieces of some thousand rows. Values as `cells.exported` gives them."""
    columns = _CsvColumns(language)
    held = io.StringIO(newline="")
    write = csv.writer(
        held, delimiter=";" if language == "ru" else ",", quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    ).writerows
    held.write("\ufeff")
    write([[columns.text(head) for head in heads]])
    rows = iter(rows)
    while part := list(itertools.islice(rows, ROWS_AT_ONCE)):
        write(zip(*(columns.texts(values) for values in zip(*part, strict=True)), strict=True))
        yield held.getvalue().encode()
        held.seek(0)
        held.truncate()
    if held.tell():
        yield held.getvalue().encode()


def csv_answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    lines = csv_lines(heads, rows, language=formats.language())
    return file_answer(f"{name}.csv", stream_with_context(lines), "text/csv; charset=utf-8")


def csv_file_answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, language: str) -> Response:
    """The same through a temporary file: for rows that ask the database again while they are read."""
    lines = csv_lines(heads, rows, language=language)
    return _written(f"{name}.csv", "text/csv; charset=utf-8", lambda held: held.writelines(lines))


def xlsx_answer(
    name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: str, total: Sequence[Any] | None = None
) -> Response:
    """A workbook written row by row to a temporary file, so that memory does not grow with the rows."""
    return xlsx_book_answer(name, [Sheet(sheet, heads, rows, total)])


def docx_answer(name: str, paper: Paper) -> Response:
    return _written(f"{name}.docx", f"{_OFFICE}.wordprocessingml.document", lambda held: papers.write_docx(paper, held))


def pdf_answer(name: str, paper: Paper) -> Response:
    return _written(f"{name}.pdf", "application/pdf", lambda held: papers.write_pdf(paper, held))


def _written(name: str, content_type: str, write: Callable[[Any], None]) -> Response:
    """A download of what `write` writes to a temporary file."""
    held = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the answer has been sent
    try:
        write(held)
    except BaseException:
        held.close()
        raise
    held.seek(0)
    answer = file_answer(name, _pieces(held), content_type)
    answer.call_on_close(held.close)
    return answer


def xlsx_book_answer(name: str, sheets: Iterable[Sheet]) -> Response:
    """A workbook of several sheets."""
    return _written(f"{name}.xlsx", f"{_OFFICE}.spreadsheetml.sheet", lambda held: write_book(held, sheets))


def write_xlsx(target: Any, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: str) -> None:
    write_book(target, [Sheet(sheet, heads, rows)])


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; rows as `cells.exported` gives them. `total`: a last line that no filter hides."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]
    total: Sequence[Any] | None = None


def write_book(target: Any, sheets: Iterable[Sheet]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = xlsxwriter.Workbook(target, {**options, "default_date_format": "dd.mm.yyyy"})
    looks = _Looks(
        head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        moment=book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
        total=book.add_format({"bold": True, "top": 1}),
    )
    for sheet in sheets:
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet.title)[:31] or "1")
        _fill(page, sheet, looks)
    book.close()


@dataclass(frozen=True)
class _Looks:
    head: Any
    moment: Any
    total: Any


def _fill(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for at, head in enumerate(sheet.heads):
        page.write_string(0, at, head, looks.head)
    page.freeze_panes(1, 0)
    widths, last = [len(head) + 4 for head in sheet.heads], 0
    for last, row in enumerate(sheet.rows, start=1):
        if last >= MOST_SHEET_ROWS:
            break
        if last <= MEASURED_ROWS:
            widths = [max(pair) for pair in zip(widths, map(_length, row), strict=True)]
        _write(page, last, row, looks.moment)
    for at, width in enumerate(widths):
        page.set_column(at, at, max(NARROWEST, min(WIDEST, width)))
    page.autofilter(0, 0, last, max(0, len(sheet.heads) - 1))
    if sheet.total is not None:
        _write(page, last + 1, sheet.total, looks.moment, looks.total)


def _length(value: Any) -> int:
    return len(value) + 1 if isinstance(value, str) else 0


def _write(page: Any, at_row: int, row: Sequence[Any], moment: Any, look: Any = None) -> None:
    for at, value in enumerate(row):
        if isinstance(value, str):
            if value:
                page.write_string(at_row, at, value[:LONGEST_CELL], look)
        elif isinstance(value, datetime):
            page.write_datetime(at_row, at, value, moment)
        elif isinstance(value, date):
            page.write_datetime(at_row, at, datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a day
        elif isinstance(value, bool):
            page.write_boolean(at_row, at, value, look)
        else:
            page.write_number(at_row, at, value, look)


def _pieces(held: Any) -> Iterator[bytes]:
    while piece := held.read(65_536):
        yield piece


def file_answer(name: str, body: Any, content_type: str) -> Response:
    """A download. The name is encoded after RFC 6266, so that no character of it can break the header."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "file"
    answer = Response(body, content_type=content_type)
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return answer
