"""How wide the letters of a DOCX are, without its font at hand: the widths of Arial, rounded up."""

from __future__ import annotations

import functools

_STRONGER = 1.09
_WIDTHS = {  # thousandths of the size → the letters that wide
    230: "'ijl",
    285: " !,./:;I[\\]ft|\u00a0",
    340: '()-`r{}"',
    400: "*г",
    460: "ктз^",
    505: "Jcksvxyzсухэч",
    560: "#$0123456789?L_abdeghnopquаеорё«»–вньпя",
    585: "ГийбцКдл+<=>~",
    625: "FTZЗъТ",
    670: "&ABEKPSVXYАВЕРХЧЁУБЛЬж",
    725: "CDHNRUwНСЯИЙПЭДым",
    780: "GOQОюЦФ",
    835: "MmМшфщЪ",
    940: "WЫШЩ%",
    1080: "—Ю@№",
}
_BY_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 620  # letters of other alphabets; hieroglyphs are divided anywhere


@functools.lru_cache(maxsize=50_000)
def width_of(text: str, size: float, *, strong: bool = False) -> float:
    """In points."""
    thousandths = sum(_BY_LETTER.get(letter, _OTHER) for letter in text)
    return thousandths * size / 1000 * (_STRONGER if strong else 1)
