"""Values as a paper says them, and texts as a file can hold them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from tracker.papers.paper import Picture

if TYPE_CHECKING:
    from tracker.papers.paper import Value

# what XML 1.0 cannot hold, and marks that would turn the direction of what stands behind them
_UNSOUND = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
_BOUND = re.compile(r"(?:(?<=№)|(?<=\b[Nn]o\.)) (?=\S*[\d_])| (?=[—–] \d)|(?<= [—–]) (?=\d)")
_SIGNS = ("№", "o. ", " — ", " – ")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
DAY_PATTERNS = {"ru": "dd.MM.yyyy", "en": "d MMM yyyy"}


def sound(text: str) -> str:
    r"""The text without what neither a DOCX nor a PDF may contain; lines end with `\n`, none behind a "№"."""
    return bound(_UNSOUND.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def bound(text: str) -> str:
    """The text with a "№" bound to its number, and a dash to what is counted behind it: no line ends between them."""
    return _BOUND.sub("\u00a0", text) if any(sign in text for sign in _SIGNS) else text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a running text; lines inside of one stay apart."""
    return [part.strip("\n") for part in _PARAGRAPHS.split(sound(text).strip()) if part.strip()]


def told(value: Value, language: str) -> str:
    """A value in the paper's language."""
    if value is None or isinstance(value, Picture):
        return ""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, datetime):
        return f"{told(value.date(), language)}, {value:%H:%M}"
    if isinstance(value, date):
        return str(format_date(value, DAY_PATTERNS.get(language, DAY_PATTERNS["en"]), locale=language))
    if isinstance(value, int | float | Decimal):
        return str(format_decimal(value, locale=language))
    raise TypeError(f"a paper does not know how to tell {value!r}")
