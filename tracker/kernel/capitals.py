"""People's names that came in capitals, as they are ordinarily written: «ПЕТРОВ ИВАН» is Петров Иван."""

from __future__ import annotations

import re

# small words inside of names: nobility, fathers, and what stands before a family's place
SMALL = frozenset(
    {
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "e",
        "y",
        "bin",
        "ibn",
        "bint",
        "af",
        "av",
        "ter",
        "ten",
        "фон",
        "ван",
        "дер",
        "ден",
        "де",
        "дель",
        "делла",
        "ди",
        "да",
        "ду",
        "дос",
        "дю",
        "ибн",
        "бин",
        "бен",
        "оглы",
        "оглу",
        "кызы",
        "гызы",
        "заде",
    }
)
NUMERAL = re.compile("[IVX]+")
FEWEST = 2  # letters: one alone is an initial
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*\.?")
_AFTER_MARK = re.compile(r"(['’ʼ`])([^\W\d_])")


def in_ordinary_case(name: str) -> str:
    """The name with its words in capitals put into ordinary case; other words and initials stay as they are."""
    is_first = True

    def ordinary(found: re.Match[str]) -> str:
        nonlocal is_first
        first, is_first = is_first, False
        word = found[0]
        behind = name[found.end() : found.end() + 1]
        if len(word) < FEWEST or not word.isupper() or word.endswith(".") or behind == ".":
            return word
        if NUMERAL.fullmatch(word) and not first:
            return word
        lower = _lower(word)
        return lower if lower in SMALL and not first else _begun(word[0] + _lower(word[1:]))

    return _WORD.sub(ordinary, name)


def _lower(word: str) -> str:
    """Turkish İ has no dot above left over."""
    return word.lower().replace("\u0307", "")


def _begun(word: str) -> str:
    """With a capital letter, also behind Mc, O' and D'; not behind the mark of a soft sound (Соловьёва, В'ячеслав)."""
    if re.fullmatch(r"Mc\w{3,}", word):
        return f"Mc{word[2].upper()}{word[3:]}"
    if re.match(r"[ODLОД]['’ʼ`]", word):
        return _AFTER_MARK.sub(lambda found: found[1] + found[2].upper(), word, count=1)
    return word
