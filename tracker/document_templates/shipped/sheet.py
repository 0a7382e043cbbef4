"""Setting an office paper: a page with the margins of the national standard, its paragraphs, tables and signatures."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT, SIZE, SMALL = "Times New Roman", 13, 9
TEXT_WIDTH = 165  # millimetres: 210 less margins of 30 and 15, as GOST R 7.0.97-2016 asks
GREY = RGBColor(0x59, 0x59, 0x59)
LEFT, RIGHT, CENTRE, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


class Sheet:
    """One paper. `language`: the proofing language of its text."""

    def __init__(self, language: str) -> None:
        self.document: Any = Document()
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
        page.footer_distance = Mm(10)
        plain = self.document.styles["Normal"]
        plain.font.name, plain.font.size = FONT, Pt(SIZE)
        plain.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), {"ru": "ru-RU"}.get(language, "en-GB"))
        plain.element.rPr.append(spoken)
        plain.paragraph_format.space_after, plain.paragraph_format.line_spacing = Pt(0), 1.1

    def line(self, text: str, **look: Any) -> Any:
        """A paragraph without an indent; `look` as `set_text` takes it."""
        return set_text(self.document.add_paragraph(), text, **look)

    def paragraph(self, text: str, *, before: float = 0) -> Any:
        """A paragraph of running text: justified, its first line indented."""
        made = self.line(text, align=JUSTIFIED, before=before, after=4)
        made.paragraph_format.first_line_indent = Cm(1.25)
        made.paragraph_format.widow_control = True
        return made

    def heading(self, text: str) -> Any:
        made = self.line(text, align=CENTRE, bold=True, before=10, after=4)
        made.paragraph_format.keep_with_next = True
        return made

    def letterhead(self, sender: str, reference: str, addressee: Sequence[str]) -> None:
        """Who writes, day and number at the left, to whom at the right."""
        self.line(sender, align=CENTRE, bold=True, size=14, after=14)
        grid = self.grid((80, 85))
        _flush(grid)
        left, right = grid.rows[0].cells
        set_text(left.paragraphs[0], reference)
        for at, part in enumerate(addressee):
            set_text(right.paragraphs[0] if at == 0 else right.add_paragraph(), part)

    def subject(self, text: str) -> None:
        """What a letter is about, at the left and not wider than half of it."""
        made = self.line(text, bold=True, before=16, after=12)
        made.paragraph_format.right_indent = Mm(75)

    def grid(self, widths: Sequence[float], *, ruled: bool = False) -> Any:
        """A table of one row; `widths` in millimetres."""
        made = self.document.add_table(rows=1, cols=len(widths))
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        if ruled:
            made.style = "Table Grid"
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        return made

    def listed(
        self, heads: Sequence[str], cells: Sequence[str], widths: Sequence[float], *, together: bool = False
    ) -> None:
        """A ruled table with a head and the one row that is repeated; a row is not divided over two pages."""
        made = self.grid(widths, ruled=True)
        for cell, text in zip(made.rows[0].cells, heads, strict=True):
            set_text(cell.paragraphs[0], text, bold=True, size=11, before=2, after=2)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        _repeat_head(made.rows[0])
        row = made.add_row()
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            set_text(cell.paragraphs[0], text, size=12, before=2, after=2)
            cell.paragraphs[0].paragraph_format.keep_with_next = together
        for one in made.rows:
            keep_whole(one)

    def signature(self, post: str, name: str) -> None:
        """The post at the left, room for the signature, the name at the right edge."""
        made = self.line(f"{post}\t{name}", before=28)
        made.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        made.paragraph_format.keep_together = True

    def executor(self, text: str) -> None:
        self.line(text, size=10, before=24)

    def footer(self, text: str) -> None:
        """The legal basis, small, with the number of the page at the right."""
        made = self.document.sections[0].footer.paragraphs[0]
        set_text(made, f"{text}\t", size=SMALL)
        made.runs[0].font.color.rgb = GREY
        made.style = self.document.styles["Normal"]  # without the tab stops of the footer's own style
        made.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        made.paragraph_format.right_indent = Mm(0)
        _page_number(made)

    def as_bytes(self) -> bytes:
        held = BytesIO()
        self.document.save(held)
        return held.getvalue()


def set_text(made: Any, text: str, *, align: Any = LEFT, bold: bool = False, size: float = SIZE, **space: float) -> Any:
    """Text in one look. `before`, `after`: points above and below."""
    run = made.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    made.alignment = align
    made.paragraph_format.space_before = Pt(space.get("before", 0))
    made.paragraph_format.space_after = Pt(space.get("after", 0))
    return made


def cell_text(cell: Any, text: str, *, bold: bool = False, align: Any = LEFT, size: float = 11.5) -> None:
    """Text in a cell, as paragraphs divided by line breaks."""
    for at, part in enumerate(text.split("\n")):
        made = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        set_text(made, part, bold=bold, align=align, size=size, before=2, after=2)
        made.paragraph_format.keep_with_next = bold
        made.paragraph_format.right_indent = Mm(2)


def keep_whole(row: Any) -> None:
    """A row stands on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no word for it


def keep_with_next(row: Any) -> None:
    """A row stands on the page of what follows it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _flush(table: Any) -> None:
    """The cells' text begins where the paragraphs around the table do."""
    margins = OxmlElement("w:tblCellMar")
    left = OxmlElement("w:left")
    left.set(qn("w:w"), "0")
    left.set(qn("w:type"), "dxa")
    margins.append(left)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no word for it
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else properties.append(margins)


def _repeat_head(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - python-docx has no word for it


def _page_number(paragraph: Any) -> None:
    """The field of the page's number, each part a run in the look of the footer."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        run.font.size = Pt(SMALL)
        run.font.color.rgb = GREY
        if kind == "text":
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no word for it
