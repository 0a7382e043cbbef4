"""How ways to reach a person are read. No session, no request."""

from __future__ import annotations

import re

from tracker.contacts.models import WayKind
from tracker.kernel.errors import RuleBroken
from tracker.kernel.text import N_

_EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,200}\.[^@\s<>\".]{2,24}")
_DIALLED = re.compile(r"[+(]?\d[\d\s().-]*")
SHORTEST_PHONE = 5


def fold_way(kind: WayKind, value: str) -> str:
    """The form in which doubles are found: digits of a phone (without a leading 8 or 7 of Russia), small letters."""
    if kind in {WayKind.PHONE, WayKind.MOBILE}:
        digits = re.sub(r"\D", "", value)
        return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # noqa: PLR2004
    return value.casefold()


def fold_any_way(value: str) -> str:
    """The folded form of a way of which the kind is not known yet: an address has an @, a phone has digits enough."""
    value = value.strip()
    if "@" in value:
        return fold_way(WayKind.EMAIL, value)
    digits = fold_way(WayKind.PHONE, value)
    return digits if len(digits) >= SHORTEST_PHONE else value.casefold()


def check_way(kind: WayKind, value: str) -> None:
    if kind is WayKind.EMAIL and not _EMAIL.fullmatch(value):
        raise RuleBroken(N_("“%(value)s” is no e-mail address."), "ways", value=value)
    if kind in {WayKind.PHONE, WayKind.MOBILE} and len(re.sub(r"\D", "", value)) < SHORTEST_PHONE:
        raise RuleBroken(N_("“%(value)s” is no phone number."), "ways", value=value)


def link_of(kind: WayKind, value: str) -> str | None:
    """Where a click on a way leads: a mail program, a phone; a messenger's name has no address."""
    if kind is WayKind.EMAIL:
        return f"mailto:{value}"
    if kind is WayKind.MESSENGER:
        return None
    dialled = _DIALLED.search(value)
    return f"tel:{re.sub(r'[^+0-9]', '', dialled[0])}" if dialled else None
