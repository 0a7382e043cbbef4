"""CSV in any encoding and with any separator: guessed, unless it is said."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from tracker.imports.reading.limits import BROKEN, LONG_CELL, LONGEST_CELL, MOST_COLUMNS, OTHER_KIND, Caps, Unreadable
from tracker.kernel.text import could_be_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866", "cp1252", "iso8859-2", "iso8859-5", "mac_cyrillic")
SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}
LOOKED_AT = 200_000
LINES_LOOKED_AT = 50
MOST_CONTROLS = 0.02
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# how often the commonest letters stand in Russian texts, in per mille
_OFTEN = (110, 84, 80, 74, 67, 63, 55, 47, 45, 43, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1)  # fmt: skip  # noqa: E501
_RUSSIAN = dict(zip("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", _OFTEN, strict=True))


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text, and the encoding it was written in. What cannot be decoded becomes U+FFFD where it was said so."""
    for mark, meant in _BOMS:
        if content.startswith(mark):
            return _strictly(content, meant), meant.removesuffix("-sig")
    if encoding in ENCODINGS:
        return content.decode(encoding, errors="replace"), encoding
    found = _guessed(content)
    text = content.decode(found, errors="replace")
    controls = sum(1 for character in text[:LOOKED_AT] if character < " " and character not in "\n\r\t\x0b\x0c")
    if controls > max(len(text[:LOOKED_AT]) * MOST_CONTROLS, 4):
        raise Unreadable(OTHER_KIND)
    return text, found


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(BROKEN) from error


def _guessed(content: bytes) -> str:
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.start > len(content) - 4:  # cut in the middle of a character
            return "utf-8"
    sample = content[:LOOKED_AT]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    return _guessed_single(sample)


def _guessed_single(sample: bytes) -> str:
    """Cyrillic encodings by how usual their letters would be in Russian; texts in Latin letters by the rest."""
    high = sum(1 for byte in sample if byte >= 128)  # noqa: PLR2004
    latin = sum(1 for byte in sample if chr(byte).isascii() and chr(byte).isalpha())
    scores = {name: _usual(sample, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic")}
    best = max(scores, key=lambda name: scores[name])
    if high * 2 < latin and not _runs_of_high(sample):
        return _latin(sample)
    return best


def _runs_of_high(sample: bytes) -> bool:
    """Whether letters beyond ASCII stand side by side: whole words of another alphabet."""
    words = len(re.findall(rb"[\x80-\xff]{4,}", sample))
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", sample))
    return words > alone // 4


def _latin(sample: bytes) -> str:
    """Western or Central European: by the letters that only one of them has where the bytes stand."""
    central = sum(sample.count(bytes([byte])) for byte in (0xB3, 0xB1, 0xEA, 0xE6, 0xBF, 0xF8, 0xB9, 0xBB, 0xEC))
    western = sum(sample.count(bytes([byte])) for byte in (0xE4, 0xF6, 0xFC, 0xDF, 0xE9, 0xE8, 0xE7, 0xE3, 0xF1))
    return "iso8859-2" if central > western else "cp1252"


def _usual(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, errors="replace")
    score = 0
    for before, character in zip(" " + text, text, strict=False):
        if character < "\x80":
            continue
        small = character.lower()
        if small not in _RUSSIAN:
            score -= 60
        elif character != small and before.isalpha() and before == before.lower():
            score -= 30  # a capital letter in the middle of a word
        else:
            score += _RUSSIAN[small] if character == small else _RUSSIAN[small] // 2
    return score


def separator_of(text: str, said: str = "") -> str:
    """The name of the separator: the one that cuts the first lines into the same number of cells most often."""
    if said in SEPARATORS:
        return said
    lines = text[:LOOKED_AT]
    best, best_score = "semicolon", 0.0
    for name, sign in SEPARATORS.items():
        widths = []
        try:
            for row in csv.reader(io.StringIO(lines, newline=""), delimiter=sign):
                widths.append(len(row))
                if len(widths) >= LINES_LOOKED_AT:
                    break
        except csv.Error:
            continue
        width, times = Counter(widths or [1]).most_common(1)[0]
        score = (width > 1) * times / max(len(widths), 1) * (1 + min(width, 20) / 100)
        if score > best_score:
            best, best_score = name, score
    return best


def rows(text: str, separator: str, caps: Caps) -> Iterator[tuple[int, list[str]]]:
    """(row number, texts). Rows are counted as records: a cell may hold line breaks."""
    csv.field_size_limit(LONGEST_CELL * 4)
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[separator]), 1):
            caps.check_row(number)
            caps.check_column(number, len(row) if len(row) <= MOST_COLUMNS else _width(row))
            yield number, [caps.taken(number, unguarded(cell)) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable(LONG_CELL, row=number + 1, most=LONGEST_CELL) from error
        raise Unreadable(BROKEN) from error


def _width(row: list[str]) -> int:
    """How wide a row is without the empty cells at its end."""
    return max((at for at, cell in enumerate(row, 1) if cell), default=0)


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that our own exports put before what could become a formula."""
    return cell[1:] if cell.startswith("'") and could_be_formula(cell[1:]) else cell
