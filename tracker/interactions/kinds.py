"""Kinds of interactions, their directions and the two sides."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Kind(StrEnum):
    MEETING = "meeting"
    CALL = "call"
    LETTER_IN = "letter_in"
    LETTER_OUT = "letter_out"
    EMAIL = "email"
    VIDEO = "video"
    VISIT = "visit"


class Direction(StrEnum):
    """From whom it came."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    MUTUAL = "mutual"


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


FACE_TO_FACE = (Kind.MEETING, Kind.VISIT)

KIND_LABELS = {
    Kind.MEETING: N_("Meeting"),
    Kind.CALL: N_("Call"),
    Kind.LETTER_IN: N_("Letter from them"),
    Kind.LETTER_OUT: N_("Letter from us"),
    Kind.EMAIL: N_("E-mail"),
    Kind.VIDEO: N_("Video call"),
    Kind.VISIT: N_("Visit"),
}
KIND_ICONS = {
    Kind.MEETING: "users",
    Kind.CALL: "phone",
    Kind.LETTER_IN: "mail-down",
    Kind.LETTER_OUT: "mail-up",
    Kind.EMAIL: "mail",
    Kind.VIDEO: "video",
    Kind.VISIT: "plane",
}
DIRECTION_LABELS = {
    Direction.INCOMING: N_("from them"),
    Direction.OUTGOING: N_("from us"),
    Direction.MUTUAL: N_("mutual"),
}
LETTERS = frozenset({Kind.LETTER_IN, Kind.LETTER_OUT})


def direction_of(kind: Kind, said: Direction | None) -> Direction:
    """A letter's direction is in its kind; of calls and e-mails it may be said; the rest is mutual."""
    if kind is Kind.LETTER_IN:
        return Direction.INCOMING
    if kind is Kind.LETTER_OUT:
        return Direction.OUTGOING
    if kind in {Kind.CALL, Kind.EMAIL} and said is not None:
        return said
    return Direction.MUTUAL
