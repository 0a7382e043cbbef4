"""A table of a PDF that takes its rows one by one: lays out what fits on the page, draws it, forgets it.

The headings stand again on each page; a row is not divided unless it is higher than a page.
"""

from __future__ import annotations

import io
import itertools
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from tracker.papers import fonts
from tracker.papers.fitting import SAMPLE, fitted
from tracker.papers.paper import BRIEF, NUMBER, Band, Column, Picture
from tracker.papers.wording import told
from tracker.papers.wrapping import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.papers.paper import Facts, LookName, Table, Value

LEADING = 1.28
ASCENT = 0.93
INK, QUIET, LINE, SHADE = HexColor("#1b1f24"), HexColor("#565d66"), HexColor("#9aa1a9"), HexColor("#eef1f4")
FACTS_SIZE = 10
FINE = 7  # letters as small as these stand closer to the lines
FACTS_SHARE = 2.2  # how much wider the values are than their names


@dataclass(frozen=True)
class Look:
    """`grid`: lines between columns too; `lined`: between rows; `quiet`: the first column stands back.

    `plain`: headings without ground, from the left.
    """

    grid: bool
    quiet: bool
    pad: float
    lined: bool = True
    plain: bool = False


GRID_LOOK = Look(grid=True, quiet=False, pad=2.6)
FINE_GRID_LOOK = Look(grid=True, quiet=False, pad=2)
FACTS_LOOK = Look(grid=False, quiet=True, pad=2.6)
BRIEF_GRID_LOOK = Look(grid=False, quiet=False, pad=2.6, plain=True)
BRIEF_FACTS_LOOK = Look(grid=False, quiet=True, pad=1.4, lined=False)


@dataclass(frozen=True)
class _Row:
    """A laid-out row: the lines of each cell, as high as the highest of them."""

    cells: Sequence[Sequence[str]]
    font: str
    height: float
    shaded: bool = False
    centred: bool = False
    spans: bool = False
    quiet: bool = False
    pictures: Mapping[int, Picture] = field(default_factory=dict)


