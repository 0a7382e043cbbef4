"""The languages people speak: codes of ISO 639-1, named by Unicode CLDR in the reader's language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from tracker.kernel.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CODES = (
    "af", "am", "ar", "az", "ba", "be", "bg", "bn", "bo", "bs", "ca", "ce", "cs", "cv", "da", "de", "el", "en", "es",
    "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "ig", "is", "it", "ja",
    "jv", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lb", "lg", "ln", "lo", "lt", "lv", "mg", "mi", "mk", "ml", "mn",
    "mr", "ms", "mt", "my", "ne", "nl", "no", "ny", "om", "or", "os", "pa", "pl", "ps", "pt", "ro", "ru", "rw", "sd",
    "sg", "si", "sk", "sl", "sn", "so", "sq", "sr", "st", "sv", "sw", "ta", "te", "tg", "th", "ti", "tk", "tn", "tr",
    "ts", "tt", "ug", "uk", "ur", "uz", "vi", "wo", "xh", "yi", "yo", "zh", "zu",
)  # fmt: skip
BETWEEN = ","


@cache
def names(language: str) -> dict[str, str]:
    """Code → name in `ru` or `en`, in the order of the names."""
    known = Locale(language).languages
    return dict(sorted(((code, str(known[code])) for code in CODES), key=lambda pair: pair[1].casefold()))


def codes_of(stored: str | None) -> list[str]:
    """The codes that a contact's column holds."""
    return [code for code in (stored or "").split(BETWEEN) if code in CODES]


def told(stored: str | None, language: str) -> str:
    """The column as people read it."""
    return ", ".join(names(language)[code] for code in codes_of(stored))


def as_stored(given: str | Iterable[str] | None) -> tuple[str | None, list[str]]:
    """The column for codes or names in either language, and those words that are no language known here."""
    words = re.split(r"[,;/]", given) if isinstance(given, str) else list(given or ())
    meant = {word.strip(): _code_of(word.strip()) for word in words if word.strip()}
    codes = dict.fromkeys(code for code in meant.values() if code)
    return BETWEEN.join(codes) or None, [word for word, code in meant.items() if code is None]


def found(typed: str, language: str, limit: int = 8) -> Sequence[str]:
    """Codes of the languages whose name in either language holds the typed text, those that begin so first."""
    wanted = fold(typed)
    if not wanted:
        return []
    held = [code for code in names(language) if any(wanted in name for name in _folded_names(code))]
    return sorted(held, key=lambda code: not any(name.startswith(wanted) for name in _folded_names(code)))[:limit]


def _code_of(word: str) -> str | None:
    if word.lower() in CODES:
        return word.lower()
    wanted = fold(word)
    return next((code for code in CODES if wanted and wanted in _folded_names(code)), None)


@cache
def _folded_names(code: str) -> tuple[str, ...]:
    return tuple(fold(names(language)[code]) for language in ("ru", "en"))
