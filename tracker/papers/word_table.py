"""The rows of a table as the XML of a DOCX, made one by one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tracker.papers import arial
from tracker.papers.fitting import SAMPLE, fitted
from tracker.papers.paper import BRIEF, NUMBER, Band, Column, Picture
from tracker.papers.wording import sound, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.papers.paper import Facts, LookName, Signatures, Table, Value

TWIPS_PER_MM = 56.7
TWIPS_PER_POINT = 20
POINTS_PER_MM = TWIPS_PER_MM / TWIPS_PER_POINT
MARGIN = 44  # at each side of a cell, in twips
PIECE = 64_000
FACTS_SHARE = 2.2
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="9AA1A9"'
_GRID = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_ROWS = "".join(f"<w:{side} {_LINE}/>" for side in ("bottom", "insideH"))
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F4"/>'
_QUIET = '<w:color w:val="565D66"/>'
_STRONG = "<w:b/>"
_PICTURE_SHAPE = '<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:ind w:left="0"/></w:pPr><w:r>{}</w:r></w:p>'


class TableXml:
    """One table, to be read once."""

    def __init__(self, columns: Sequence[Column], width: float, size: float, borders: str) -> None:
        shares = sum(column.width for column in columns)
        self.columns = columns
        self.widths = [round(width * TWIPS_PER_MM * column.width / shares) for column in columns]
        self.size, self.borders = round(size * 2), borders
        self.rows: Iterable[str] = ()
        self.look: LookName | None = None
        self.drawn: Mapping[Picture, str] = {}

    @classmethod
    def of_table(
        cls, table: Table, language: str, width: float, look: LookName, drawn: Mapping[Picture, str]
    ) -> TableXml:
        """`drawn`: the XML of each picture."""
        made = cls(table.columns, width, table.size, _ROWS if look == BRIEF else _GRID)
        made.look, made.drawn = look, drawn
        rows = iter(table.rows)
        first = list(itertools.islice(rows, SAMPLE))
        size, widths = fitted(table.columns, first, (width * POINTS_PER_MM, table.size), made._word, language)
        made.size = int(size * 2)
        made.widths = [round(points * TWIPS_PER_POINT) for points in widths]
        made.rows = made._table_rows(replace(table, rows=itertools.chain(first, rows)), language)
        return made

    @classmethod
    def of_facts(cls, facts: Facts, language: str, width: float, look: LookName) -> TableXml:
        made = cls([Column("", 1), Column("", FACTS_SHARE)], width, 10, "" if look == BRIEF else _ROWS)
        made.rows = (
            made._row([made._cell(0, name, run=_QUIET), made._cell(1, told(value, language))])
            for name, value in facts.rows
        )
        return made

    @classmethod
    def of_blocks(
        cls, rows: Sequence[tuple[str, ...]], shares: Sequence[float], width: float, size: float = 10.5
    ) -> TableXml:
        """Texts beside each other, without lines."""
        made = cls([Column("", share) for share in shares], width, size, "")
        made.rows = (made._row([made._cell(at, text) for at, text in enumerate(row)]) for row in rows)
        return made

    @classmethod
    def of_signatures(cls, part: Signatures, width: float) -> TableXml:
        made = cls([Column("", 0.5), Column("", 0.2), Column("", 0.3, NUMBER)], width, 11, "")
        line = f"<w:tcBorders><w:bottom {_LINE}/></w:tcBorders>"
        foot = '<w:vAlign w:val="bottom"/>'
        made.rows = (
            made._row(
                [
                    made._cell(0, f"\n{row.post}", cell=foot),
                    made._cell(1, "", cell=line),
                    made._cell(2, row.name, cell=foot),
                ]
            )
            for row in part.rows
        )
        return made

    def _word(self, text: str, strong: bool, size: float) -> float:
        return arial.width_of(text, size, strong=strong) + 2 * MARGIN / TWIPS_PER_POINT

    def pieces(self) -> Iterator[bytes]:
        """The XML in pieces of some size, the last one not empty."""
        held = [self._beginning()]
        size = 0
        for row in self.rows:
            held.append(row)
            size += len(row)
            if size > PIECE:
                yield "".join(held).encode()
                held, size = [], 0
        held.append("</w:tbl>")
        yield "".join(held).encode()

    def _beginning(self) -> str:
        borders = f"<w:tblBorders>{self.borders}</w:tblBorders>" if self.borders else ""
        sides = "".join(f'<w:{side} w:w="{MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
        margins = f"<w:tblCellMar>{sides}</w:tblCellMar>"
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>{borders}'
            f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _table_rows(self, table: Table, language: str) -> Iterator[str]:
        look = {"run": _QUIET} if self.look == BRIEF else {"run": _STRONG, "cell": _SHADE, "align": "center"}
        headings = [self._cell(at, column.heading, **look) for at, column in enumerate(table.columns)]
        yield self._row(headings, repeated=True)
        if table.numbered:
            numbers = [self._cell(at, str(at + 1), align="center") for at in range(len(table.columns))]
            yield self._row(numbers, repeated=True)
        for row in table.rows:
            yield self._band(row) if isinstance(row, Band) else self._row(self._cells(row, language))
        if table.total is not None:
            yield self._row(self._cells(table.total, language, run=_STRONG, cell=_SHADE))

    def _cells(self, values: Sequence[Value], language: str, *, run: str = "", cell: str = "") -> Iterator[str]:
        for at, (value, column) in enumerate(zip(values, self.columns, strict=True)):
            if isinstance(value, Picture) and value in self.drawn:
                width = f'<w:tcW w:w="{self.widths[at]}" w:type="dxa"/>'
                yield f"<w:tc><w:tcPr>{width}{cell}</w:tcPr>{_PICTURE_SHAPE.format(self.drawn[value])}</w:tc>"
            else:
                yield self._cell(at, told(value, language), run=run or (_STRONG if column.strong else ""), cell=cell)

    def _band(self, band: Band) -> str:
        spanning = f'<w:gridSpan w:val="{len(self.columns)}"/>{_SHADE}'
        text = self._text(band.text, _STRONG, "<w:keepNext/>")
        return self._row(
            [f'<w:tc><w:tcPr><w:tcW w:w="{sum(self.widths)}" w:type="dxa"/>{spanning}</w:tcPr>{text}</w:tc>']
        )

    def _row(self, cells: Iterable[str], *, repeated: bool = False) -> str:
        header = "<w:tblHeader/>" if repeated else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, at: int, text: str, *, run: str = "", cell: str = "", align: str = "") -> str:
        align = align or ("right" if self.columns[at].kind == NUMBER else "")
        shape = f'<w:jc w:val="{align}"/>' if align else ""
        width = f'<w:tcW w:w="{self.widths[at]}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{width}{cell}</w:tcPr>{self._text(text, run, '', shape)}</w:tc>"

    def _text(self, text: str, run: str, before: str = "", after: str = "") -> str:
        """One paragraph; lines of the text are lines of it."""
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in sound(text).replace("\t", " ").split("\n")
        )
        shape = f'<w:pPr>{before}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>{after}</w:pPr>'
        letters = f'<w:rPr>{run}<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr>'
        return f"<w:p>{shape}<w:r>{letters}{lines}</w:r></w:p>"
