"""What a paper is made of. Nothing here knows how it is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal


@dataclass(frozen=True)
class Picture:
    """A square picture in a cell: its address on the screen, in a file what `content` gives (JPEG, or nothing)."""

    alt: str
    address: str
    content: Callable[[], bytes | None]
    width: float = 11  # millimetres


Value = str | int | float | Decimal | date | datetime | Picture | None

TEXT: Final = "text"
NUMBER: Final = "number"
DAY: Final = "day"
ColumnKind = Literal["text", "number", "day"]

OFFICE: Final = "office"
BRIEF: Final = "brief"
LookName = Literal["office", "brief"]


@dataclass(frozen=True)
class Page:
    """A sheet in millimetres. The margins are those of Russian office work (GOST R 7.0.97): left 20, right 10."""

    width: int
    height: int
    left: int = 20
    right: int = 10
    top: int = 20
    bottom: int = 20


A4: Final = Page(210, 297)
A4_ACROSS: Final = Page(297, 210, left=15, top=15, bottom=15)
A3_ACROSS: Final = Page(420, 297, left=15, top=15, bottom=15)


@dataclass(frozen=True)
class Letterhead:
    """Who writes (`lines`, the first one strong), below at the left its number and day, at the right the addressee."""

    lines: Sequence[str]
    left: Sequence[str] = ()
    right: Sequence[str] = ()


@dataclass(frozen=True)
class Heading:
    """`level` 1 for a chapter, 2 for a part of it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """Running text; an empty line begins a new paragraph, a single line break stays one."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    lines: Sequence[str]


@dataclass(frozen=True)
class Note:
    """A remark in small print: the legal basis, how figures are counted."""

    text: str


@dataclass(frozen=True)
class Box:
    """What matters most, in a field of its own."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Two columns: what, and its value."""

    rows: Sequence[tuple[str, Value]]


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table's width; `kind` decides the alignment."""

    heading: str
    width: float = 1
    kind: ColumnKind = TEXT
    strong: bool = False


@dataclass(frozen=True)
class Band:
    """A row over the whole width that names the group of rows below it."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows under headings that stand again on each page. `numbered`: the columns' numbers stand under the headings.

    `rows`: each as long as the columns, or a Band. `total`: a strong last row. `size`: of the letters, in points.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Value] | Band]
    total: Sequence[Value] | None = None
    numbered: bool = False
    size: float = 9


@dataclass(frozen=True)
class Signature:
    """Who signs: post at the left, a line, the name at the right."""

    post: str
    name: str = ""


@dataclass(frozen=True)
class Signatures:
    rows: Sequence[Signature]
    day: str = ""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new sheet, which may be another one than before."""

    page: Page | None = None


Part = Heading | Text | Bullets | Box | Note | Facts | Table | Signatures | NewPage


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document. `language`: `ru` or `en`, of its values and for readers aloud. `footer`: stands on each page.

    `look`: `office` as papers that are registered, `brief` for what is read before a meeting.
    """

    title: str
    language: str
    parts: Sequence[Part]
    subtitle: str = ""
    letterhead: Letterhead | None = None
    page: Page = A4
    footer: str = ""
    author: str = ""
    subject: str = ""
    keywords: Sequence[str] = field(default=())
    look: LookName = OFFICE
