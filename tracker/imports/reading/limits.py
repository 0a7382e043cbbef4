"""How much of a strange file is read, and how it is said that it is too much or no good."""

from __future__ import annotations

from typing import Any

from tracker.kernel.text import N_

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_MEMBERS = 2000
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
MOST_TEXT = 40 * 1024 * 1024
MOST_SHEETS = 50


class Unreadable(Exception):
    """The file is refused. `message` is an English text marked with `N_`, `values` are filled in by name."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


BROKEN = N_("The file is damaged or cut off: it cannot be read to its end. Save it again and upload that one.")
EMPTY = N_("There are no rows in the file.")
TOO_LARGE = N_("The file is larger than %(most)s MB. Split it, or leave out what is not needed.")
MANY_ROWS = N_("The file has more than %(most)s rows. Split it into several.")
MANY_COLUMNS = N_("Row %(row)s has more than %(most)s columns. Leave out what is not needed.")
LONG_CELL = N_("A cell of row %(row)s is longer than %(most)s characters.")
MUCH_TEXT = N_("There is too much text in the file. Split it into several.")
TOO_SLOW = N_("Reading the file took too long or needed too much memory. Save it as CSV, or split it.")
OTHER_KIND = N_("This is no CSV, XLSX, ODS or vCard file.")
OLD_EXCEL = N_("This is an old Excel file (.xls). Save it as XLSX or CSV and upload that one.")
ENCRYPTED = N_("The file is protected by a password. Save it without one.")
BOMB = N_("The file unpacks to far more than it holds. It is not opened.")
HAS_DTD = N_("The file declares entities of its own (DTD). It is not opened.")
NOT_A_TABLE = N_("The archive holds no spreadsheet.")


class Caps:
    """Counts what is read, and stops what exceeds the limits by its place: nothing is filled up to far cells."""

    def __init__(self) -> None:
        self.text = 0

    def check_row(self, number: int) -> None:
        """`number` counts from 1, the heading row included."""
        if number > MOST_ROWS + 1:
            raise Unreadable(MANY_ROWS, most=MOST_ROWS)

    def check_column(self, row: int, count: int) -> None:
        if count > MOST_COLUMNS:
            raise Unreadable(MANY_COLUMNS, row=row, most=MOST_COLUMNS)

    def taken(self, row: int, text: str) -> str:
        if len(text) > LONGEST_CELL:
            raise Unreadable(LONG_CELL, row=row, most=LONGEST_CELL)
        self.text += len(text)
        if self.text > MOST_TEXT:
            raise Unreadable(MUCH_TEXT)
        return text
