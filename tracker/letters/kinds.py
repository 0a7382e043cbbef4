"""The closed lists of the slice: the two books of the register, how a letter came, what became of its translation."""

from __future__ import annotations

from enum import StrEnum

from tracker.interactions.kinds import Direction, Kind
from tracker.kernel.text import N_

KIND_OF = {Direction.INCOMING: Kind.LETTER_IN, Direction.OUTGOING: Kind.LETTER_OUT}
DIRECTION_OF = {kind: direction for direction, kind in KIND_OF.items()}
DIRECTION_LABELS = {Direction.INCOMING: N_("Incoming"), Direction.OUTGOING: N_("Outgoing")}
OPPOSITE = {Direction.INCOMING: Direction.OUTGOING, Direction.OUTGOING: Direction.INCOMING}


class Delivery(StrEnum):
    POST = "post"
    EMAIL = "email"
    COURIER = "courier"
    BY_HAND = "by_hand"
    EXCHANGE = "exchange"
    DIPLOMATIC = "diplomatic"
    FAX = "fax"


DELIVERY_LABELS = {
    Delivery.POST: N_("Post"),
    Delivery.EMAIL: N_("E-mail"),
    Delivery.COURIER: N_("Courier"),
    Delivery.BY_HAND: N_("By hand"),
    Delivery.EXCHANGE: N_("Electronic document exchange"),
    Delivery.DIPLOMATIC: N_("Through the foreign ministry"),
    Delivery.FAX: N_("Fax"),
}


class Translation(StrEnum):
    """A letter in another language is translated before it is registered; the one we send goes with one."""

    NOT_NEEDED = "not_needed"
    ORDERED = "ordered"
    MADE = "made"


TRANSLATION_LABELS = {
    Translation.NOT_NEEDED: N_("not needed"),
    Translation.ORDERED: N_("being made"),
    Translation.MADE: N_("made"),
}
