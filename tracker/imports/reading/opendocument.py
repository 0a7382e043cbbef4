"""ODS (OpenDocument 1.3), read as a stream. A repeated cell or row is only filled in where it holds something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defusedxml.ElementTree import iterparse

from tracker.imports.reading.archive import part
from tracker.imports.reading.limits import (
    ENCRYPTED,
    MANY_COLUMNS,
    MANY_ROWS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Caps,
    Unreadable,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LONGEST_COUNT = 9
DAY = 10


def sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name, number) of the sheets, in their order."""
    if MANIFEST in archive.namelist():
        for _event, element in iterparse(part(archive, MANIFEST), forbid_dtd=True):
            if element.tag.endswith("}encryption-data"):
                raise Unreadable(ENCRYPTED)
    found: list[tuple[str, str]] = []
    for event, element in iterparse(part(archive, CONTENT), ("start", "end"), forbid_dtd=True):
        if event == "start" and element.tag == f"{TABLE}table":
            found.append((element.get(f"{TABLE}name", "")[:100], str(len(found))))
        elif event == "end" and element.tag == f"{TABLE}table-row":
            element.clear()
    return found[:MOST_SHEETS]


def rows(archive: zipfile.ZipFile, sheet: str, caps: Caps) -> Iterator[tuple[int, list[str]]]:
    at, number = -1, 0
    for event, element in iterparse(part(archive, CONTENT), ("start", "end"), forbid_dtd=True):
        if event == "start":
            at += element.tag == f"{TABLE}table"
            continue
        if element.tag != f"{TABLE}table-row":
            continue
        if str(at) == sheet:
            repeated = _count(element.get(f"{TABLE}number-rows-repeated"))
            cells = _cells(element, number + 1, caps)
            if any(cells):
                if number + repeated > MOST_ROWS + 1:
                    raise Unreadable(MANY_ROWS, most=MOST_ROWS)
                for _more in range(repeated):
                    number += 1
                    yield number, [caps.taken(number, text) for text in cells]
            else:
                number += repeated
        element.clear()


def _cells(row: Any, number: int, caps: Caps) -> list[str]:
    cells: list[str] = []
    empty = 0
    for cell in row:
        if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            continue
        repeated = _count(cell.get(f"{TABLE}number-columns-repeated"))
        value = caps.taken(number, _value(cell))
        if not value:
            empty += repeated
            continue
        if len(cells) + empty + repeated > MOST_COLUMNS:
            raise Unreadable(MANY_COLUMNS, row=number, most=MOST_COLUMNS)
        cells += [""] * empty + [value] * repeated
        empty = 0
    return cells


def _count(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) <= LONGEST_COUNT else 1


def _value(cell: Any) -> str:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        said = str(cell.get(f"{OFFICE}date-value", ""))
        return said if len(said) <= DAY else said[:16].replace("T", " ")
    if kind in {"float", "percentage", "currency"}:
        said = str(cell.get(f"{OFFICE}value", ""))
        return said.removesuffix(".0")
    if kind == "boolean":
        return "1" if cell.get(f"{OFFICE}boolean-value") == "true" else "0"
    return "\n".join(_paragraph(one) for one in cell if one.tag == f"{TEXT}p")


def _paragraph(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            pieces.append(" " * min(_count(child.get(f"{TEXT}c")), DAY))
        elif child.tag == f"{TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{TEXT}line-break":
            pieces.append("\n")
        else:
            pieces.append(_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
