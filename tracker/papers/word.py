"""A paper as DOCX. Tables are written row by row straight into the file, so that memory does not grow with them.

The rest of the document is made by python-docx, with a mark in the place of each table; the rows are put in where
the marks stand while the file is packed.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from tracker.papers.paper import (
    BRIEF,
    Band,
    Box,
    Bullets,
    Facts,
    Heading,
    NewPage,
    Note,
    Paper,
    Picture,
    Signatures,
    Table,
    Text,
)
from tracker.papers.word_table import TableXml
from tracker.papers.wording import paragraphs, sound

if TYPE_CHECKING:
    from tracker.papers.paper import Letterhead, Page, Part

FONT = "Arial"  # on every office computer, with a twin of the same widths where it is not
BODY_SIZE = 11
INK, QUIET = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x56, 0x5D, 0x66)
LOCALES = {"ru": "ru-RU", "en": "en-GB"}
_BODY = "word/document.xml"
_MARK = re.compile(rb"<!--table-(\d+)-->")


def write_docx(paper: Paper, target: Any) -> None:
    """Write the paper to a binary file."""
    writer = _Writer(paper)
    writer.write()
    skeleton = io.BytesIO()
    writer.document.save(skeleton)
    _pack(skeleton, writer.tables, target)


def _pack(skeleton: io.BytesIO, tables: Sequence[TableXml], target: Any) -> None:
    """Copy the document, with each mark replaced by the rows of its table."""
    with (
        zipfile.ZipFile(skeleton) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as made,
    ):
        for entry in source.infolist():
            if entry.filename != _BODY:
                made.writestr(entry.filename, source.read(entry))
                continue
            pieces = _MARK.split(source.read(entry))
            with made.open(_BODY, "w", force_zip64=True) as body:
                for at, piece in enumerate(pieces):
                    if at % 2:
                        shutil.copyfileobj(_Reading(tables[int(piece)]), body)
                    else:
                        body.write(piece)


class _Reading:
    """A table as a file to read from."""

    def __init__(self, table: TableXml) -> None:
        self.pieces = table.pieces()

    def read(self, _size: int = -1) -> bytes:
        return next(self.pieces, b"")


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document = Document()
        self.page = paper.page
        self.tables: list[TableXml] = []
        self.drawn: list[Any] = []

    def write(self) -> None:
        paper = self.paper
        self._describe()
        _style(self.document, LOCALES.get(paper.language, LOCALES["en"]))
        if paper.look == BRIEF:
            _style_brief(self.document)
        _lay(self.document.sections[0], paper.page)
        _foot(self.document.sections[0], sound(paper.footer or paper.title), paper.page)
        if paper.letterhead is not None:
            (self._top if paper.look == BRIEF else self._letterhead)(paper.letterhead)
        self._paragraph(paper.title, "Title")
        if paper.subtitle:
            self._paragraph(paper.subtitle, "Subtitle")
        for part in paper.parts:
            self._part(part)

    def _describe(self) -> None:
        paper, core = self.paper, self.document.core_properties
        core.title, core.author = sound(paper.title)[:255], sound(paper.author)[:255]
        core.subject, core.keywords = (
            sound(paper.subject or paper.subtitle)[:255],
            sound(", ".join(paper.keywords))[:255],
        )
        core.language, core.comments, core.last_modified_by = paper.language, "", ""

    # parts

    def _part(self, part: Part) -> None:
        if isinstance(part, Facts):
            self._table(TableXml.of_facts(part, self.paper.language, self._width(), self.paper.look))
        elif isinstance(part, Table):
            self._table(TableXml.of_table(part, self.paper.language, self._width(), self.paper.look, self._drawn(part)))
        elif isinstance(part, Signatures):
            self._signatures(part)
        elif isinstance(part, NewPage):
            self._new_page(part)
        else:
            self._running(part)

    def _running(self, part: Heading | Text | Box | Note | Bullets) -> None:
        if isinstance(part, Heading):
            told = self._paragraph(part.text, f"Heading {min(part.level, 2)}")
            if self.paper.look == BRIEF:
                _underline(told, color="1B1F24", space="2")
        elif isinstance(part, Box):
            _shade(self._paragraph("\n".join(paragraphs(part.text)), "Normal"))
        elif isinstance(part, Bullets):
            for line in part.lines:
                self._paragraph(line, "List Bullet")
        else:
            style, strong = ("Caption", False) if isinstance(part, Note) else ("Normal", part.strong)
            for text in paragraphs(part.text):
                self._paragraph(text, style, strong=strong)

    def _paragraph(self, text: str, style: str, *, strong: bool = False) -> Any:
        made = self.document.add_paragraph(style=style)
        _say(made, sound(text), strong=strong)
        return made

    def _table(self, table: TableXml) -> None:
        """A mark for the rows, and the paragraph that has to stand behind a table."""
        mark = self.document.add_paragraph()._p  # noqa: SLF001 - the element
        mark.getparent().replace(mark, etree.Comment(f"table-{len(self.tables)}"))
        self.tables.append(table)
        behind = self.document.add_paragraph()
        behind.paragraph_format.space_after = Pt(2)
        behind.paragraph_format.line_spacing = Pt(6)

    def _drawn(self, table: Table) -> dict[Picture, str]:
        """The pictures of a table whose rows are known, put into the document."""
        if not isinstance(table.rows, Sequence):
            return {}
        drawn: dict[Picture, str] = {}
        for value in (value for row in table.rows if not isinstance(row, Band) for value in row):
            if isinstance(value, Picture) and (content := value.content()) is not None:
                identity, image = self.document.part.get_or_add_image(io.BytesIO(content))
                side = Mm(value.width)
                shape = CT_Inline.new_pic_inline(len(self.drawn) + 1, identity, "photo.jpg", side, side)
                shape.docPr.set("descr", sound(value.alt))
                self.drawn.append(image)
                drawn[value] = f"<w:drawing>{etree.tostring(shape, encoding='unicode')}</w:drawing>"
        return drawn

    def _top(self, head: Letterhead) -> None:
        """Who writes at the left, what for and when at the right, both small."""
        left, right = "\n".join(head.lines), "\n".join([*head.left, *head.right])
        self._table(TableXml.of_blocks([(left, right)], (0.63, 0.37), self._width(), 8.5))

    def _letterhead(self, head: Letterhead) -> None:
        for at, line in enumerate(head.lines):
            told = self._paragraph(line, "Header", strong=at == 0)
            told.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if at + 1 == len(head.lines):
                _underline(told)
                told.paragraph_format.space_after = Pt(8)
        if head.left or head.right:
            left, right = "\n".join(head.left), "\n".join(head.right)
            self._table(TableXml.of_blocks([(left, right)], (0.55, 0.45), self._width()))

    def _signatures(self, part: Signatures) -> None:
        self._table(TableXml.of_signatures(part, self._width()))
        if part.day:
            self._paragraph(part.day, "Normal")

    def _new_page(self, part: NewPage) -> None:
        self.page = part.page or self.page
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        _lay(section, self.page)
        section.footer.is_linked_to_previous = False
        _foot(section, sound(self.paper.footer or self.paper.title), self.page)

    def _width(self) -> int:
        """Of the text, in millimetres."""
        return self.page.width - self.page.left - self.page.right


def _say(paragraph: Any, text: str, *, strong: bool = False) -> None:
    for at, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        run.bold = True if strong else None
        if at:
            run._r.insert(0, OxmlElement("w:br"))  # noqa: SLF001 - a break before the text of the run


def _lay(section: Any, page: Page) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance, section.footer_distance = Mm(8), Mm(7)


def _foot(section: Any, text: str, page: Page) -> None:
    """The text at the left, page and pages at the right."""
    told = section.footer.paragraphs[0]
    told.style.paragraph_format.tab_stops.clear_all()
    told.paragraph_format.tab_stops.add_tab_stop(Mm(page.width - page.left - page.right), WD_TAB_ALIGNMENT.RIGHT)
    told.add_run(f"{text.replace(chr(10), ' ')[:150]}\t")
    _field(told, "PAGE")
    told.add_run(" / ")
    _field(told, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _shade(paragraph: Any) -> None:
    """A field of its own for the paragraph."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF1F4")):
        ground.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(ground, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001


def _underline(paragraph: Any, color: str = "9AA1A9", space: str = "6") -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", space), ("color", color)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001


def _style(document: Any, locale: str) -> None:
    """The look of the paper; the styles are Word's own, so that a reader can change them at one place."""
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _letters(document, "Normal", BODY_SIZE, INK, after=5)
    _letters(document, "Title", 15, INK, strong=True, before=8, after=3, align=centre)
    _letters(document, "Subtitle", BODY_SIZE, QUIET, after=12, align=centre)
    _letters(document, "Heading 1", 13, INK, strong=True, before=12, after=5)
    _letters(document, "Heading 2", 11.5, INK, strong=True, before=8, after=4)
    _letters(document, "List Bullet", BODY_SIZE, INK, after=2)
    _letters(document, "Caption", 9, QUIET, before=2, after=5)
    _letters(document, "Header", 10.5, INK)
    _letters(document, "Footer", 8.5, QUIET)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), locale)
    hyphens = OxmlElement("w:autoHyphenation")
    document.settings.element.insert_element_before(
        hyphens, "w:defaultTabStop", "w:characterSpacingControl", "w:compat"
    )


def _style_brief(document: Any) -> None:
    _letters(document, "Normal", 10, INK, after=4)
    _letters(document, "Title", 19, INK, strong=True, before=6, after=0)
    _letters(document, "Subtitle", 10, QUIET, after=4)
    _letters(document, "Heading 1", 11, INK, strong=True, before=9, after=4)
    _letters(document, "List Bullet", 10, INK, after=1)


def _letters(
    document: Any,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    strong: bool = False,
    before: float = 0,
    after: float = 0,
    align: Any = None,
) -> None:
    style = document.styles[name]
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), strong, False, colour
    properties = style.element.get_or_add_rPr()
    letters = properties.get_or_add_rFonts()
    for old in list(letters.attrib):
        del letters.attrib[old]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        letters.set(qn(f"w:{script}"), FONT)
    for spacing in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
        properties.remove(spacing)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.alignment = Pt(before), Pt(after), align
    shape.line_spacing = 1.12
