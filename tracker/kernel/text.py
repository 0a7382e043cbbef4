"""Texts as people type them, and the folded form in which they are found.

`clean` makes a typed text safe to store on both databases; `fold` maps a text of either script to one spelling,
so that «Сан-Паулу», "Sao Paulo" and "São Paulo" are found by each other. Folding only suggests: two records
whose names fold alike are never joined by it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterable


def N_(text: str) -> str:  # noqa: N802 - the customary name, known to the extractor of messages
    """Mark a text for translation; it is translated where it is shown."""
    return text


_NUMBER_OF_RECORD = re.compile("[0-9]{1,9}")  # 32 bits
_LINE_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def clean(text: str, *, lines: bool = False) -> str:
    r"""The text in NFC without NUL, control characters and lone surrogates, without blanks at its ends.

    With `lines` it may have several lines (`\n`); without, each run of white space becomes one blank.
    Bidirectional marks stay (names of right-to-left scripts need them), overrides do not.
    """
    text = _LINE_BREAKS.sub("\n", text)
    kept = "".join(c for c in text if _may_stay(c))
    kept = unicodedata.normalize("NFC", kept)
    if lines:
        return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
    return " ".join(kept.split())


def _may_stay(character: str) -> bool:
    if character in "\n\t":
        return True
    if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff":
        return False
    return unicodedata.category(character) not in {"Cc", "Cs"}


def read_number(text: str) -> int:
    """A number that an address or a form names. Raises ValueError for what is none, or larger than a database keeps."""
    if not _NUMBER_OF_RECORD.fullmatch(text):
        raise ValueError(text)
    return int(text)


def number_of(text: object) -> int | None:
    """The same, None for what is none."""
    try:
        return read_number(str(text or ""))
    except ValueError:
        return None


def numbers_of(texts: Iterable[object]) -> list[int]:
    """The same of many, without what is none."""
    return [number for text in texts if (number := number_of(text)) is not None]


_SOUNDS_ALIKE = (
    ("shch", "sch"),
    ("kh", "h"),
    ("zh", "j"),
    ("dzh", "j"),
    ("ts", "c"),
    ("tz", "c"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("dz", "z"),
    ("iy", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("x", "ks"),
)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_DOUBLES = re.compile(r"([a-z])\1+")


def fold(text: str) -> str:
    """The search form: Latin letters and digits in lower case, words apart by one blank, sounds spelt one way."""
    folded = anyascii(unicodedata.normalize("NFKC", text).replace("ъ", "").replace("ь", "")).lower()
    folded = folded.replace("'", "").replace("`", "")
    folded = _NOT_WORDS.sub(" ", folded).strip()
    for spelling, sound in _SOUNDS_ALIKE:
        folded = folded.replace(spelling, sound)
    return _DOUBLES.sub(r"\1", folded)


_FORMULA = re.compile("^[\\s\ufeff\u200b-\u200f\u2060]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"^[+-]?[0-9]+(?:[.,][0-9]+)?$")


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula: also behind apostrophes that guard from it already,

    so that what an export guards, and what an import takes off again, are each other's opposite for every text.
    """
    return bool(_FORMULA.match(text.lstrip("'"))) and not _NUMBER.match(text)


def folded_words(text: str) -> list[str]:
    """The words of a typed query, folded; at most eight, so that a pasted page cannot make a slow query."""
    return fold(text[:200]).split()[:8]


def script_of(text: str) -> str:
    """`cyrillic`, `latin` or `other`: by the first letter."""
    for character in text:
        if character.isalpha():
            told = unicodedata.name(character, "")
            return "cyrillic" if told.startswith("CYRILLIC") else "latin" if told.startswith("LATIN") else "other"
    return "latin"


def sortable(text: str) -> str:
    """The form names are sorted by: without case, quotes and leading signs, ё as е. At most 200 characters."""
    return text.casefold().replace("ё", "е").lstrip(" «»„“\"'([-–—")[:200]
