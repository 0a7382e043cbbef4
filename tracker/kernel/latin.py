"""Russian names in Latin letters, as passports have them (ICAO Doc 9303), for papers in English."""

from __future__ import annotations

_SIMPLE = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True))
_LETTERS = {
    **_SIMPLE,
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "ie",
    "ь": "",
    "ю": "iu",
    "я": "ia",
}


def in_latin(name: str | None) -> str:
    """Letters of other alphabets stay as they are."""
    told = name or ""
    return "".join(_letter(letter, told[at + 1 : at + 2]) for at, letter in enumerate(told))


def _letter(letter: str, following: str) -> str:
    said = _LETTERS.get(letter.lower())
    if said is None:
        return letter
    if not letter.isupper():
        return said
    return said.upper() if following.isupper() else said.capitalize()
