"""The letters of a PDF: Golos Text, embedded, so that text can be read, found and copied everywhere.

The files come from the build of the assets. Hieroglyphs, which Golos does not have, are those of Noto Sans, in many
small files of which only those are read whose letters a paper has.
"""

from __future__ import annotations

import functools
import itertools
import json
import threading
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FOLDER = Path(__file__).parent.parent / "static" / "dist" / "paper-fonts"
REGULAR, STRONG = "Golos", "Golos-Strong"
UNKNOWN = "?"  # for a letter that no font has
_reading = threading.Lock()


class FontsMissing(Exception):
    """The assets were not built."""


@functools.cache
def font(name: str) -> TTFont:
    """A font, registered on first use. Raises FontsMissing."""
    with _reading:
        try:
            found = TTFont(name, str(FOLDER / f"{name}.ttf"))
        except TTFError as error:
            raise FontsMissing(f"{FOLDER} lacks {name}.ttf: build the assets (`npm run build`)") from error
        found.face.name = name.encode()  # the pieces of one typeface would pass for one font
        pdfmetrics.registerFont(found)
    return found


@functools.cache
def _letters(name: str) -> frozenset[str]:
    return frozenset(map(chr, font(name).face.charToGlyph)) | {"\n"}


@functools.lru_cache(maxsize=50_000)
def _measured(text: str, name: str) -> float:
    return sum(float(pdfmetrics.stringWidth(piece, used, 1)) for used, piece in runs(text, name))


def width_of(text: str, name: str, size: float) -> float:
    """In points."""
    return _measured(text, name) * size


def draw(canvas: Any, place: tuple[float, float], text: str, name: str, size: float) -> None:
    """Draw one line from the left, each letter in a font that has it."""
    x, y = place
    for used, piece in runs(text, name):
        canvas.setFont(used, size)
        canvas.drawString(x, y, piece)
        x += pdfmetrics.stringWidth(piece, used, size)


def runs(text: str, name: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the font that has its letters; for a letter that none has stands UNKNOWN."""
    own = _letters(name)
    if own.issuperset(text):
        return [(name, text)]
    fitting = [(name, letter) if letter in own else _other(letter) or (name, UNKNOWN) for letter in text]
    pieces = itertools.groupby(fitting, key=lambda pair: pair[0])
    return [(used, "".join(letter for _name, letter in group)) for used, group in pieces]


@functools.lru_cache(maxsize=5_000)
def _other(letter: str) -> tuple[str, str] | None:
    """The letter with the piece of the hieroglyphs that has it."""
    point = ord(letter)
    for name, ranges in _pieces().items():
        if any(first <= point <= last for first, last in ranges) and letter in _letters(name):
            return name, letter
    return None


@functools.cache
def _pieces() -> dict[str, list[tuple[int, int]]]:
    """The letters of each piece of the hieroglyphs, as the build tells them."""
    held: dict[str, list[tuple[int, int]]] = json.loads((FOLDER / "han.json").read_text())
    return held
