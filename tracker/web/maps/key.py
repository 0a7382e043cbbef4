"""The key under a map that is a file: what its shapes mean, set in rows as wide as the picture. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.web.maps.picture import A_LETTER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.web.maps.picture import Kind, Picture

EDGE, ROW = 16, 22
SIGN, GAP = 34, 24  # from a shape to its words, from these to the next shape


@dataclass(frozen=True)
class Sign:
    """One entry: where it begins, its shape, and what is said of it."""

    x: float
    y: float
    kind: Kind
    text: str


@dataclass(frozen=True)
class Key:
    signs: Sequence[Sign]
    height: int


def key_of(picture: Picture, labels: Mapping[Kind, str]) -> Key:
    """The shapes that the picture has, with how many there are of each, in rows below it."""
    signs: list[Sign] = []
    x, y = float(EDGE), ROW
    for kind, label in labels.items():
        if not (count := picture.counts.get(kind)):
            continue
        text = f"{label} — {count}"
        width = SIGN + len(text) * A_LETTER
        if signs and x + width > picture.width - EDGE:
            x, y = float(EDGE), y + ROW
        signs.append(Sign(round(x, 1), picture.height + y, kind, text))
        x += width + GAP
    return Key(signs, y + ROW // 2 if signs else 0)
