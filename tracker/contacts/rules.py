"""How names and ways of a person are read. No session, no request."""

from __future__ import annotations

import re
import unicodedata

from tracker.contacts.models import WayKind
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

_EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,200}\.[^@\s<>\".]{2,24}")
SHORTEST_PHONE = 5


def script_of(name: str) -> str:
    """`cyrillic`, `latin`, or `other`: by the first letter."""
    for character in name:
        if character.isalpha():
            told = unicodedata.name(character, "")
            return "cyrillic" if told.startswith("CYRILLIC") else "latin" if told.startswith("LATIN") else "other"
    return "latin"


def fold_way(kind: WayKind, value: str) -> str:
    """The form in which doubles are found: digits of a phone (without a leading 8 or 7 of Russia), small letters."""
    if kind in {WayKind.PHONE, WayKind.MOBILE}:
        digits = re.sub(r"\D", "", value)
        return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # noqa: PLR2004
    return value.casefold()


def check_way(kind: WayKind, value: str) -> None:
    if kind is WayKind.EMAIL and not _EMAIL.fullmatch(value):
        raise RuleBroken(N_("“%(value)s” is no e-mail address."), "ways", value=value)
    if kind in {WayKind.PHONE, WayKind.MOBILE} and len(re.sub(r"\D", "", value)) < SHORTEST_PHONE:
        raise RuleBroken(N_("“%(value)s” is no phone number."), "ways", value=value)
