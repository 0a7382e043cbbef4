"""vCard 2.1, 3.0 and 4.0: each card becomes a row. A card that cannot be read keeps its place, and its text."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import vobject

from tracker.imports.reading.limits import LONGEST_CELL, Caps

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADS = (
    "Name as written at home", "Phone", "Mobile", "E-mail", "Organisation", "Post", "Postal address", "Birthday",
    "Note", "Card that cannot be read",
)  # fmt: skip
_CARD = re.compile(r"^BEGIN:VCARD[^\n]*\n.*?^END:VCARD[^\n]*$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
MOBILE = {"CELL", "MOBILE"}
SHORTEST_DAY = 8


def holds_cards(text: str) -> bool:
    return text.lstrip("\ufeff \r\n\t")[:11].upper() == "BEGIN:VCARD"


def rows(text: str, caps: Caps) -> Iterator[tuple[int, list[str]]]:
    """(row number, texts), the headings first."""
    logging.disable(logging.CRITICAL)
    yield 1, list(HEADS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    end, number = 0, 1
    for found in _CARD.finditer(text):
        if text[end : found.start()].strip("\ufeff \n\t"):
            number += 1
            yield _unread(number, text[end : found.start()], caps)
        number, end = number + 1, found.end()
        caps.check_row(number)
        yield _row(number, found[0], caps)
    if text[end:].strip("\ufeff \n\t"):
        yield _unread(number + 1, text[end:], caps)


def _unread(number: int, text: str, caps: Caps) -> tuple[int, list[str]]:
    caps.check_row(number)
    return number, [*[""] * (len(HEADS) - 1), caps.taken(number, text.strip()[:LONGEST_CELL])]


def _row(number: int, text: str, caps: Caps) -> tuple[int, list[str]]:
    try:
        card = vobject.readOne(text, allowQP=True, ignoreUnreadable=True)
        cells = _cells(card)
    except Exception:  # noqa: BLE001 - whatever the library stumbles over, the card is kept as it stands
        return _unread(number, text, caps)
    if not any(cells):
        return _unread(number, text, caps)
    return number, [caps.taken(number, cell) for cell in cells]


def _cells(card: Any) -> list[str]:
    told = card.contents
    phones = [_phone(one) for one in told.get("tel", ())]
    return [
        _name(told),
        "\n".join(value for value, mobile in phones if value and not mobile),
        "\n".join(value for value, mobile in phones if value and mobile),
        "\n".join(_line(one.value) for one in told.get("email", ())),
        next((_organisation(one.value) for one in told.get("org", ())), ""),
        next((_line(one.value) for one in told.get("title", ())), ""),
        next((_address(one.value) for one in told.get("adr", ())), ""),
        next((_day(_line(one.value)) for one in told.get("bday", ())), ""),
        "\n".join(str(one.value).strip() for one in told.get("note", ())),
        "",
    ]


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _name(told: Any) -> str:
    full = next((_line(one.value) for one in told.get("fn", ())), "")
    if full:
        return full
    for one in told.get("n", ()):
        parts = (one.value.family, one.value.given, one.value.additional)
        return " ".join(_line(part if isinstance(part, str) else " ".join(part)) for part in parts if part).strip()
    return ""


def _phone(one: Any) -> tuple[str, bool]:
    kinds = {str(kind).upper() for kinds in one.params.values() for kind in kinds} | {
        str(kind).upper() for kind in getattr(one, "singletonparams", ())
    }
    return _line(str(one.value).removeprefix("tel:")), bool(kinds & MOBILE)


def _organisation(value: Any) -> str:
    parts = value if isinstance(value, list | tuple) else [value]
    return _line(parts[0]) if parts else ""


def _address(value: Any) -> str:
    parts = (value.street, value.city, value.region, value.code, value.country)
    return ", ".join(_line(part if isinstance(part, str) else " ".join(part)) for part in parts if part)


def _day(value: str) -> str:
    digits = value.split("T", maxsplit=1)[0]
    compact = len(digits) == SHORTEST_DAY and digits.isdigit()
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if compact else digits
