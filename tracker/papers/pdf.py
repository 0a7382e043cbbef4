"""A paper as PDF: text that can be found and copied, embedded letters, title and language, bookmarks of the headings.

Pages are written as they fill: memory does not grow with the rows of the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from tracker.papers import fonts
from tracker.papers.paper import (
    BRIEF,
    Box,
    Bullets,
    Facts,
    Heading,
    NewPage,
    Note,
    Page,
    Paper,
    Signatures,
    Table,
    Text,
)
from tracker.papers.pdf_table import INK, LINE, QUIET, SHADE, RowsTable
from tracker.papers.wording import paragraphs, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.papers.paper import Letterhead, Part

BODY_SIZE, FOOTER_SIZE = 10.5, 8
HEADED = 80  # a heading stands on a page only with so many points below its top
_TOTAL = "pages-in-all"


def _style(name: str, size: float, *, strong: bool = False, **more: Any) -> ParagraphStyle:
    own = {"leading": size * 1.38, "textColor": INK, "splitLongWords": 1, **more}
    return ParagraphStyle(name, fontName=fonts.STRONG if strong else fonts.REGULAR, fontSize=size, **own)


STYLES = {
    "body": _style("body", BODY_SIZE, spaceAfter=5),
    "strong": _style("strong", BODY_SIZE, strong=True, spaceAfter=5),
    "bullet": _style("bullet", BODY_SIZE, spaceAfter=2.5, leftIndent=13, bulletIndent=2),
    "note": _style("note", 8.5, textColor=QUIET, spaceBefore=3, spaceAfter=5),
    "title": _style("title", 15, strong=True, alignment=TA_CENTER, spaceBefore=8, spaceAfter=3, leading=19),
    "subtitle": _style("subtitle", 11, alignment=TA_CENTER, textColor=QUIET, spaceAfter=12),
    "heading1": _style("heading1", 12.5, strong=True, spaceBefore=12, spaceAfter=5, leading=16),
    "heading2": _style("heading2", 11, strong=True, spaceBefore=8, spaceAfter=4, leading=14.5),
    "head": _style("head", 9.5, alignment=TA_CENTER, textColor=QUIET),
    "head-strong": _style("head-strong", 12, strong=True, alignment=TA_CENTER),
    "side": _style("side", 10),
    "signed": _style("signed", BODY_SIZE, alignment=TA_RIGHT),
    "brief-title": _style("brief-title", 19, strong=True, spaceBefore=8, spaceAfter=1, leading=23),
    "brief-subtitle": _style("brief-subtitle", 10, textColor=QUIET, spaceAfter=4),
    "brief-heading": _style("brief-heading", 11, strong=True, spaceBefore=10, spaceAfter=0, leading=14),
    "brief-side": _style("brief-side", 8.5, textColor=QUIET),
    "box": _style(
        "box",
        BODY_SIZE,
        backColor=SHADE,
        borderPadding=(5, 8, 6, 8),
        leftIndent=10,
        rightIndent=8,
        spaceBefore=7,
        spaceAfter=9,
    ),
}


def write_pdf(paper: Paper, target: Any) -> int:
    """Write the paper to a binary file and tell its pages. Raises FontsMissing where the assets were not built."""
    for name in (fonts.REGULAR, fonts.STRONG):
        fonts.font(name)
    sheets = _Sheets(target, paper)
    sheets.build(list(_story(paper)), canvasmaker=_Canvas)
    return int(sheets.page)


class _Canvas(Canvas):  # type: ignore[misc]
    """Tells the number of all pages on each of them: they share a drawing that is made at the end."""

    def save(self) -> None:
        self.beginForm(_TOTAL)
        self.setFillColor(QUIET)
        self.setFont(fonts.REGULAR, FOOTER_SIZE)
        self.drawString(0, 0, f"/ {self.getPageNumber() - 1}")
        self.endForm()
        super().save()


class _Sheets(BaseDocTemplate):  # type: ignore[misc]
    def __init__(self, target: Any, paper: Paper) -> None:
        sheets = {_name(paper.page): paper.page}
        for part in paper.parts:
            if isinstance(part, NewPage) and part.page is not None:
                sheets[_name(part.page)] = part.page
        super().__init__(
            target,
            pageTemplates=[self._template(name, page) for name, page in sheets.items()],
            title=sound(paper.title),
            author=sound(paper.author),
            subject=sound(paper.subject or paper.subtitle),
            keywords=[sound(word) for word in paper.keywords],
            creator="",
            initialFontName=fonts.REGULAR,
            lang=paper.language,
        )
        self.footer = sound(paper.footer or paper.title)

    def _template(self, name: str, page: Page) -> PageTemplate:
        frame = Frame(
            page.left * mm,
            page.bottom * mm,
            (page.width - page.left - page.right) * mm,
            (page.height - page.top - page.bottom) * mm,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        size = (page.width * mm, page.height * mm)
        return PageTemplate(name, [frame], onPage=lambda canvas, _doc: self._foot(canvas, page), pagesize=size)

    def _foot(self, canvas: Any, page: Page) -> None:
        right, line = (page.width - page.right) * mm, (page.bottom - 8) * mm
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.saveState()
        canvas.setFillColor(QUIET)
        place = (page.left * mm, line)
        fonts.draw(canvas, place, _fitting(self.footer, right - place[0] - 60), fonts.REGULAR, FOOTER_SIZE)
        canvas.setFont(fonts.REGULAR, FOOTER_SIZE)
        canvas.drawRightString(right - 22, line, str(canvas.getPageNumber()))
        canvas.translate(right - 19, line)
        canvas.doForm(_TOTAL)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the library's name
        if (bookmark := getattr(flowable, "bookmark", None)) is not None:
            level, text = bookmark
            key = f"h{self.seq.nextf('bookmark')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level=level, closed=False)


def _fitting(text: str, room: float) -> str:
    """The text, or its beginning that fits."""
    if fonts.width_of(text, fonts.REGULAR, FOOTER_SIZE) <= room:
        return text
    while text and fonts.width_of(f"{text}…", fonts.REGULAR, FOOTER_SIZE) > room:
        text = text[:-1]
    return f"{text}…"


def _name(page: Page) -> str:
    return f"{page.width}x{page.height}+{page.left}+{page.top}"


def _markup(text: str, name: str) -> str:
    """The text for a Paragraph; letters of other fonts are named."""
    told = []
    for used, piece in fonts.runs(sound(text), name):
        escaped = escape(piece).replace("\n", "<br/>")
        told.append(escaped if used == name else f'<font name="{used}">{escaped}</font>')
    return "".join(told)


def _paragraph(text: str, style: str, **more: Any) -> Paragraph:
    chosen = STYLES[style]
    return Paragraph(_markup(text, chosen.fontName), chosen, **more)


def _story(paper: Paper) -> Iterator[Flowable]:
    brief = "brief-" if paper.look == BRIEF else ""
    if paper.letterhead is not None:
        yield from (_top if brief else _letterhead)(paper.letterhead, paper.page)
    yield _paragraph(paper.title, f"{brief}title")
    yield _paragraph(paper.subtitle, f"{brief}subtitle") if paper.subtitle else Spacer(1, 8)
    page, levels = paper.page, 0
    for part in paper.parts:
        if isinstance(part, Heading):
            levels = min(part.level, levels + 1)
            yield from _heading(part, levels, "brief-heading" if brief else f"heading{min(part.level, 2)}")
        elif isinstance(part, NewPage):
            page = part.page or page
            yield NextPageTemplate(_name(page))
            yield PageBreak()
        else:
            yield from _flowables(part, paper, page)


def _heading(part: Heading, level: int, style: str) -> Iterator[Flowable]:
    yield CondPageBreak(HEADED)
    told = _paragraph(part.text, style)
    told.bookmark = (level - 1, sound(part.text))
    told.keepWithNext = 0
    yield told
    if style == "brief-heading":
        yield HRFlowable(width="100%", thickness=0.7, color=INK, spaceBefore=2.5, spaceAfter=3)


_RUNNING = {Note: "note", Box: "box"}


def _flowables(part: Part, paper: Paper, page: Page) -> Iterator[Flowable]:
    width, height = (page.width - page.left - page.right) * mm, (page.height - page.top - page.bottom) * mm
    if isinstance(part, Text | Note | Box):
        style = _RUNNING.get(type(part)) or ("strong" if isinstance(part, Text) and part.strong else "body")
        yield from (_paragraph(text, style) for text in paragraphs(part.text))
    elif isinstance(part, Bullets):
        for line in part.lines:
            yield _paragraph(line, "bullet", bulletText="•" if paper.look == BRIEF else "–")
    elif isinstance(part, Facts):
        yield RowsTable.of_facts(part, paper.language, height, paper.look)
        yield Spacer(1, 6)
    elif isinstance(part, Table):
        yield RowsTable.of_table(part, paper.language, height, paper.look)
        yield Spacer(1, 8)
    elif isinstance(part, Signatures):
        yield _signatures(part, width)


def _letterhead(head: Letterhead, page: Page) -> Iterator[Flowable]:
    width = (page.width - page.left - page.right) * mm
    for at, line in enumerate(head.lines):
        yield _paragraph(line, "head" if at else "head-strong")
    yield HRFlowable(width="100%", thickness=0.7, color=LINE, spaceBefore=5, spaceAfter=7)
    if head.left or head.right:
        cells = [[_paragraph("\n".join(lines), "side") for lines in (head.left, head.right)]]
        yield Grid(cells, [width * 0.55, width * 0.45], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_NO_PADDING])
        yield Spacer(1, 10)


def _top(head: Letterhead, page: Page) -> Iterator[Flowable]:
    """Who writes at the left, what for and when at the right, both small."""
    width = (page.width - page.left - page.right) * mm
    sides = ([*head.lines], [*head.left, *head.right])
    cells = [[_paragraph("\n".join(lines), "brief-side") for lines in sides]]
    yield Grid(cells, [width * 0.63, width * 0.37], style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *_NO_PADDING])


_NO_PADDING = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]


def _signatures(part: Signatures, width: float) -> Flowable:
    cells = [[_paragraph(row.post, "body"), "", _paragraph(row.name, "signed")] for row in part.rows]
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("TOPPADDING", (0, 0), (-1, -1), 14), *_NO_PADDING]
    style += [("LINEBELOW", (1, at), (1, at), 0.5, LINE) for at in range(len(cells))]
    told: list[Flowable] = [Spacer(1, 10), Grid(cells, [width * 0.5, width * 0.2, width * 0.3], style=style)]
    if part.day:
        told += [Spacer(1, 8), _paragraph(part.day, "body")]
    return KeepTogether(told)
