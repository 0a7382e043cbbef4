"""The process that opens strangers' files: `python -m tracker.imports.reading.child FILE OPTIONS`.

It gives itself little memory and time before it looks at the file, and writes one JSON text a line: what the file is,
its rows, and at last that it is the end, or why it was refused.
"""

from __future__ import annotations

import json
import resource
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError  # only the name of what the defused parser raises
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from defusedxml import DefusedXmlException

from tracker.imports.reading import archive, cards, delimited, opendocument, workbook
from tracker.imports.reading.limits import (
    BROKEN,
    ENCRYPTED,
    HAS_DTD,
    NOT_A_TABLE,
    OLD_EXCEL,
    OTHER_KIND,
    TOO_SLOW,
    Caps,
    Unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 640 * 1024 * 1024
SECONDS = 20
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# what is surely no table, by its first bytes
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read(path: Path, options: dict[str, str]) -> Iterator[tuple[dict[str, Any] | None, int, list[str]]]:
    """First what the file is, then (None, row number, texts). Raises Unreadable."""
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(OLE):
        raise Unreadable(ENCRYPTED if ENCRYPTED_PACKAGE in path.read_bytes() else OLD_EXCEL)
    if head.startswith(ZIP):
        yield from _spreadsheet(path, options)
        return
    if head.startswith(OTHERS) or head.lstrip().lower().startswith(MARKUP):
        raise Unreadable(OTHER_KIND)
    yield from _text(path, options)


def _spreadsheet(path: Path, options: dict[str, str]) -> Iterator[Any]:
    with archive.opened(path) as opened:
        names = set(opened.namelist())
        reader: Any = workbook
        if workbook.MAIN in names:
            kind = "xlsx"
        elif opendocument.CONTENT in names and _is_ods(opened, names):
            kind, reader = "ods", opendocument
        else:
            raise Unreadable(NOT_A_TABLE)
        sheets = reader.sheets(opened)
        if not sheets:
            raise Unreadable(NOT_A_TABLE)
        wanted = next((one for one in sheets if one[0] == options.get("sheet")), sheets[0])
        yield {"format": kind, "sheet": wanted[0], "sheets": [name for name, _part in sheets]}, 0, []
        for number, cells in reader.rows(opened, wanted[1], Caps()):
            yield None, number, cells


def _is_ods(opened: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" not in names or opened.read("mimetype").strip() == ODS


def _text(path: Path, options: dict[str, str]) -> Iterator[Any]:
    text, encoding = delimited.decoded(path.read_bytes(), options.get("encoding", ""))
    caps = Caps()
    if cards.holds_cards(text):
        yield {"format": "vcard", "encoding": encoding}, 0, []
        rows = cards.rows(text, caps)
    else:
        separator = delimited.separator_of(text, options.get("separator", ""))
        yield {"format": "csv", "encoding": encoding, "separator": separator}, 0, []
        rows = delimited.rows(text, separator, caps)
    for number, cells in rows:
        yield None, number, cells


def told(path: Path, options: dict[str, str]) -> Iterator[dict[str, Any] | list[Any]]:
    """The same as what is written: {"file": …}, [number, [texts]], {"end": …}, or {"refused": …, "values": …}."""
    number = 0
    try:
        for facts, number, cells in read(path, options):
            if facts is not None:
                yield {"file": facts}
            elif any(cell.strip() for cell in cells):
                yield [number, cells]
        yield {"end": number}
    except Unreadable as error:
        yield {"refused": error.message, "values": error.values}
    except (MemoryError, RecursionError):
        yield {"refused": TOO_SLOW, "values": {}}
    except DefusedXmlException:
        yield {"refused": HAS_DTD, "values": {}}
    except (ParseError, ZlibError, zipfile.BadZipFile, EOFError, OSError, ValueError, LookupError, RuntimeError):
        yield {"refused": BROKEN, "values": {}}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = sys.stdout
    for line in told(Path(sys.argv[1]), json.loads(sys.argv[2])):
        out.write(json.dumps(line) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
