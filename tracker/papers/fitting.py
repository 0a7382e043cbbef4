"""How wide the columns of a table are: their shares of the sheet, yet no narrower than the longest word in them.

What a column needs beyond its share comes from those that have more than they need. A word that would need far more
than the share (an address of the web) is not waited for: it is divided.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.papers.paper import Band
from tracker.papers.wording import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tracker.papers.paper import Column, Value

    Measure = Callable[[str, bool, float], float]  # a text, whether it is strong, its size → points

SAMPLE = 200  # rows that are looked at: the words of a list repeat, and memory must not grow with its length
WAITED_FOR, SURE = 2.4, 64.0  # times the share, and points that are waited for in any case
SLACK = 0.4  # points, so that what just fits in one program fits in another
SMALLER = (1, 0.96, 0.92, 0.88)
_LONG = 14
_BLANKS = re.compile("[ \t\n]+")
_PARTS = re.compile(r"[^/–—-]*[/–—-]+|[^/–—-]+")


def fitted(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value] | Band],
    room: tuple[float, float],
    measure: Measure,
    language: str,
) -> tuple[float, list[float]]:
    """The size of the letters, and the widths of the columns in points, together as wide as the table.

    `rows`: the first rows of the table. `room`: its width, and the size wished for, which becomes a little smaller
    where words would have to be divided otherwise. `measure` counts the blank at both sides of a text too.
    """
    width, size = room
    shares = sum(column.width for column in columns)
    natural = [width * column.width / shares for column in columns]
    words: list[set[tuple[str, bool]]] = [{(word, True) for word in _words(column.heading)} for column in columns]
    for row in rows:
        if not isinstance(row, Band):
            for at, (value, column) in enumerate(zip(row, columns, strict=True)):
                words[at].update((word, column.strong) for word in _words(told(value, language)))
    for part in SMALLER:
        smaller = size * part
        needed = [_needed(said, share, measure, smaller) for said, share in zip(words, natural, strict=True)]
        if (left := width - sum(needed)) >= 0:
            spare = [max(share - need, 0.0) for share, need in zip(natural, needed, strict=True)]
            whole = sum(spare) or 1.0
            return smaller, [need + left * more / whole for need, more in zip(needed, spare, strict=True)]
    return smaller, [width * need / sum(needed) for need in needed]


def _needed(words: Iterable[tuple[str, bool]], share: float, measure: Measure, size: float) -> float:
    """The longest word that is waited for; a column with a longer one, which is divided, keeps its share for that."""
    most = max(share * WAITED_FOR, SURE)
    sizes = [measure(word, strong, size) + SLACK for word, strong in words]
    waited_for = max((size for size in sizes if size <= most), default=0.0)
    return max(waited_for, share) if any(size > most for size in sizes) else waited_for


def _words(text: str) -> Iterable[str]:
    """What a line cannot end within; a long word may end a line behind its hyphens."""
    for word in _BLANKS.split(text):
        yield from _PARTS.findall(word) if len(word) > _LONG else [word]
