"""Directions, kinds and states of interests."""

from __future__ import annotations

from enum import StrEnum

from tracker.kernel.text import N_


class Direction(StrEnum):
    """Who wants from whom."""

    THEIRS = "theirs"
    OURS = "ours"


class Kind(StrEnum):
    PRODUCT = "product"
    PROJECT = "project"
    EXCHANGE = "exchange"


class State(StrEnum):
    OPEN = "open"
    MATCHED = "matched"
    NEGOTIATION = "negotiation"
    DROPPED = "dropped"


DIRECTION_LABELS = {Direction.THEIRS: N_("They want it from us"), Direction.OURS: N_("We want it from them")}
KIND_LABELS = {Kind.PRODUCT: N_("Product"), Kind.PROJECT: N_("Project"), Kind.EXCHANGE: N_("Exchange")}
STATE_LABELS = {
    State.OPEN: N_("Open"),
    State.MATCHED: N_("Matched"),
    State.NEGOTIATION: N_("Became talks"),
    State.DROPPED: N_("Dropped"),
}
STATE_GLYPHS = {
    State.OPEN: "draft",
    State.MATCHED: "consented",
    State.NEGOTIATION: "in_force",
    State.DROPPED: "cancelled",
}
LIVE = frozenset({State.OPEN, State.MATCHED})
