"""XLSX (ECMA-376), read as a stream: cells that are there, and none of those that are not.

Formulas are never reckoned: of a formula cell the value that was saved with it is taken, as the text one sees.
Days come as ISO texts, by the number format of the cell; other numbers as they stand.
"""

from __future__ import annotations

import posixpath
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from defusedxml.ElementTree import iterparse

from tracker.imports.reading.archive import part
from tracker.imports.reading.limits import MOST_SHEETS, NOT_A_TABLE, Caps, Unreadable

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

MAIN = "xl/workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
DAYS = frozenset({14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58})
MOMENTS = frozenset({22})
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days without a zone
LATEST_SERIAL = 2_958_465  # 31.12.9999
LETTERS = 26
FALSE_LEAP_DAY = 60
_PLACE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name, part) of the sheets, in their order."""
    targets = {}
    for _event, element in iterparse(part(archive, "xl/_rels/workbook.xml.rels"), forbid_dtd=True):
        if plain(element.tag) == "Relationship":
            target = element.get("Target", "")
            joined = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[element.get("Id", "")] = joined
    found = []
    for _event, element in iterparse(part(archive, MAIN), forbid_dtd=True):
        if plain(element.tag) == "sheet":
            name = targets.get(element.get(RELATION) or element.get(STRICT_RELATION) or "", "")
            if "worksheets/" in name:
                found.append((element.get("name", "")[:100], name))
    if not found:
        raise Unreadable(NOT_A_TABLE)
    return found[:MOST_SHEETS]


def rows(archive: zipfile.ZipFile, sheet: str, caps: Caps) -> Iterator[tuple[int, list[str]]]:
    """(row number, texts) of the rows that have cells."""
    reader = _Reader(archive, caps)
    for _event, element in iterparse(part(archive, sheet), forbid_dtd=True):
        if plain(element.tag) == "row":
            yield reader.row(element)
            element.clear()


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, caps: Caps) -> None:
        self._caps = caps
        self._names = set(archive.namelist())
        self._archive = archive
        self._shared = self._shared_texts()
        self._formats = self._day_formats()
        self._epoch = EPOCH_1904 if self._counts_from_1904() else EPOCH
        self._last = 0

    def _parsed(self, name: str) -> Iterator[Any]:
        if name in self._names:
            for _event, element in iterparse(part(self._archive, name), forbid_dtd=True):
                yield element

    def _shared_texts(self) -> list[str]:
        """Those that are too long are judged where a cell shows them."""
        texts = []
        for element in self._parsed("xl/sharedStrings.xml"):
            if plain(element.tag) == "si":
                texts.append(_text_of(element))
                element.clear()
        return texts

    def _counts_from_1904(self) -> bool:
        return any(
            plain(element.tag) == "workbookPr" and element.get("date1904") in {"1", "true"}
            for element in self._parsed(MAIN)
        )

    def _day_formats(self) -> list[str]:
        """For each style of cells: "" (no day), "day" or "moment"."""
        custom: dict[int, str] = {}
        styles: list[str] = []
        for element in self._parsed("xl/styles.xml"):
            tag = plain(element.tag)
            if tag == "numFmt" and element.get("numFmtId", "").isdigit():
                custom[int(element.get("numFmtId"))] = element.get("formatCode", "")
            elif tag == "cellXfs":
                styles = [
                    _kind_of_format(int(one.get("numFmtId") or 0), custom)
                    for one in element
                    if (one.get("numFmtId") or "0").isdigit()
                ]
        return styles

    def row(self, element: Any) -> tuple[int, list[str]]:
        said = element.get("r", "")
        number = int(said) if said.isdigit() and len(said) < LETTERS else self._last + 1
        self._caps.check_row(number)
        self._last = number
        cells: list[str] = []
        for cell in element:
            if plain(cell.tag) != "c":
                continue
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column_number(place[1]) if place else len(cells) + 1
            self._caps.check_column(number, column)
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = self._caps.taken(number, self._value(cell))
        return number, cells

    def _value(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text_of(cell)
        value = next((part.text or "" for part in cell if plain(part.tag) == "v"), "")
        formula = next((part.text or "" for part in cell if plain(part.tag) == "f"), "")
        if not value:
            return f"={formula}" if formula else ""
        if kind == "s":
            return self._shared[int(value)] if value.isdigit() and int(value) < len(self._shared) else ""
        if kind == "b":
            return "1" if value == "1" else "0"
        if kind in {"str", "e", "d"}:
            return value
        return self._number(value, cell.get("s", "0"))

    def _number(self, value: str, style: str) -> str:
        kind = self._formats[int(style)] if style.isdigit() and int(style) < len(self._formats) else ""
        try:
            number = float(value)
        except ValueError:
            return value
        if kind and 0 <= number <= LATEST_SERIAL:
            return serial_day(number, kind, self._epoch)
        return str(int(number)) if number.is_integer() and abs(number) < 10**15 else repr(number)


def serial_day(number: float, kind: str = "day", epoch: datetime = EPOCH) -> str:
    """The day that Excel counts as this number; of a "moment" with the time."""
    days = number + 1 if epoch is EPOCH and number < FALSE_LEAP_DAY else number
    moment = epoch + timedelta(days=int(days), seconds=round((days % 1) * 86_400))
    if kind == "moment":
        return f"{moment:%Y-%m-%d %H:%M}" if moment.year >= 1000 else ""  # noqa: PLR2004
    return date(moment.year, moment.month, moment.day).isoformat()


def _kind_of_format(number: int, custom: dict[int, str]) -> str:
    if number in DAYS:
        return "day"
    if number in MOMENTS:
        return "moment"
    code = _LITERAL.sub("", custom.get(number, "")).lower()
    if not re.search("[yd]", code):
        return ""
    return "moment" if "h" in code else "day"


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def _text_of(element: Any) -> str:
    """The texts of a string, without those of its phonetic readings."""
    pieces = []
    for child in element:
        tag = plain(child.tag)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag in {"r", "is"}:
            pieces.append(_text_of(child))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", _unescaped, "".join(pieces))


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004
