"""A DOCX taken apart: its paragraphs in body, headers and footers, with where each stands.

A placeholder may be split over runs by the word processor: the texts of a paragraph are read as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml.ns import qn

from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

W_P, W_T, W_TR, W_TC, W_TBL, W_R, W_BR = (qn(f"w:{name}") for name in ("p", "t", "tr", "tc", "tbl", "r", "br"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FILLED_PARTS = ("document", "header", "footer")


@dataclass(frozen=True)
class Place:
    """Where something stands: `words` is an English text to be translated, filled with `values`."""

    words: str
    values: dict[str, int]


NOWHERE = Place("", {})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the paper, and where it stands."""

    element: Any
    place: Place

    @property
    def texts(self) -> list[Any]:
        """Its own texts, not those of text boxes inside it."""
        return [text for text in self.element.iter(W_T) if nearest(text, W_P) is self.element]

    @property
    def text(self) -> str:
        return "".join(text.text or "" for text in self.texts)


class Paper:
    """The document of a file's content."""

    def __init__(self, content: bytes) -> None:
        self.document: Any = Document(BytesIO(content))

    @property
    def parts(self) -> list[Any]:
        return list(self.document.part.package.iter_parts())

    def roots(self) -> Iterator[tuple[str, Any]]:
        """(document, header or footer; its XML), as far as they are filled."""
        for part in self.parts:
            name = str(part.partname).rpartition("/")[2].rstrip("0123456789.xml")
            kind = next((one for one in FILLED_PARTS if name.startswith(one)), "")
            if kind and hasattr(part, "element") and str(part.partname).startswith("/word/"):
                yield kind, part.element

    def paragraphs(self) -> Iterator[Paragraph]:
        for kind, root in self.roots():
            numbers: dict[Any, int] = {}
            for element in root.iter(W_P):
                yield Paragraph(element, _place(kind, element, numbers))

    def as_bytes(self) -> bytes:
        """The file; the same each time for the same paper: its parts bear no time."""
        held, made = BytesIO(), BytesIO()
        self.document.save(held)
        with ZipFile(held) as saved, ZipFile(made, "w", ZIP_DEFLATED) as whole:
            for entry in saved.infolist():
                whole.writestr(ZipInfo(entry.filename), saved.read(entry), ZIP_DEFLATED)
        return made.getvalue()


def paragraphs_of_row(row: Any) -> list[Paragraph]:
    """The paragraphs of the row itself, not of tables inside it."""
    return [Paragraph(one, NOWHERE) for one in row.iter(W_P) if nearest(one, W_TR) is row]


def nearest(element: Any, tag: str) -> Any | None:
    return next(element.iterancestors(tag), None)


def outermost(element: Any, tag: str) -> Any | None:
    found = list(element.iterancestors(tag))
    return found[-1] if found else None


def _place(kind: str, element: Any, numbers: dict[Any, int]) -> Place:
    if kind == "header":
        return Place(N_("in the header"), {})
    if kind == "footer":
        return Place(N_("in the footer"), {})
    table = outermost(element, W_TBL)
    if table is None:
        numbers["paragraph"] = numbers.get("paragraph", 0) + 1
        return Place(N_("paragraph %(number)d"), {"number": numbers["paragraph"]})
    if table not in numbers:
        numbers[table] = sum(1 for one in numbers if not isinstance(one, str)) + 1
    row = [one for one in element.iterancestors(W_TR) if nearest(one, W_TBL) is table][-1]
    cell = [one for one in element.iterancestors(W_TC) if nearest(one, W_TR) is row][-1]
    return Place(
        N_("table %(table)d, row %(row)d, cell %(cell)d"),
        {
            "table": numbers[table],
            "row": 1 + sum(1 for _one in row.itersiblings(W_TR, preceding=True)),
            "cell": 1 + sum(1 for _one in cell.itersiblings(W_TC, preceding=True)),
        },
    )


def replace(paragraph: Paragraph, start: int, end: int, value: str) -> None:
    """Put the value in the place of characters of the paragraph's text, in the look of the first of them."""
    at, first = 0, True
    for text in paragraph.texts:
        said = text.text or ""
        begin, finish = max(start - at, 0), min(end - at, len(said))
        at += len(said)
        if begin >= len(said) or finish <= 0:
            continue
        if first:
            _write(text, said[:begin], value, said[finish:])
            first = False
        else:
            text.text = said[:begin] + said[finish:]
            text.set(_SPACE, "preserve")


def _write(text: Any, before: str, value: str, after: str) -> None:
    """The value with its line breaks as line breaks of the paragraph."""
    first, *lines = value.split("\n")
    text.text = before + first + (after if not lines else "")
    text.set(_SPACE, "preserve")
    spot = text
    for number, line in enumerate(lines, start=1):
        broken = text.makeelement(W_BR, {})
        said = text.makeelement(W_T, {_SPACE: "preserve"})
        said.text = line + (after if number == len(lines) else "")
        spot.addnext(broken)
        broken.addnext(said)
        spot = said
