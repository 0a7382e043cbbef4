"""Breaking a text into lines of a given width.

A line ends at a blank, else behind a hyphen or a slash. A single word that is wider than the line is divided between
syllables with a hyphen, as Russian and most other languages divide; what has no syllables (a number, an address of the
web, hieroglyphs) is cut without one. Blanks that must not break stay together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Measure = Callable[[str], float]

_PIECES = re.compile(r"[^ \t/–—-]*[/–—-]+|[^ \t/–—-]+")
_VOWELS = frozenset("аеёиоуыэюяaeiouyäöüáéíóúàèìòùâêîôûãõіїєў")
_MARKS = "«»„“”\"'()[].,:;!?…"
_SIGNS = frozenset("ъьй")
SHORTEST_PART = 2


def lines_of(text: str, width: float, measure: Measure) -> list[str]:
    """The lines; an empty text has none."""
    if not text:
        return []
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(_wrapped(line, width, measure))
    return lines


def _wrapped(line: str, width: float, measure: Measure) -> list[str]:
    if measure(line) <= width:
        return [line]
    blank = measure(" ")
    lines: list[str] = []
    current, used = "", 0.0
    for word in line.split(" "):
        size = measure(word)
        if current and used + blank + size <= width:
            current, used = f"{current} {word}", used + blank + size
            continue
        if not current and size <= width:
            current, used = word, size
            continue
        if current and size <= width:
            lines.append(current)
            current, used = word, size
            continue
        *full, current = _divided(word, current, width, measure)
        lines.extend(full)
        used = measure(current)
    lines.append(current)
    return lines


def _divided(word: str, begun: str, width: float, measure: Measure) -> list[str]:
    """The lines that a begun line and a word wider than a line become."""
    lines = [begun] if begun else []
    current = ""
    for piece in _PIECES.findall(word) or [word]:
        if measure(current + piece) <= width:
            current += piece
            continue
        if current:
            lines.append(current)
        current = piece
        while measure(current) > width and len(current) > 1:
            head, current = _cut(current, width, measure)
            lines.append(head)
    return [*lines, current]


def _cut(word: str, width: float, measure: Measure) -> tuple[str, str]:
    """The longest beginning of the word that fits, with its hyphen, and the rest."""
    for at in reversed(list(_syllables(word))):
        if measure(word[:at] + "-") <= width:
            return word[:at] + "-", word[at:]
    at = len(word) - 1
    while at > 1 and measure(word[:at]) > width:
        at -= 1
    return word[:at], word[at:]


def _syllables(word: str) -> Iterator[int]:
    """Where the word may be divided: before a consonant with its vowel, with a vowel and two letters on each side.

    The marks around it (quotes, a colon) stay with their letters.
    """
    bare = word.lstrip(_MARKS)
    skipped = len(word) - len(bare)
    bare = bare.rstrip(_MARKS)
    if not bare.isalpha():
        return
    low = bare.lower()
    vowels = [letter in _VOWELS for letter in low]
    for at in range(SHORTEST_PART, len(bare) - SHORTEST_PART + 1):
        begins = not vowels[at] and low[at] not in _SIGNS and at + 1 < len(bare) and vowels[at + 1]
        if begins and any(vowels[:at]):
            yield skipped + at
