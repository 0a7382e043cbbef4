"""Files to import, sound and hostile, written by hand so that each shows what it is."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_csv(rows: list[list[str]], *, encoding: str = "utf-8", separator: str = ";") -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=separator).writerows(rows)
    return held.getvalue().encode(encoding)


def an_xlsx(rows: list[list[object]]) -> bytes:
    """By the library that writes our exports; days as days."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False})
    page = book.add_worksheet("Лист1")
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return held.getvalue()


def raw_xlsx(
    sheet: str, *, shared: str = "", more: dict[str, bytes] | None = None, packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook around what stands inside `<worksheet>`."""
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet
        if sheet.startswith("<?xml")
        else f'{XML}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    if shared:
        parts["xl/sharedStrings.xml"] = shared
    return zipped({**{name: text.encode() for name, text in parts.items()}, **(more or {})}, packing)


def zipped(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def an_ods(rows: list[list[str]], *, tail: str = "") -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(one)}</text:p></table:table-cell>'
            for one in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = f'{XML}<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="A">{body}{tail}</table:table></office:spreadsheet></office:body></office:document-content>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})