class _Layout:
    """Columns of one table on one width, and how its rows are laid out."""

    def __init__(self, columns: Sequence[Column], language: str, size: float, look: Look, width: float) -> None:
        self.columns, self.language, self.size, self.look, self.width = columns, language, size, look, width
        shares = sum(column.width for column in columns)
        self.widths = [width * column.width / shares for column in columns]
        self.leading = size * LEADING

    def fit(self, rows: Sequence[Sequence[Value] | Band]) -> None:
        """Make each column as wide as its words in these rows need."""
        self.size, self.widths = fitted(self.columns, rows, (self.width, self.size), self._word, self.language)
        self.leading = self.size * LEADING

    def _word(self, text: str, strong: bool, size: float) -> float:
        return fonts.width_of(text, fonts.STRONG if strong else fonts.REGULAR, size) + 2 * self.look.pad

    def row(self, values: Sequence[Value], font: str = fonts.REGULAR, **marks: bool) -> _Row:
        cells = [
            self._lines(told(value, self.language), width, fonts.STRONG if column.strong else font)
            for value, width, column in zip(values, self.widths, self.columns, strict=True)
        ]
        pictures = {at: value for at, value in enumerate(values) if isinstance(value, Picture)}
        height = max([self._height(cells), *(one.width * mm + 2 * self.look.pad for one in pictures.values())])
        return _Row(cells, font, height, pictures=pictures, **marks)

    def band(self, text: str) -> _Row:
        cells = [self._lines(told(text, self.language), self.width, fonts.STRONG)]
        return _Row(cells, fonts.STRONG, self._height(cells), shaded=True, spans=True)

    def _lines(self, text: str, width: float, font: str) -> list[str]:
        return lines_of(text, width - 2 * self.look.pad, lambda piece: fonts.width_of(piece, font, self.size))

    def _height(self, cells: Sequence[Sequence[str]]) -> float:
        return max(1, *(len(lines) for lines in cells), 1) * self.leading + 2 * self.look.pad

    def cut(self, row: _Row, height: float) -> tuple[_Row, _Row] | None:
        """A row that is higher than a page, in two; None where not even two lines fit."""
        fitting = int((height - 2 * self.look.pad) // self.leading)
        if fitting < 2:  # noqa: PLR2004 - one line alone is an orphan
            return None
        upper, lower = [c[:fitting] for c in row.cells], [c[fitting:] for c in row.cells]
        first = replace(row, cells=upper, height=self._height(upper))
        return first, replace(row, cells=lower, height=self._height(lower))


class RowsTable(Flowable):  # type: ignore[misc]
    """The rest of a table that has not been drawn yet."""

    def __init__(self, columns: Sequence[Column], language: str, size: float, look: Look, page_height: float) -> None:
        super().__init__()
        self.columns, self.language, self.size, self.look = columns, language, size, look
        self.page_height = page_height
        self.headings, self.numbered = True, False
        self.source: Iterator[Sequence[Value] | Band] = iter(())
        self.total: Sequence[Value] | None = None
        self.waiting: deque[_Row] = deque()
        self.layout: _Layout | None = None
        self.header: list[_Row] = []

    @classmethod
    def of_table(cls, table: Table, language: str, page_height: float, paper_look: LookName) -> RowsTable:
        look = BRIEF_GRID_LOOK if paper_look == BRIEF else FINE_GRID_LOOK if table.size <= FINE else GRID_LOOK
        made = cls(table.columns, language, table.size, look, page_height)
        made.source, made.total, made.numbered = iter(table.rows), table.total, table.numbered
        return made

    @classmethod
    def of_facts(cls, facts: Facts, language: str, page_height: float, paper_look: LookName) -> RowsTable:
        look = BRIEF_FACTS_LOOK if paper_look == BRIEF else FACTS_LOOK
        made = cls([Column("", 1), Column("", FACTS_SHARE)], language, FACTS_SIZE, look, page_height)
        made.source, made.headings = iter(facts.rows), False
        return made

    # platypus

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        layout = self._laid(width)
        used = sum(row.height for row in self.header)
        at = 0
        while used <= height:
            if at == len(self.waiting) and not self._read(layout):
                return width, used
            used += self.waiting[at].height
            at += 1
        return width, used

    def split(self, width: float, height: float) -> list[Flowable]:
        layout = self._laid(width)
        left = height - sum(row.height for row in self.header)
        taken: list[_Row] = []
        while (self.waiting or self._read(layout)) and self.waiting[0].height <= left:
            left -= self.waiting[0].height
            taken.append(self.waiting.popleft())
        if taken and taken[-1].spans and self.waiting:
            self.waiting.appendleft(taken.pop())  # a band does not stand alone at the foot of a page
        if not taken:
            whole = self.page_height - sum(row.height for row in self.header)
            if self.waiting[0].height <= whole or (cut := layout.cut(self.waiting[0], left)) is None:
                return []
            taken, self.waiting[0] = [cut[0]], cut[1]
        self.__dict__.pop("_postponed", None)  # platypus moves a flowable to a new page but once; the rest is a new one
        return [_Block(layout, [*self.header, *taken]), self]

    def draw(self) -> None:
        assert self.layout is not None  # platypus wraps before it draws
        _draw(self.canv, self.layout, [*self.header, *self.waiting])

    # rows

    def _laid(self, width: float) -> _Layout:
        if self.layout is None or self.layout.width != width:
            self.layout = _Layout(self.columns, self.language, self.size, self.look, width)
            if self.headings:
                first = list(itertools.islice(self.source, SAMPLE))
                self.source = itertools.chain(first, self.source)
                self.layout.fit(first)
            self.header = list(self._header(self.layout))
        return self.layout

    def _header(self, layout: _Layout) -> Iterable[_Row]:
        if self.headings:
            headings = [column.heading for column in self.columns]
            if self.look.plain:
                yield layout.row(headings, quiet=True)
            else:
                yield layout.row(headings, fonts.STRONG, shaded=True, centred=self.look.grid)
        if self.numbered:
            yield layout.row([str(at) for at in range(1, len(self.columns) + 1)], centred=True)

    def _read(self, layout: _Layout) -> bool:
        """Lay out the next row of the source, or the total behind the last one."""
        row = next(self.source, None)
        if row is not None:
            self.waiting.append(layout.band(row.text) if isinstance(row, Band) else layout.row(row))
            return True
        if self.total is not None:
            self.waiting.append(layout.row(self.total, fonts.STRONG, shaded=True))
            self.total = None
            return True
        return False


class _Block(Flowable):  # type: ignore[misc]
    """The rows of one page."""

    def __init__(self, layout: _Layout, rows: Sequence[_Row]) -> None:
        super().__init__()
        self.layout, self.rows = layout, rows

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, sum(row.height for row in self.rows)

    def draw(self) -> None:
        _draw(self.canv, self.layout, self.rows)


def _draw(canvas: Any, layout: _Layout, rows: Sequence[_Row]) -> None:
    """From the top down; the lower left corner of all the rows is the origin."""
    top = sum(row.height for row in rows)
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    height = top
    for row in rows:
        bottom = top - row.height
        _draw_row(canvas, layout, row, top)
        if layout.look.lined:
            canvas.line(0, bottom, layout.width, bottom)
        top = bottom
    if layout.look.grid:
        canvas.line(0, height, layout.width, height)
    canvas.restoreState()


def _draw_row(canvas: Any, layout: _Layout, row: _Row, top: float) -> None:
    look, bottom = layout.look, top - row.height
    if row.shaded:
        canvas.setFillColor(SHADE)
        canvas.rect(0, bottom, layout.width, row.height, stroke=0, fill=1)
    x = 0.0
    widths = [layout.width] if row.spans else layout.widths
    for at, (lines, width) in enumerate(zip(row.cells, widths, strict=True)):
        canvas.setFillColor(QUIET if row.quiet or (look.quiet and at == 0) else INK)
        if at in row.pictures:
            _draw_picture(canvas, row.pictures[at], x, top - look.pad)
        ends = layout.columns[at].kind == NUMBER and not row.spans
        strong = layout.columns[at].strong and not (row.spans or row.quiet)
        font = fonts.STRONG if strong else row.font
        _draw_lines(canvas, layout, (lines, font), (x, width, top), ends=ends, centred=row.centred)
        x += width
        if look.grid:
            canvas.line(x, top, x, bottom)
    if look.grid:
        canvas.line(0, top, 0, bottom)


def _draw_picture(canvas: Any, picture: Picture, x: float, top: float) -> None:
    content, side = picture.content(), picture.width * mm
    if content is not None:
        canvas.drawImage(ImageReader(io.BytesIO(content)), x, top - side, side, side)


def _draw_lines(
    canvas: Any,
    layout: _Layout,
    said: tuple[Sequence[str], str],
    place: tuple[float, float, float],
    *,
    ends: bool,
    centred: bool,
) -> None:
    (lines, font), (left, width, top) = said, place
    y = top - layout.look.pad - layout.size * ASCENT
    for line in lines:
        x = left + layout.look.pad
        if centred or ends:
            room = width - 2 * layout.look.pad - fonts.width_of(line, font, layout.size)
            x += room / 2 if centred else room
        fonts.draw(canvas, (x, y), line, font, layout.size)
        y -= layout.leading
